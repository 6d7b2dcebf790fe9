"""Names that stand once, however they are written."""

from __future__ import annotations

from typing import Any

from django.db import models

from workshops.text.text_normalisation import name_key

KEY_LENGTH = 240  # a sign may become several


def key_of(name: str) -> str:
    return name_key(name)[:KEY_LENGTH]


class NameKey(models.CharField):
    """The key of the name beside it, which it follows whenever the row is saved, as `auto_now` the clock."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": KEY_LENGTH, "editable": False, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = key_of(model_instance.name)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, key)
        return key
