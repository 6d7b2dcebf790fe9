from django.urls import path

from network.views import (
    agreed,
    areas,
    folders,
    overview,
    quality,
    series,
    series_members,
    series_workshops,
    synthesis,
    synthesis_writing,
    themes,
    turns,
)

app_name = "network"
urlpatterns = [
    path("", overview.overview, name="overview"),
    # series
    path("series/", series.own, name="series"),
    path("series/begin/", series.begin, name="begin_series"),
    path("series/invited/<str:key>/", series_members.invited, name="series_invited"),
    path("series/<id:series_id>/", series.one, name="one_series"),
    path("series/<id:series_id>/settings/", series.settings, name="series_settings"),
    path("series/<id:series_id>/settings/words/", series.reword, name="reword_series"),
    path("series/<id:series_id>/settings/areas/", series.choose_areas, name="choose_series_areas"),
    path("series/<id:series_id>/settings/template/", series.choose_template, name="choose_series_template"),
    path("series/<id:series_id>/delete/", series.delete, name="delete_series"),
    path("series/<id:series_id>/put/", series_workshops.put, name="put_workshops"),
    path("series/<id:series_id>/<id:workshop_id>/", series_workshops.one, name="series_workshop"),
    path("series/<id:series_id>/<id:workshop_id>/out/", series_workshops.take_out, name="take_out_workshop"),
    path(
        "series/<id:series_id>/<id:workshop_id>/seminar/",
        series_workshops.mark_seminar,
        name="mark_seminar",
    ),
    path("series/<id:series_id>/<id:workshop_id>/give/", series_workshops.give, name="give_workshop"),
    path("series/<id:series_id>/invite/", series_members.invite, name="invite_organisation"),
    path(
        "series/<id:series_id>/invite/<id:invitation_id>/again/",
        series_members.invite_again,
        name="invite_organisation_again",
    ),
    path(
        "series/<id:series_id>/invite/<id:invitation_id>/withdraw/",
        series_members.uninvite,
        name="uninvite_organisation",
    ),
    path("series/<id:series_id>/leave/<id:organisation_id>/", series_members.leave, name="leave_series"),
    # turns
    path("series/<id:series_id>/turns/make/", turns.make, name="make_turns"),
    path("series/<id:series_id>/turns/add/", turns.add, name="add_turn"),
    path("series/<id:series_id>/turns/<id:turn_id>/", turns.one, name="turn"),
    path("series/<id:series_id>/turns/<id:turn_id>/words/", turns.reword, name="reword_turn"),
    path(
        "series/<id:series_id>/turns/<id:turn_id>/workshop/",
        turns.choose_workshop,
        name="choose_turn_workshop",
    ),
    path("series/<id:series_id>/turns/<id:turn_id>/move/", turns.move, name="move_turn"),
    path("series/<id:series_id>/turns/<id:turn_id>/off/", turns.take_off, name="take_off_turn"),
    path("series/<id:series_id>/turns/<id:turn_id>/remind/", turns.remind, name="remind_host"),
    # even treatment
    path("areas/", areas.areas, name="areas"),
    path("areas/<id:area_id>/", areas.one, name="one_area"),
    path("areas/areas.csv", areas.areas_sheet, name="areas_sheet"),
    # what was agreed
    path("agreed/", agreed.agreed, name="agreed"),
    path("agreed/<id:task_id>/remind/", agreed.remind, name="remind"),
    path("agreed/calendar/", agreed.turn_calendar, name="turn_calendar"),
    # how people found it
    path("quality/", quality.quality, name="quality"),
    path("quality/feedback.csv", quality.figures_sheet, name="quality_sheet"),
    path("quality/words.csv", quality.words_sheet, name="words_sheet"),
    # what comes up
    path("themes/", themes.themes, name="themes"),
    path("themes/together/", themes.put_together, name="put_together"),
    path("themes/<id:shared_id>/", themes.shared_theme, name="shared_theme"),
    path("themes/<id:shared_id>/name/", themes.rename, name="rename_shared_theme"),
    path("themes/<id:shared_id>/apart/", themes.take_apart, name="take_apart"),
    path("themes/<id:shared_id>/<id:theme_id>/out/", themes.take_out, name="take_theme_out"),
    # what it comes to
    path("synthesis/", synthesis.syntheses, name="syntheses"),
    path("synthesis/begin/", synthesis.begin, name="begin_synthesis"),
    path("synthesis/<id:synthesis_id>/", synthesis.synthesis, name="synthesis"),
    path("synthesis/<id:synthesis_id>/page/", synthesis.one_page, name="synthesis_page"),
    path("synthesis/<id:synthesis_id>/as/<str:form>/", synthesis.synthesis_file, name="synthesis_file"),
    path("synthesis/<id:synthesis_id>/write/", synthesis_writing.write, name="write_synthesis"),
    path("synthesis/<id:synthesis_id>/words/", synthesis_writing.reword, name="reword_synthesis"),
    path("synthesis/<id:synthesis_id>/delete/", synthesis_writing.delete, name="delete_synthesis"),
    path("synthesis/<id:synthesis_id>/add/<str:which>/", synthesis_writing.add, name="add_part"),
    path("synthesis/<id:synthesis_id>/<id:row_id>/quotes/", synthesis_writing.quotes, name="quotes"),
    path(
        "synthesis/<id:synthesis_id>/<id:row_id>/quotes/take/",
        synthesis_writing.take_quote,
        name="take_quote",
    ),
    path(
        "synthesis/<id:synthesis_id>/quotes/<id:quote_id>/drop/",
        synthesis_writing.drop_quote,
        name="drop_quote",
    ),
    path(
        "synthesis/<id:synthesis_id>/quotes/<id:quote_id>/move/",
        synthesis_writing.move_quote,
        name="move_quote",
    ),
    path(
        "synthesis/<id:synthesis_id>/<str:which>/<id:row_id>/words/",
        synthesis_writing.reword_part,
        name="reword_part",
    ),
    path(
        "synthesis/<id:synthesis_id>/<str:which>/<id:row_id>/move/",
        synthesis_writing.move_part,
        name="move_part",
    ),
    path(
        "synthesis/<id:synthesis_id>/<str:which>/<id:row_id>/delete/",
        synthesis_writing.drop_part,
        name="drop_part",
    ),
    # all of it in a folder
    path("folders/", folders.own, name="folders"),
    path("folders/ask/", folders.ask, name="ask_folder"),
    path("folders/<id:folder_id>/share/", folders.share, name="share_folder"),
    path("folders/<id:folder_id>/delete/", folders.delete, name="delete_folder"),
    path("folders/<id:folder_id>/all.zip", folders.file, name="folder_file"),
    path("folder/<str:folder_key>/", folders.shared, name="shared_folder"),
    path("folder/<str:folder_key>/all.zip", folders.shared_file, name="shared_folder_file"),
    path("calendar/<str:feed>.ics", agreed.calendar, name="calendar"),
]
