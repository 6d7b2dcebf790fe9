"""One setting chooses the web server."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from dialogit import servers


@pytest.mark.parametrize("name", servers.NAMES)
def test_command_starts_the_chosen_server_at_host_and_port(name):
    words = servers.command(name, "127.0.0.1", 8123)
    assert words[1:3] == ["-m", servers.MODULES[name]]
    assert words[-5:] == [*address_of(name, "127.0.0.1", "8123"), servers.APPLICATION]


def address_of(name, host, port):
    of_host, of_port = servers.ADDRESS[name]
    return [of_host, host, of_port, port]


def test_command_for_an_unknown_server_says_which_there_are():
    with pytest.raises(ImproperlyConfigured, match="daphne, uvicorn"):
        servers.command("apache", "127.0.0.1", 8123)
