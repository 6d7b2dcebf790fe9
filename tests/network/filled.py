"""A form as somebody sends it who has changed what is said here and nothing else."""

from __future__ import annotations

from typing import Any

from django.forms import BaseForm


def filled(form: BaseForm, **typed: Any) -> dict[str, Any]:
    standing = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in (standing | typed).items() if value}
