"""Why the server closes a socket, and what the browser does then (``static/js/live.js``, docs/live.md).

Codes from 4000 on are an application's own. Of the others Daphne lets it say 1000 alone.
"""

from enum import IntEnum


class CloseCode(IntEnum):
    # A handshake that is refused: the browser sees no code, and asks over HTTP after three tries.
    NORMAL = 1000
    # The participant has another seat: fetches the region and connects again.
    SEAT_CHANGED = 4205
    # The facilitator signed out or has a new password, here or elsewhere: connects again if still signed in,
    # else loads the page.
    SIGNED_OUT = 4401
    # Left or taken off the workshop, the account is closed, or another phone has the seat: stops and loads
    # the page.
    FORBIDDEN = 4403
    # What was sent has not been read for too long: connects again, after a while.
    SLOW_READER = 4408
    # The sixth page of one device replaced its oldest: rests until it is looked at.
    REPLACED = 4409
    # The workshop is over: fetches the region and connects again, to hear when the report is shared.
    OVER = 4410
    # The browser has sent frames again and again, and ours sends none: connects again, after a while.
    TOO_MANY = 4429
    # The browser has sent more than it may, which ours never does: connects again, after a while.
    TOO_LARGE = 4413
