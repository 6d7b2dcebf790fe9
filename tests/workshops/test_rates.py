"""One device that writes too fast is told to wait, and nobody else feels it."""

from __future__ import annotations

import asyncio

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from django.core import signing

from tests.factories import STRICT_SITE, browser
from workshops.access import devices, write_rate_limit
from workshops.access.body_limit import BodyLimit
from workshops.access.devices import Device
from workshops.access.write_rate_limit import AT_ONCE, TokenBucket, WriteRateLimit


async def let_through(_scope, _receive, send):
    await send({"type": "http.response.start", "status": 204, "headers": []})


def scope_of(device, *, method="POST", path="/w/K7M2QFXA/notes/"):
    cookie = signing.dumps([device.key.hex(), device.language], salt=devices.SALT)
    return {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"",
        "scheme": "https",
        "server": ("testserver", 443),
        "headers": [(b"cookie", f"{settings.DEVICE_COOKIE}={cookie}".encode())],
    }


async def answer(app, scope):
    said = []

    async def send(message):
        said.append(message)

    await app(scope, None, send)
    return said


async def statuses(app, scope, times):
    answers = await asyncio.gather(*(answer(app, scope) for _time in range(times)))
    return [said[0]["status"] for said in answers]


DEVICE, OTHER = Device(b"a" * 16, "fi"), Device(b"b" * 16, "sv")


def test_bucket_holds_eight_and_fills_by_one_a_second():
    bucket = TokenBucket(0.0)
    assert [bucket.wait(0.0) for _write in range(8)] == [0] * 8
    assert bucket.wait(0.0) == 1
    assert bucket.wait(0.5) == 0.5
    assert bucket.wait(1.0) == 0
    assert [bucket.wait(100.0) for _write in range(9)] == [0] * 8 + [1]


async def test_flood_of_one_device_is_refused_and_others_are_not():
    app = WriteRateLimit(let_through)
    assert (await statuses(app, scope_of(DEVICE), 20)).count(429) == 20 - AT_ONCE
    assert await statuses(app, scope_of(OTHER), 1) == [204]


async def test_refusal_says_when_in_the_devices_language_and_takes_its_time():
    app = WriteRateLimit(let_through)
    began = asyncio.get_running_loop().time()
    await statuses(app, scope_of(OTHER), 8)
    start, body = await answer(app, scope_of(OTHER))
    assert asyncio.get_running_loop().time() - began > 0.9
    assert dict(start["headers"])[b"retry-after"] == b"1"
    assert "Vänta några sekunder" in body["body"].decode()


PROTECTING = {
    b"content-security-policy",
    b"cross-origin-opener-policy",
    b"referrer-policy",
    b"strict-transport-security",
    b"x-content-type-options",
    b"x-frame-options",
}


async def too_fast():
    app = WriteRateLimit(let_through)
    await statuses(app, scope_of(OTHER), 8)
    return await answer(app, scope_of(OTHER))


async def too_large():
    scope = scope_of(OTHER, path="/w/K7M2QFXA/notes/")
    scope["headers"].append((b"content-length", b"99999999999"))
    return await answer(BodyLimit(let_through), scope)


@pytest.mark.parametrize(("refuse", "status"), [(too_fast, 429), (too_large, 413)])
async def test_refusals_before_django_carry_the_headers_of_all_pages(settings, client, refuse, status):
    """Shown to fail before: none of them."""
    settings.SECURE_HSTS_SECONDS, settings.SECURE_CROSS_ORIGIN_OPENER_POLICY = 3600, "same-origin"
    start, body = await refuse()
    assert start["status"] == status
    headers = dict(start["headers"])
    page = await sync_to_async(browser(STRICT_SITE).get)("/healthz")
    assert headers[b"content-security-policy"].decode() == page["content-security-policy"]
    assert (headers[b"cache-control"], headers[b"content-language"]) == (b"no-store", b"sv")
    assert int(headers[b"content-length"]) == len(body["body"])
    assert headers.keys() >= PROTECTING


async def test_what_is_said_in_passing_costs_nobody_a_write():
    app = WriteRateLimit(let_through)
    passing = scope_of(DEVICE, path="/w/K7M2QFXA/themes/3/at-work/")
    assert (await statuses(app, passing, 10)).count(429) == 10 - AT_ONCE
    assert set(await statuses(app, scope_of(DEVICE), int(AT_ONCE))) == {204}


@pytest.mark.parametrize(
    "other", [{"method": "GET"}, {"path": "/run/K7M2QFXA/move/"}, {"path": "/j/K7M2QFXA/"}]
)
async def test_reading_leading_and_joining_are_not_counted(other):
    assert set(await statuses(WriteRateLimit(let_through), scope_of(DEVICE, **other), 20)) == {204}


async def test_forged_and_missing_cookies_are_left_to_the_door():
    scope = scope_of(DEVICE) | {"headers": [(b"cookie", b"device=forged")]}
    assert set(await statuses(WriteRateLimit(let_through), scope, 20)) == {204}


async def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(write_rate_limit, "MAX_DEVICES", 3)
    app = WriteRateLimit(let_through)
    for number in range(5):
        await answer(app, scope_of(Device(bytes([number]) * 16, "fi")))
    assert len(app.buckets) == 3
