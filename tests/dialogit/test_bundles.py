"""What phones fetch as one file."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

from dialogit import bundles


@pytest.fixture
def var(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    finders.get_finder.cache_clear()
    yield tmp_path
    finders.get_finder.cache_clear()


@pytest.mark.parametrize("bundle", bundles.BUNDLES)
def test_a_bundle_is_its_sources_in_order(var, bundle):
    joined = Path(finders.find(bundle)).read_text()
    places = [joined.index(Path(finders.find(path)).read_text()) for path in bundles.BUNDLES[bundle]]
    assert places == sorted(places)


def test_a_bundle_follows_its_sources(var, settings, monkeypatch):
    settings.STATICFILES_DIRS = [var / "sources"]
    (var / "sources" / "css").mkdir(parents=True)
    source = var / "sources" / "css" / "small.css"
    monkeypatch.setattr(bundles, "BUNDLES", {"css/joined.css": ("css/small.css",)})
    for text in ("a {}", "b {}"):
        source.write_text(text)
        assert Path(finders.find("css/joined.css")).read_text() == text


def test_a_bundle_that_has_not_changed_is_not_written_anew(var):
    first = Path(finders.find("js/phone.js")).stat()
    again = Path(finders.find("js/phone.js")).stat()
    assert (first.st_ino, first.st_mtime_ns) == (again.st_ino, again.st_mtime_ns)


def test_a_source_that_is_missing_is_named(var, monkeypatch):
    monkeypatch.setattr(bundles, "BUNDLES", {"css/joined.css": ("css/gone.css",)})
    with pytest.raises(ImproperlyConfigured, match=r"css/gone\.css"):
        finders.find("css/joined.css")


def test_bundles_are_collected_with_a_name_of_their_own_and_compressed(var, settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    others = ["admin", "account", "django_htmx"]
    call_command("collectstatic", verbosity=0, interactive=False, ignore_patterns=others)
    names = [path.name for path in (var / "static" / "js").glob("phone.*.js*")]
    assert {name.rpartition(".")[2] for name in names} == {"js", "gz", "br"}
