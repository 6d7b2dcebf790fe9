from django.urls import path

from workshops.views import calendar, debrief, door, prepare, run, stage, themes

app_name = "workshops"

urlpatterns = [
    path("", door.home, name="home"),
    path("language/", door.language, name="language"),
    path("j/<str:code>/", door.join, name="join"),
    path("w/<str:code>/", stage.stage, name="stage"),
    path("w/<str:code>/calendar.ics", calendar.calendar, name="calendar"),
    path("w/<str:code>/leave/", stage.leave, name="leave"),
    path("run/", run.own, name="own"),
    path("run/new/", prepare.new, name="new"),
    path("run/<str:code>/", run.console, name="console"),
    path("run/<str:code>/projector/", run.projector, name="projector"),
    path("run/<str:code>/prepare/", prepare.prepare, name="prepare"),
    path("run/<str:code>/prepare/second/", prepare.add_second, name="add_second"),
    path("run/<str:code>/move/", run.move, name="move"),
    path("run/<str:code>/clock/<str:act>/", run.clock, name="clock"),
    path("run/<str:code>/slide/", run.slide, name="slide"),
    path("run/<str:code>/points/", debrief.main_point, name="main_point"),
    path("run/<str:code>/points/<int:point>/delete/", debrief.delete_main_point, name="delete_main_point"),
    path("w/<str:code>/votes/<int:theme>/", themes.vote, name="vote"),
    path("run/<str:code>/result/", themes.reveal_results, name="reveal_results"),
    path("run/<str:code>/between/", themes.between, name="between"),
    path("run/<str:code>/themes/<int:theme>/select/", themes.select_theme, name="select_theme"),
    path("run/<str:code>/themes/<int:theme>/move/", themes.move_theme, name="move_theme"),
    path("run/<str:code>/themes/<int:theme>/merge/", themes.merge_themes, name="merge_themes"),
    path("run/<str:code>/themes/<int:theme>/unmerge/", themes.unmerge, name="unmerge"),
    path("run/<str:code>/themes/<int:theme>/word/", themes.reword_theme, name="reword_theme"),
    path("run/<str:code>/people/<int:participant>/remove/", run.remove, name="remove"),
]
