"""Identity codes are refused, everything that merely looks like one is let through."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.personal import CENTURIES, CHECK_CHARACTERS, has_identity_code

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


@pytest.mark.parametrize("text", ["131052-308T", "131052 -308T", "(131052-308t)", "hetu:131052Y308T."])
def test_has_identity_code_finds_it_however_it_is_written(text):
    assert has_identity_code(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "131052",
        "040 123 4567",
        "311352-308T",
        "1131052-308T",
        "131052-308TX",
        "2026-11-22",
        "131052-001X",
    ],
)
def test_has_identity_code_lets_other_figures_pass(text):
    assert not has_identity_code(text)
