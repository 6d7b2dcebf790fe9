"""How each of the two databases is used, by settings alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dialogit.local_files import make_private


def own(folder: Path) -> str:
    """The address of the file that an installation has with nothing configured."""
    return f"sqlite:///{folder / 'dialogit.sqlite3'}"


def configured(database: dict[str, Any]) -> dict[str, Any]:
    """What an address names, with our options."""
    return _sqlite(database) if database["ENGINE"].endswith("sqlite3") else _postgres(database)


def _sqlite(database: dict[str, Any]) -> dict[str, Any]:
    make_private(Path(database["NAME"]))
    options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        # Half a megabyte of cache for each thread's connection: the system has the rest at hand.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
        "PRAGMA cache_size=-512;",
    }
    # The threads that answer requests are few and stay, so each keeps its connection.
    return {**database, "CONN_MAX_AGE": None, "OPTIONS": options}


def _postgres(database: dict[str, Any]) -> dict[str, Any]:
    """What the address itself asks for (sslmode, host of a socket) stays."""
    options = {
        **database.get("OPTIONS", {}),
        # Values travel beside the statement, so PostgreSQL's own log has $1 for them when one fails.
        "server_side_binding": True,
        # An attempt that fails is soon given up: the next request makes a new one and waits no longer.
        "pool": {"min_size": 1, "max_size": 20, "timeout": 3, "reconnect_timeout": 2},
    }
    return {**database, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}
