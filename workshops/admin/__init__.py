from workshops.admin import accounts, invitations, places, workshops  # noqa: F401 - they register themselves
from workshops.admin.site import site

__all__ = ["site"]
