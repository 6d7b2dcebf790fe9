"""Identity codes are refused, contacts are asked about, and everything that merely looks alike passes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.personal_texts import ASKED, FINE, IDENTITY
from workshops.privacy import CENTURIES, CHECK_CHARACTERS, has_identity_code, looks_personal

SIGNS = {century: [s for s, c in CENTURIES.items() if c == century] for century in set(CENTURIES.values())}


@st.composite
def identity_codes(draw: st.DrawFn) -> str:
    """Well-formed codes of people who do not exist (serial 900–999 is for tests)."""
    day = date(1850, 1, 1) + timedelta(days=draw(st.integers(0, 91_000)))
    sign = draw(st.sampled_from(SIGNS[day.year // 100 * 100]))
    number = f"{day:%d%m%y}{draw(st.integers(900, 999)):03}"
    return f"{number[:6]}{sign}{number[6:]}{CHECK_CHARACTERS[int(number) % 31]}"


@given(identity_codes())
def test_has_identity_code_finds_every_right_code(code):
    assert has_identity_code(f"Met {code}, who was late")
    assert has_identity_code(code.lower())


@given(identity_codes())
def test_has_identity_code_lets_a_wrong_check_character_pass(code):
    wrong = CHECK_CHARACTERS[(CHECK_CHARACTERS.index(code[-1]) + 1) % 31]
    assert not has_identity_code(code[:-1] + wrong)


@pytest.mark.parametrize("text", IDENTITY)
def test_has_identity_code_finds_it_however_it_is_written(text):
    assert has_identity_code(text)


@pytest.mark.parametrize("text", [*ASKED, *FINE])
def test_has_identity_code_lets_other_figures_pass(text):
    assert not has_identity_code(text)


@pytest.mark.parametrize("text", ASKED)
def test_looks_personal_finds_what_tells_where_somebody_is_reached(text):
    assert looks_personal(text)


@pytest.mark.parametrize("text", FINE)
def test_looks_personal_lets_usual_sentences_pass(text):
    assert not looks_personal(text)


@given(st.integers(1, 31), st.integers(1, 12), st.integers(2000, 2099))
def test_looks_personal_lets_every_date_pass(day, month, year):
    assert not looks_personal(f"Tapaamme {day}.{month}.{year} ja {day}.{month}. klo {day % 24}.00")


@given(st.text(alphabet="0123456789 A-", max_size=40))
def test_looks_personal_answers_whatever_is_written(text):
    assert looks_personal(text) in (True, False)
