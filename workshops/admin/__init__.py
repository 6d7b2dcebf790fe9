from workshops.admin.site import site

__all__ = ["site"]
