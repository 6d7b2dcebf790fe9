"""What is typed is stored in one spelling, counted once, and is something that shows."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tests.spelled_texts import COUNTED, NOTHING
from workshops.forms.texts import TextField


@pytest.mark.parametrize("text", NOTHING)
def test_text_field_takes_nothing_that_shows_nothing(text):
    assert TextField(required=False).clean(text) == ""
    with pytest.raises(ValidationError, match="Write something first"):
        TextField().clean(text)


@pytest.mark.parametrize(("typed", "stored"), COUNTED)
def test_text_field_stores_one_spelling_and_counts_it(typed, stored):
    assert TextField(max_length=len(stored)).clean(typed) == stored
    with pytest.raises(ValidationError, match="too long"):
        TextField(max_length=len(stored) - 1).clean(typed)
