from typing import Any

from django.urls import path, re_path

from workshops.views.live_socket import nowhere, stage

websocket_urlpatterns: list[Any] = [
    path("w/<str:code>/live/<str:role>/<str:language>", stage),  # type: ignore[arg-type]
    re_path("", nowhere),  # type: ignore[arg-type]
]
