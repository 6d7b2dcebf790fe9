"""The codes are said in three places: where they are used, in the browser, and in the description of both."""

import re

from django.conf import settings

from workshops.live.close_codes import CloseCode

OURS = {int(code) for code in CloseCode if code >= 4000}


def test_every_code_of_ours_is_described():
    rows = re.findall(r"^\| (4\d{3}) \|", (settings.BASE_DIR / "docs/live.md").read_text(), re.MULTILINE)
    assert sorted(map(int, rows)) == sorted(OURS)


def test_browser_knows_no_code_that_is_never_sent():
    script = (settings.BASE_DIR / "static/js/live.js").read_text()
    known = {name: int(code) for name, code in re.findall(r"\b([A-Z_]+) = (4\d{3})\b", script)}
    assert known == {name: CloseCode[name] for name in known}
    assert set(known) == {"FORBIDDEN", "OVER", "REPLACED", "SEAT_CHANGED"}
