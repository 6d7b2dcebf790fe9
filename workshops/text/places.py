"""Where people meet: somewhere in the house, a call, or both, in one line as people write it.

What stands before the link says where in the house; what stands after it goes with the call, such as a
number or a code. Nothing of a call is ever fetched or embedded: a browser goes there when it is asked to.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

LINK_LENGTH = 500  # at most, besides the words
LINK = re.compile(r"[a-z][a-z0-9+.-]*://\S+", re.IGNORECASE)
AROUND = " \n.,;:!?()<>[]{}·–-"  # what parts a link from the words beside it
_check = URLValidator(schemes=["https"])


@dataclass(frozen=True)
class Place:
    here: str = ""
    call: str = ""
    beside: str = ""

    @property
    def is_afar(self) -> bool:
        """Nobody of those who are there is in the house."""
        return bool(self.call) and not self.here

    @property
    def host(self) -> str:
        return _host_of(self.call)

    @property
    def words(self) -> str:
        return " ".join(filter(None, (self.here, self.beside)))

    @property
    def shown(self) -> str:
        """To read, without the address of the call."""
        call = _("call: %(host)s") % {"host": self.host} if self.call else ""
        return " · ".join(filter(None, (self.here, call, self.beside)))

    @property
    def invited(self) -> str:
        """For a letter, in full."""
        call = _("from afar: %(link)s") % {"link": self.call} if self.call else ""
        return ", ".join(filter(None, (self.here, call, self.beside)))

    @property
    def told(self) -> str:
        """For a wall: that there is a call, and nothing of how one gets into it."""
        if self.is_afar:
            return _("by call")
        return " · ".join(filter(None, (self.here, self.call and _("by call too"))))


def read(text: str) -> Place:
    """A link that no call can be is only words."""
    found = LINK.search(text)
    link = found[0].rstrip(AROUND) if found else ""
    if not found or not _leads(link):
        return Place(here=text)
    before, after = text[: found.start()], text[found.start() + len(link) :]
    return Place(before.rstrip(AROUND), link, after.strip(AROUND))


def nearest_call(*texts: str) -> Place:
    """The first of these places that has a call; one without a call if none has."""
    return next((place for place in map(read, texts) if place.call), Place())


def fault_of(text: str) -> str:
    """What is wrong with a link that somebody has typed; nothing when there is none, or a right one."""
    links = [link.rstrip(AROUND) for link in LINK.findall(text)]
    if len(links) > 1:
        return _("One link is enough: leave the others out.")
    if links and (len(links[0]) > LINK_LENGTH or not _leads(links[0])):
        return _("A call needs a link that begins with https:// and leads to a site. Copy it once more.")
    return ""


def _leads(link: str) -> bool:
    """To a site, by https, and not in somebody's name."""
    try:
        _check(link)
        return "@" not in urlsplit(link).netloc and bool(_host_of(link))
    except (ValidationError, ValueError):
        return False


def _host_of(link: str) -> str:
    """In plain letters, so that none looks like another."""
    return (urlsplit(link).hostname or "").encode("idna").decode()
