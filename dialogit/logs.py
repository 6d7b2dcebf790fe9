"""What is logged about a request names the route, never the address: people type codes, and worse, into it."""

from __future__ import annotations

import logging

from django.http import HttpRequest

UNKNOWN = "an unknown address"


class RoutesForAddresses(logging.Filter):
    """In what Django says about a request, ``/w/K7M2QFXA/notes/`` becomes ``w/<code>/notes/``."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            route = request.resolver_match.route if request.resolver_match else UNKNOWN
            record.args = tuple(route if str(word).startswith("/") else word for word in record.args)
        return True
