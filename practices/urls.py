from django.urls import path

from practices.views import collections, curating, experiences, library, taking_out
from practices.views.feed import NewPractices

app_name = "practices"
urlpatterns = [
    path("", library.library, name="library"),
    path("<id:practice_id>/", curating.practice, name="practice"),
    path("<id:practice_id>/experiences/", experiences.tell, name="tell"),
    path(
        "<id:practice_id>/experiences/<uuid:experience_id>/remove/",
        experiences.remove,
        name="remove_experience",
    ),
    path("from/<str:code>/<id:practice_id>/withdraw/", library.withdraw, name="withdraw"),
    # out of it
    path("practices.csv", taking_out.sheet, name="sheet"),
    path("practices.json", taking_out.data, name="data"),
    path("new/", NewPractices(), name="feed"),
    path("<id:practice_id>/description/", taking_out.description, name="description"),
    path("<id:practice_id>/description.docx", taking_out.description_file, name="description_file"),
    # putting right
    path("<id:practice_id>/curate/", curating.curate, name="curate"),
    path("<id:practice_id>/curate/words/", curating.reword, name="reword"),
    path("<id:practice_id>/curate/level/", curating.lower, name="lower"),
    path("<id:practice_id>/curate/withdraw/", curating.withdraw, name="withdraw_as_coordinator"),
    path("<id:practice_id>/curate/give-back/", curating.give_back, name="give_back"),
    path("<id:practice_id>/curate/merge/", curating.merge, name="merge"),
    # collections
    path("<id:practice_id>/collect/", collections.collect, name="collect"),
    path("collections/", collections.own, name="collections"),
    path("collections/begin/", collections.begin, name="begin_collection"),
    path("collections/<id:collection_id>/", collections.collection, name="collection"),
    path("collections/<id:collection_id>/words/", collections.reword, name="reword_collection"),
    path("collections/<id:collection_id>/links/", collections.make_link, name="make_link"),
    path("collections/<id:collection_id>/links/revoke/", collections.revoke_link, name="revoke_link"),
    path("collections/<id:collection_id>/delete/", collections.delete, name="delete_collection"),
    path("collections/<id:collection_id>/all.<str:form>", collections.own_file, name="collection_file"),
    path("collections/<id:collection_id>/<id:entry_id>/out/", collections.take_out, name="take_out"),
    path("collections/<id:collection_id>/<id:entry_id>/move/", collections.move, name="move_entry"),
    path("shared/<str:key>/", collections.shared, name="shared"),
    path("shared/<str:key>/all.<str:form>", collections.shared_file, name="shared_file"),
]
