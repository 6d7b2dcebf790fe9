"""What is kept of a picture: its pixels, upright, and nothing else that the file carried."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from threading import Thread
from typing import Any

import pytest
from django.conf import settings
from PIL import Image

from tests import images
from tests.waiting import until
from workshops.documents import image_cleaning, image_decoding
from workshops.documents.image_cleaning import NotAPicture, cleaned
from workshops.refusals import Busy


def clean(content: bytes, *, drawn: bool = False) -> Image.Image:
    found = cleaned(BytesIO(content), drawn=drawn)
    image = Image.open(BytesIO(found.content))
    assert (found.width, found.height) == image.size
    return image


def refusal(content: bytes) -> str:
    with pytest.raises(NotAPicture) as refused:
        cleaned(BytesIO(content), drawn=False)
    return str(refused.value.words)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_loses_place_maker_comment_and_profile(form):
    content = images.photo(form=form)
    assert Image.open(BytesIO(content)).getexif().get_ifd(images.GPS)
    image = clean(content)
    assert image.format == "JPEG"
    assert dict(image.getexif()) == {}
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    kept = cleaned(BytesIO(content), drawn=False).content
    assert not any(word in kept for word in (b"Aino", b"profile", b"Exif"))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_as_it_was_held(orientation):
    """Red was the first row of the file: where it comes to lie is what the camera said."""
    image = clean(images.photo((400, 300), orientation=orientation))
    assert image.size == ((400, 300) if orientation < 5 else (300, 400))
    width, height = image.size
    red_at = {1: "top", 2: "top", 3: "bottom", 4: "bottom", 5: "left", 6: "right", 7: "right", 8: "left"}
    edge = {
        "top": (width // 2, 5),
        "bottom": (width // 2, height - 5),
        "left": (5, height // 2),
        "right": (width - 5, height // 2),
    }
    red, _green, blue = image.getpixel(edge[red_at[orientation]])
    assert red > 200 > 60 > blue


def test_a_large_photo_is_shrunk_and_a_small_one_is_left():
    assert clean(images.photo((4000, 3000))).size == (1600, 1200)
    assert clean(images.photo((1000, 3000))).size == (533, 1600)
    assert clean(images.photo((320, 240))).size == (320, 240)


def test_a_drawing_is_kept_as_png_on_white():
    image = clean(images.drawing(), drawn=True)
    assert (image.format, image.mode, image.size) == ("PNG", "RGB", (1200, 900))
    assert image.getpixel((5, 5)) == (255, 255, 255)
    assert image.getpixel((500, 400)) == (0x23, 0x69, 0x3F)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "CMYK", "1"])
def test_any_kind_of_pixels_is_taken(mode):
    form = "JPEG" if mode in ("L", "CMYK") else "PNG"
    assert clean(images.written(images.scene().convert(mode), form)).size == (400, 300)


@pytest.mark.parametrize("name", images.PRETENDERS)
def test_what_is_no_picture_is_refused(name):
    assert "cannot be used as a picture" in refusal(images.PRETENDERS[name])


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_picture_with_nothing_on_it_is_refused(mode):
    assert "nothing in this picture" in refusal(images.written(Image.new(mode, (300, 200)), "PNG"))


def test_a_picture_of_more_than_24_megapixels_is_refused():
    assert "24 megapixels" in refusal(images.written(Image.new("1", (6001, 4000)), "PNG"))


@pytest.mark.parametrize("size", [(30_000, 30_000), (12_000, 12_000)])
def test_a_bomb_is_refused(size):
    assert "24 megapixels" in refusal(images.bomb(*size))


def test_a_file_of_more_than_10_megabytes_is_refused():
    assert "at most 10 megabytes" in refusal(images.photo() + b"\0" * settings.MAX_PICTURE_BYTES)


WEIGH = """
import os, subprocess, sys, tempfile
with tempfile.TemporaryFile() as made:
    child = subprocess.Popen(sys.argv[1:], stdin=sys.stdin, stdout=made, stderr=subprocess.DEVNULL, env={})
    _pid, status, used = os.wait4(child.pid, 0)
    child.returncode = status
    made.seek(0)
    print(made.readline().decode().strip() or "killed")
    print(used.ru_maxrss // 1024, used.ru_utime + used.ru_stime)
"""


def weighed(content: bytes) -> tuple[str, int, float]:
    """What the decoder says, the megabytes it has had at most, all of it, and its seconds of CPU.

    A small process between starts it: the kernel counts as a child's what its parent was when it was started.
    """
    words = [sys.executable, "-I", "-c", WEIGH, sys.executable, "-I", str(image_cleaning.DECODER), "jpg"]
    done = subprocess.run(words, input=content, capture_output=True, check=True)
    said, used = done.stdout.decode().splitlines()
    outcome = json.loads(said).get("refused", "taken")
    return outcome, int(used.split()[0]), float(used.split()[1])


def scene(width: int, height: int, form: str = "JPEG", mode: str = "RGB", **options: Any) -> bytes:
    return images.written(images.scene((width, height), mode="RGB").convert(mode), form, **options)


def grey16(width: int, height: int) -> bytes:
    """From black to white in 16 bits, as scanners write it."""
    row = struct.pack(f"<{width}H", *(round(65_535 * place / (width - 1)) for place in range(width)))
    return images.written(Image.frombytes("I;16", (width, height), row * height), "PNG")


def many_segments(count: int) -> bytes:
    photo = images.photo()
    return photo[:2] + b"\xff\xe2\x00\x04ab" * count + photo[2:]


def many_chunks(name: bytes, body: bytes, count: int) -> bytes:
    png = scene(400, 300, "PNG")
    return png[:33] + images._chunk(name, body) * count + png[33:]


COMPRESSED = zlib.compress(b"A" * 100_000_000, 9)
WORST: dict[str, tuple[str, Callable[[], bytes]]] = {
    # of the largest that are taken
    "a photo of 24 megapixels": ("taken", lambda: scene(6000, 4000)),
    "a photo that is not shrunk while it is decoded": ("taken", lambda: scene(3199, 3199, quality=95)),
    "a panorama": ("taken", lambda: scene(20_000, 1200)),
    "a photo for print": ("taken", lambda: scene(6000, 4000, mode="CMYK")),
    "a progressive photo of 12 megapixels": ("taken", lambda: scene(4000, 3000, progressive=True)),
    "a progressive photo near what is kept": ("taken", lambda: scene(2800, 2800, progressive=True)),
    "a drawing of 12 megapixels": ("taken", lambda: scene(4000, 3000, "PNG")),
    "a clear drawing of 12 megapixels": ("taken", lambda: scene(4000, 3000, "PNG", "RGBA")),
    "a clear drawing near what is kept": ("taken", lambda: scene(3199, 3199, "PNG", "RGBA")),
    "a drawing of few colours of 24 megapixels": ("taken", lambda: scene(6000, 4000, "PNG", "P")),
    "a grey scan of 24 megapixels": ("taken", lambda: grey16(6000, 4000)),
    "a WebP": ("taken", lambda: scene(2200, 1600, "WEBP", "RGBA", lossless=True)),
    # too much, as their heads say
    "a WebP of 8 megapixels": ("too heavy", lambda: scene(4000, 2000, "WEBP")),
    "a drawing of 24 megapixels": ("too heavy", lambda: scene(6000, 4000, "PNG")),
    "a progressive photo of 24 megapixels": ("too heavy", lambda: scene(6000, 4000, progressive=True)),
    "a drawing of one row": ("too heavy", lambda: images.bomb(24_000_000, 1)),
    "a drawing of one column": ("too heavy", lambda: images.bomb(8, 30_000)),
    "480 scans": ("too heavy", lambda: images.many_scans(2728, 8456, 480)),
    "10 000 scans": ("too heavy", lambda: images.many_scans(2728, 8456, 10_000)),
    "a bomb": ("too many pixels", images.bomb),
    "a WebP that says it is huge": ("too many pixels", lambda: images.huge("WEBP", 16_383)),
    "a JPEG that says it is huge": ("too many pixels", lambda: images.huge("JPEG", 65_000)),
    # too much, as only opening them shows
    "very many profiles": ("too heavy", lambda: many_segments(400_000)),
    "very many chunks": ("too heavy", lambda: many_chunks(b"prIv", b"x", 700_000)),
    "a text of 100 megabytes": ("no picture", lambda: many_chunks(b"zTXt", b"k\0\0" + COMPRESSED, 1)),
    "a profile of 100 megabytes": ("no picture", lambda: many_chunks(b"iCCP", b"k\0\0" + COMPRESSED, 1)),
    "a start without an end": ("no picture", lambda: b"\xff\xd8" + b"\xff" * 2_000_000),
}


@pytest.mark.thorough
@pytest.mark.parametrize("name", WORST)
def test_no_picture_takes_more_than_a_hundred_megabytes(name):
    """And none more CPU than the limit, however slow the machine. Shown to fail before: 258 MB, and 9 s."""
    expected, make = WORST[name]
    outcome, megabytes, seconds = weighed(make())
    assert outcome == expected
    assert megabytes <= 100
    assert seconds <= image_decoding.MAX_SECONDS


def test_a_picture_whose_process_does_not_end_is_refused(monkeypatch):
    """The last limit, for what neither the head nor the other limits show."""
    monkeypatch.setattr(image_cleaning, "MAX_SECONDS", 0.01)
    assert "too much to open" in refusal(images.photo())


def test_the_decoder_knows_nothing_of_the_server(tmp_path, monkeypatch):
    """No key and no address of a database is in what surrounds it."""
    teller = tmp_path / "teller.py"
    teller.write_text(
        "import json, os; print(json.dumps({'refused': 'no picture', 'env': dict(os.environ)}))"
    )
    monkeypatch.setattr(image_cleaning, "DECODER", teller)
    monkeypatch.setenv("SECRET_KEY", "secret")
    said, _made = image_cleaning._decoded(b"", "jpg")
    assert "SECRET_KEY" not in said["env"]


def test_pictures_are_opened_one_at_a_time_and_some_wait(monkeypatch):
    """Eight at once are all taken; a ninth is told at once to come again, and then it is taken."""
    places, results = image_cleaning._places, []
    photo = images.photo()
    image_cleaning._one_at_a_time.acquire()
    takers = [
        Thread(target=lambda: results.append(cleaned(BytesIO(photo), drawn=False)))
        for _place in range(1 + image_cleaning.MAX_WAITING)
    ]
    for taker in takers:
        taker.start()
    until(lambda: places._value == 0, 5, "all places are taken")
    with pytest.raises(Busy):
        cleaned(BytesIO(photo), drawn=False)
    image_cleaning._one_at_a_time.release()
    for taker in takers:
        taker.join()
    assert len(results) == len(takers)
    assert cleaned(BytesIO(photo), drawn=False).suffix == "jpg"


def test_a_picture_waits_for_its_turn_only_so_long(monkeypatch):
    monkeypatch.setattr(image_cleaning, "MAX_WAIT_SECONDS", 0.01)
    with image_cleaning._one_at_a_time, pytest.raises(Busy):
        cleaned(BytesIO(images.photo()), drawn=False)


def test_a_scan_in_16_bits_of_grey_is_not_white():
    row = clean(grey16(600, 4), drawn=True).convert("L").resize((3, 1), Image.Resampling.BOX)
    assert [abs(grey - expected) < 3 for grey, expected in zip(row.tobytes(), (42, 127, 213), strict=True)]


PROPERTIES = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" '
    b'"http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0"><dict/></plist>'
)
XMP = b"http://ns.adobe.com/xap/1.0/\0<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'/>"


@pytest.mark.parametrize(
    "segment", [(0xED, b"Photoshop 3.0\x008BIM\x03\xea\0\0" + PROPERTIES), (0xE1, XMP), (0xFE, b"A note")]
)
def test_what_programs_write_into_photos_is_no_page(segment):
    """Photoshop on a Mac keeps a property list, with a doctype, in every JPEG."""
    photo = images.photo()
    assert clean(photo[:2] + images._segment(*segment) + photo[2:]).size == (400, 300)


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_of_an_animation_the_first_picture_is_kept(form):
    red, _green, blue = clean(images.moving(form)).getpixel((200, 20))
    assert red > 200 > 60 > blue


def test_a_picture_shrunk_in_bands_has_no_seams():
    """From dark to light without a step, whatever the size."""
    slope = Image.linear_gradient("L").resize((2000, 7001))
    column = clean(images.written(slope, "PNG"), drawn=True).convert("L").resize((1, 1600))
    assert all(0 <= after - before <= 1 for before, after in pairwise(column.tobytes()))
