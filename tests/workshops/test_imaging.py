"""What is kept of a picture: its pixels, upright, and nothing else that the file carried."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from itertools import pairwise

import pytest
from django.conf import settings
from PIL import Image

from tests import images
from workshops.documents.image_cleaning import NotAPicture, cleaned


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


PEAK = """
import re, sys
from io import BytesIO
from workshops.documents.image_cleaning import NotAPicture, cleaned
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024
content = sys.stdin.buffer.read()
before = peak()
try:
    cleaned(BytesIO(content), drawn=False)
    print("taken", end=" ")
except NotAPicture as refusal:
    print("refused", end=" ")
print(peak() - before)
"""


def weighed(content: bytes) -> tuple[str, int]:
    """What becomes of it, and by how many megabytes the memory of a process of its own rises meanwhile."""
    done = subprocess.run([sys.executable, "-c", PEAK], input=content, capture_output=True, check=True)
    outcome, megabytes = done.stdout.split()
    return outcome.decode(), int(megabytes)


@pytest.mark.parametrize(
    "content",
    [
        images.bomb(),
        images.bomb(13_000, 13_000),
        images.huge("WEBP", 16_383),
        images.huge("JPEG", 65_000),
    ],
    ids=["a PNG", "a smaller PNG", "a WebP", "a JPEG"],
)
def test_a_bomb_takes_little_memory(content):
    assert len(content) < 400_000
    outcome, megabytes = weighed(content)
    assert outcome == "refused"
    assert megabytes < 100


@pytest.mark.parametrize(
    ("size", "mode", "form"),
    [
        ((6000, 4000), "RGB", "JPEG"),
        ((6000, 4000), "RGB", "PNG"),
        ((6000, 4000), "RGBA", "PNG"),
        ((6000, 4000), "P", "PNG"),
        ((4000, 2000), "RGB", "WEBP"),
    ],
)
def test_the_largest_picture_takes_little_more_than_its_pixels(size, mode, form):
    outcome, megabytes = weighed(images.written(images.scene(size).convert(mode), form))
    assert outcome == "taken"
    assert megabytes < 140


def test_a_webp_of_more_than_8_megapixels_is_refused():
    assert "at most 8 megapixels" in refusal(images.written(images.scene((4001, 2000)), "WEBP"))


def test_a_picture_shrunk_in_bands_has_no_seams():
    """From dark to light without a step, whatever the size."""
    slope = Image.linear_gradient("L").resize((2000, 7001))
    column = clean(images.written(slope, "PNG"), drawn=True).convert("L").resize((1, 1600))
    assert all(0 <= after - before <= 1 for before, after in pairwise(column.tobytes()))
