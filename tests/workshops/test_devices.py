"""The one cookie: what it holds, and that nothing else can pass for it."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

from tests.factories import Person, with_device
from workshops.access import devices
from workshops.access.devices import Device
from workshops.models import Participant


def test_prove_is_the_same_for_the_same_thing_and_differs_for_another():
    device = Device(b"k" * 16, "fi")
    assert device.prove("word", 1) == device.prove("word", 1)
    assert device.prove("word", 1) != device.prove("word", 2)
    assert device.prove("word", 1) != Device(b"j" * 16, "fi").prove("word", 1)


def test_hash_in_differs_from_workshop_to_workshop():
    device = Device(b"k" * 16, "fi")
    assert device.hash_in(1) != device.hash_in(2)


def test_device_of_reads_what_remember_writes(client, db):
    person = with_device("sv")
    assert devices.device_of({settings.DEVICE_COOKIE: person.client.cookies["device"].value}) == person.device


def test_device_of_finds_nothing_in_a_missing_forged_or_broken_cookie():
    forged = signing.dumps(["00" * 16, "fi"], salt=devices.SALT, key="another key")
    not_hex = signing.dumps(["zz", "fi"], salt=devices.SALT)
    for cookie in (forged, not_hex, "", "nonsense", signing.dumps([1, 2, 3], salt=devices.SALT)):
        assert devices.device_of({settings.DEVICE_COOKIE: cookie}) is None
    assert devices.device_of({}) is None


def test_joining_sets_a_cookie_that_scripts_cannot_read_and_the_database_does_not_hold(workshop):
    person = Person()
    person.submit("workshops:join", workshop.code, name="Aino")
    cookie = person.client.cookies[settings.DEVICE_COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    device = devices.device_of({settings.DEVICE_COOKIE: cookie.value})
    assert device
    stored = Participant.objects.get()
    assert stored.key_hash == device.hash_in(workshop.pk)
    assert device.key.hex() not in str(vars(stored))


def test_language_is_the_devices_then_the_browsers_then_finnish(db):
    person = Person()
    home = reverse("workshops:home")
    answer = person.client.get(home)
    assert answer.headers["Content-Language"] == "en"
    assert {"Accept-Language", "Cookie"} <= set(answer.headers["Vary"].split(", "))
    assert person.client.get(home, headers={"accept-language": "sv"}).headers["Content-Language"] == "sv"
    assert person.client.get(home, headers={"accept-language": "de"}).headers["Content-Language"] == "fi"
    person.submit("workshops:language", language="sv", next=home)
    assert person.client.get(home).headers["Content-Language"] == "sv"


def test_language_goes_back_to_where_one_was_but_never_to_another_site(db):
    person = Person()
    assert person.submit("workshops:language", language="fi", next="/privacy/").url == "/privacy/"
    assert person.submit("workshops:language", language="fi", next="https://evil.example/").url == "/"


def test_language_that_is_not_spoken_here_changes_nothing(db):
    person = Person()
    person.submit("workshops:language", language="de", next="/")
    assert settings.DEVICE_COOKIE not in person.client.cookies


def test_changing_language_keeps_the_key(participant, workshop):
    participant.submit("workshops:language", language="fi", next="/")
    answer = participant.get("workshops:stage", workshop.code)
    assert answer.status_code == 200
    assert answer.headers["Content-Language"] == "fi"
