"""The application's own log: to the console, and without what people type into an address, such as codes."""

from __future__ import annotations

import logging
from typing import Any

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


def configuration(level: str) -> dict[str, Any]:
    """The setting LOGGING. At DEBUG Daphne would tell the address that each request comes from."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"routes": {"()": RoutesForAddresses}},
        "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["routes"]}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {"daphne": {"level": "INFO" if level == "DEBUG" else level}},
    }
