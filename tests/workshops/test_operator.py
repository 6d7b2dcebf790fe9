"""What the operator's tools ask, and who may ask it."""

from __future__ import annotations

import pytest
from django.db import OperationalError, connection
from django.test import Client

pytestmark = pytest.mark.django_db


def test_alive_says_so_without_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_ready_when_database_and_layer_answer(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "layer": True})


def test_not_ready_while_the_database_is_away(client):
    def away(*_args):
        raise OperationalError("away")

    with connection.execute_wrapper(away):
        answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"database": False, "layer": True})


def test_ready_without_its_layer_and_says_so(client, settings):
    settings.CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": ["redis://127.0.0.1:1"]},
        }
    }
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": True, "layer": False})


def test_metrics_are_for_this_machine_alone():
    assert Client(REMOTE_ADDR="127.0.0.1").get("/metrics").status_code == 200
    assert Client(REMOTE_ADDR="192.0.2.1").get("/metrics").status_code == 403
    proxied = Client(REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "192.0.2.1"})
    assert proxied.get("/metrics").status_code == 403


def test_metrics_are_for_who_has_the_token(settings):
    settings.METRICS_TOKEN = "open sesame"
    for words, status in (("Bearer open sesame", 200), ("Bearer ä", 403), ("", 403)):
        answer = Client(headers={"Authorization": words}).get("/metrics")
        assert answer.status_code == status


def test_metrics_name_what_the_operator_watches(client):
    said = client.get("/metrics").content.decode()
    for name in (
        "dialogit_sockets",
        "dialogit_frames_total",
        "dialogit_refetches_total",
        "dialogit_dropped_readers_total",
        "dialogit_push_errors_total",
        "dialogit_refused_total",
        "dialogit_write_seconds",
    ):
        assert f"# HELP {name} " in said
