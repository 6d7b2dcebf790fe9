from typing import Any

from django.urls import path, re_path

from workshops.views.live_socket import live_socket, refuse

websocket_urlpatterns: list[Any] = [
    path("w/<str:code>/live/<str:role>/<str:language>", live_socket),  # type: ignore[arg-type]
    re_path("", refuse),  # type: ignore[arg-type]
]
