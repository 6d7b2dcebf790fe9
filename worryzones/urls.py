from django.urls import path

from worryzones.views import cafe, prepare

app_name = "worryzones"

urlpatterns = [
    path("w/<str:code>/notes/", cafe.post_note, name="post_note"),
    path("w/<str:code>/notes/<uuid:note_id>/edit/", cafe.edit_note, name="edit_note"),
    path("w/<str:code>/notes/<uuid:note_id>/withdraw/", cafe.withdraw_note, name="withdraw_note"),
    path("w/<str:code>/notes/<uuid:note_id>/ours/", cafe.ours, name="ours"),
    path("w/<str:code>/host/", cafe.host, name="host"),
    path("run/<str:code>/prepare/questions/", prepare.prompts, name="prompts"),
    path("run/<str:code>/look/", cafe.look, name="look"),
    path("run/<str:code>/notes/<uuid:note_id>/hide/", cafe.hide_note, name="hide_note"),
    path("run/<str:code>/tables/<int:table>/free/", cafe.free_host, name="free_host"),
]
