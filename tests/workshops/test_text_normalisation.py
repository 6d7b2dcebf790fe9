"""What is typed is stored in one spelling, counted once, and is something that shows."""

from __future__ import annotations

import time

import pytest
from django.core.exceptions import ValidationError

from tests.spelled_texts import COUNTED, NOTHING
from workshops.forms.texts import TextField


@pytest.mark.parametrize("text", NOTHING)
def test_text_field_takes_nothing_that_shows_nothing(text):
    assert TextField(required=False).clean(text) == ""
    with pytest.raises(ValidationError, match="Write something first"):
        TextField().clean(text)


@pytest.mark.parametrize("sign", [" ", "\u0301", "1", "131052-", "a@", "[at]a"])
def test_text_field_is_not_held_up_by_megabytes(sign):
    begun = time.process_time()
    with pytest.raises(ValidationError, match="too long"):
        TextField().clean("a" + sign * (2_000_000 // len(sign)) + "b")
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(("typed", "stored"), COUNTED)
def test_text_field_stores_one_spelling_and_counts_it(typed, stored):
    assert TextField(max_length=len(stored)).clean(typed) == stored
    with pytest.raises(ValidationError, match="too long"):
        TextField(max_length=len(stored) - 1).clean(typed)
