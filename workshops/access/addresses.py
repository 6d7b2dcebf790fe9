"""Two addresses that a request only claims: where it comes from, and where the site is.

``PROXIES`` says how many servers of ours stand in front. Each adds to ``X-Forwarded-For`` who has asked it;
what stands before that a browser may have written itself, so it is counted from the end.
``SITE_ADDRESS`` is what mails, QR codes and papers lead to, whatever name and port a request asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def client_address(request: HttpRequest) -> str:
    """Of the browser, as the outermost of our own proxies saw it; the direct one where that tells of none."""
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    seen = forwarded[-settings.PROXIES] if 0 < settings.PROXIES <= len(forwarded) else ""
    return _plain(seen) or _plain(request.META.get("REMOTE_ADDR", ""))


def _plain(written: str) -> str:
    """Without the port that some proxies add, and IPv4 as IPv4; empty when it is no address."""
    bare = written.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ip_address(bare)
    except ValueError:
        return ""
    return str((isinstance(found, IPv6Address) and found.ipv4_mapped) or found)


def hashed(address: str) -> str:
    """What is kept of an address where tries are counted. An IPv6 household has a /64 and counts as one."""
    try:
        network = str(ip_network((ip_address(address), 64 if ":" in address else 32), strict=False))
    except ValueError:
        network = address
    return salted_hmac("workshops.access.addresses", network, algorithm="sha256").hexdigest()


def absolute_from(request: HttpRequest) -> Callable[[str], str]:
    """Makes an address of a path for people to go to."""
    site = settings.SITE_ADDRESS
    return (lambda path: f"{site}{path}") if site else request.build_absolute_uri
