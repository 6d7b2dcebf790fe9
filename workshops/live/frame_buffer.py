"""Puts the frames of one audience in order and gathers bursts. It has no clock and no sockets of its own.

Writes commit in the order of their ``rev``, but their frames are rendered in parallel and may overtake each
other; and a room that posts all at once must not be sent a frame for each note. See docs/live.md, *Between
the write and the sockets*.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

BURST = 8.0  # frames that go out at once; a burst of up to two seconds is twenty in all
FRAMES_PER_SECOND = 6.0  # from then on
GAP_TIMEOUT = 1.0  # seconds that a frame waits for the one before it; without it a whole room would fetch


@dataclass
class FrameBuffer:
    """``add`` frames as they come, then ask ``next_frame`` what to send now or how long to wait."""

    tokens: float = BURST
    filled_at: float = 0.0
    last: int | None = None
    gap_since: float | None = None
    held: dict[int, str | None] = field(default_factory=dict)

    def add(self, rev: int, html: str | None) -> None:
        """``html`` None means that the whole region has changed. What is not newer is dropped."""
        if self.last is None or rev > self.last:
            self.held[rev] = html

    def next_frame(self, now: float) -> tuple[dict[str, Any] | None, float | None]:
        """``(frame, None)`` to send now, ``(None, seconds)`` to ask again, ``(None, None)`` when idle."""
        self.tokens = min(BURST, self.tokens + (now - self.filled_at) * FRAMES_PER_SECOND)
        self.filled_at = now
        if not self.held:
            return None, None
        start = min(self.held)
        if self.last is not None and start > self.last + 1:
            self.gap_since = now if self.gap_since is None else self.gap_since
            if now - self.gap_since < GAP_TIMEOUT:
                return None, GAP_TIMEOUT - (now - self.gap_since)
        if self.tokens < 1:
            return None, (1 - self.tokens) / FRAMES_PER_SECOND
        return self._gather(start), None

    def _gather(self, start: int) -> dict[str, Any]:
        """One frame of all that follows ``start`` without a gap; clients that miss ``since`` fetch anew."""
        self.tokens -= 1
        self.gap_since = None
        self.last = start - 1
        pieces: list[str | None] = []
        while self.last + 1 in self.held:
            self.last += 1
            pieces.append(self.held.pop(self.last))
        frame: dict[str, Any] = {"rev": self.last, "since": start - 1}
        html = [piece for piece in pieces if piece is not None]
        return frame | {"html": "".join(html)} if len(html) == len(pieces) else frame
