"""The one entry: Django for HTTP, Channels' routing for the stage's socket."""

import gc
import os

import django
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.sessions import CookieMiddleware

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dialogit.settings")
django.setup(set_prefix=False)

from dialogit.handler import Handler  # noqa: E402
from workshops.access.asgi_responses import Dated  # noqa: E402
from workshops.access.body_limit import BodyLimit  # noqa: E402
from workshops.access.write_rate_limit import WriteRateLimit  # noqa: E402
from workshops.routing import websocket_urlpatterns  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": Dated(WriteRateLimit(BodyLimit(Handler()))),
        "websocket": CookieMiddleware(URLRouter(websocket_urlpatterns)),
    }
)

# What is loaded by now stays; looking through it again and again would stop the room for a tenth of a second.
gc.collect()
gc.freeze()
