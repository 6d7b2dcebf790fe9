"""Every service that writes, found by looking: so a new one cannot be forgotten."""

from __future__ import annotations

import ast
import inspect
import pkgutil
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any

import network.services
import practices.services
import workshops.services
import worryzones.services
from workshops import live, undo

Service = Callable[..., Any]


def _modules() -> Iterator[ModuleType]:
    yield undo
    for package in (workshops.services, worryzones.services, practices.services, network.services):
        for module in pkgutil.iter_modules(package.__path__):
            yield import_module(f"{package.__name__}.{module.name}")


MODULES = {module.__name__: module for module in _modules()}


def services() -> dict[str, Service]:
    """``"notes.edit_note"`` → the function, of each public one with keywords alone that enters a write."""
    found = {}
    for module in MODULES.values():
        for name, thing in vars(module).items():
            if _is_service(name, thing, module) and _writes(inspect.unwrap(thing)):
                found[f"{module.__name__.rpartition('.')[2]}.{name}"] = thing
    return found


def _is_service(name: str, thing: Any, module: ModuleType) -> bool:
    if name.startswith("_") or not callable(thing) or getattr(thing, "__module__", "") != module.__name__:
        return False
    if isinstance(thing, type):
        return False
    kinds = {parameter.kind for parameter in inspect.signature(thing).parameters.values()}
    return bool(kinds) and kinds <= {inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.VAR_KEYWORD}


@cache
def _writes(function: FunctionType) -> bool:
    """Opens `live.writing`, by itself or in what it calls in these modules."""
    named = list(_named_in(function))
    if live.writing in named:
        return True
    inner = (inspect.unwrap(thing) for thing in named if getattr(thing, "__module__", None) in MODULES)
    return any(_writes(thing) for thing in inner if isinstance(thing, FunctionType) and thing is not function)


def _named_in(function: FunctionType) -> Iterator[Any]:
    """What the source of a function refers to: names of its module, and names in modules that it names."""
    known = function.__globals__
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(function)))):
        if isinstance(node, ast.Name):
            yield known.get(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield getattr(known.get(node.value.id), node.attr, None)
