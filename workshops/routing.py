from typing import Any

from django.urls import path

from workshops.consumers import StageConsumer

websocket_urlpatterns: list[Any] = [
    path("w/<str:code>/live/<str:role>/<str:language>", StageConsumer.as_asgi()),  # type: ignore[arg-type]
]
