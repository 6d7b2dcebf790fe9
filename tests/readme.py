"""The README as data: what it has people type, and what it promises."""

from __future__ import annotations

import re

from django.conf import settings

TEXT = (settings.BASE_DIR / "README.md").read_text()
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
COMMANDS = [block for kind, block in BLOCKS if kind == "sh"]
[PROXY] = [block for kind, block in BLOCKS if not kind]
[PRODUCTION] = [block for block in COMMANDS if "migrate" in block]
FIRST_VISIT_KB = int(re.findall(r"first visit fetches at most (\d+) kB", TEXT)[0])
