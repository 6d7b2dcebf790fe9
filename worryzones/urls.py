from django.urls import path

from worryzones.views import cafe, found, prepare, seating, tables, theming

app_name = "worryzones"

urlpatterns = [
    path("j/<str:code>/<str:link>/", tables.join_at, name="join_at"),
    path("w/<str:code>/notes/", cafe.post_note, name="post_note"),
    path("w/<str:code>/notes/<uuid:note_id>/edit/", cafe.edit_note, name="edit_note"),
    path("w/<str:code>/notes/<uuid:note_id>/withdraw/", cafe.withdraw_note, name="withdraw_note"),
    path("w/<str:code>/notes/<uuid:note_id>/ours/", cafe.ours, name="ours"),
    path("w/<str:code>/themes/", theming.make_theme_group, name="make_theme_group"),
    path("w/<str:code>/themes/out/", theming.take_out, name="take_out"),
    path("w/<str:code>/themes/<id:group>/notes/", theming.put_notes, name="put_notes"),
    path("w/<str:code>/themes/<id:group>/name/", theming.rename, name="rename_theme_group"),
    path("w/<str:code>/themes/<id:group>/at-work/", theming.at_work, name="at_work"),
    path("w/<str:code>/themes/<id:group>/into/<id:into>/", theming.merge, name="merge_theme_groups"),
    path("w/<str:code>/tables/<id:table>/", theming.tended, name="tended"),
    path("w/<str:code>/found/", found.found, name="found"),
    path("w/<str:code>/found/<id:theme>/", found.behind, name="found_behind"),
    path("w/<str:code>/host/", cafe.host, name="host"),
    path("run/<str:code>/prepare/questions/", prepare.prompts, name="prompts"),
    path("run/<str:code>/prepare/tables/", prepare.places, name="places"),
    path("run/<str:code>/look/", cafe.alerts_now, name="alerts"),
    path("run/<str:code>/notes/<uuid:note_id>/hide/", cafe.hide_note, name="hide_note"),
    path("run/<str:code>/notes/<uuid:note_id>/theme/", cafe.theme_of_note, name="theme_of_note"),
    path("run/<str:code>/tables/<id:table>/free/", cafe.free_host, name="free_host"),
    path("run/<str:code>/seating/", seating.seating, name="seating"),
    path("run/<str:code>/seating/deal/", seating.deal, name="deal"),
    path("run/<str:code>/seating/phoneless/", seating.phoneless, name="phoneless"),
    path("run/<str:code>/seating/move/", seating.move, name="move_people"),
    path("run/<str:code>/seating/host/", seating.host, name="choose_host"),
    path("run/<str:code>/seating/device/", seating.stand, name="stand"),
    path("run/<str:code>/seating/keeper/", seating.keep, name="choose_keeper"),
    path("run/<str:code>/seating/groups/split/", seating.split_group, name="split_group"),
    path("run/<str:code>/seating/groups/merge/", seating.merge_groups, name="merge_groups"),
    path("run/<str:code>/seating/cafes/split/", seating.split_cafe, name="split_cafe"),
    path("run/<str:code>/seating/cafes/merge/", seating.merge_cafes, name="merge_cafes"),
]
