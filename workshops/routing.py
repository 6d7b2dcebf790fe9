from django.urls import path

from workshops.consumers import StageConsumer

websocket_urlpatterns = [
    path("w/<str:code>/live/<str:role>/<str:language>", StageConsumer.as_asgi()),  # type: ignore[arg-type]
]
