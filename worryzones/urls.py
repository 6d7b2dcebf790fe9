from django.urls import path

from worryzones.views import cafe, prepare, theming

app_name = "worryzones"

urlpatterns = [
    path("w/<str:code>/notes/", cafe.post_note, name="post_note"),
    path("w/<str:code>/notes/<uuid:note_id>/edit/", cafe.edit_note, name="edit_note"),
    path("w/<str:code>/notes/<uuid:note_id>/withdraw/", cafe.withdraw_note, name="withdraw_note"),
    path("w/<str:code>/notes/<uuid:note_id>/ours/", cafe.ours, name="ours"),
    path("w/<str:code>/themes/", theming.make_theme_group, name="make_theme_group"),
    path("w/<str:code>/themes/out/", theming.take_out, name="take_out"),
    path("w/<str:code>/themes/<int:group>/notes/", theming.put_notes, name="put_notes"),
    path("w/<str:code>/themes/<int:group>/name/", theming.rename, name="rename_theme_group"),
    path("w/<str:code>/themes/<int:group>/into/<int:into>/", theming.merge, name="merge_theme_groups"),
    path("w/<str:code>/host/", cafe.host, name="host"),
    path("run/<str:code>/prepare/questions/", prepare.prompts, name="prompts"),
    path("run/<str:code>/look/", cafe.look, name="look"),
    path("run/<str:code>/notes/<uuid:note_id>/hide/", cafe.hide_note, name="hide_note"),
    path("run/<str:code>/tables/<int:table>/free/", cafe.free_host, name="free_host"),
]
