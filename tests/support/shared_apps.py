"""Applications of one test process share what is compiled of their templates and addresses.

Each test has an application of its own, and all are made of the same templates and addresses. To compile both
again for each took nearly half of the time of the tests of the pages. A template is compiled anew as soon as
its text differs, the builder of an address as soon as anything in the address does.
"""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


class KeptTemplates(BytecodeCache):
    """Compiled templates of this process by name and text."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._kept[bucket.key, bucket.checksum] = bucket.code


_TEMPLATES = KeptTemplates()
_BUILDERS: dict[tuple[object, ...], Builder] = {}


class SharingEnvironment(Environment):
    """What the application reads templates with, remembering those of the applications before."""

    def __init__(self, app: Flask, **options: Any) -> None:
        super().__init__(app, **{"bytecode_cache": _TEMPLATES, **options})


class SharingRule(Rule):
    """One address of the application; the functions that write it out are those of the same one before."""

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        given = tuple(sorted((name, repr(value)) for name, value in (self.defaults or {}).items()))
        converters = tuple((name, type(kind).__name__) for name, kind in self._converters.items())
        key = (self.rule, tuple(self._trace), given, converters, append_unknown)
        if key not in _BUILDERS:
            _BUILDERS[key] = super()._compile_builder(append_unknown)
        return _BUILDERS[key]


def share_what_is_compiled() -> None:
    """From now on every application of this process shares; to be called before the first is made."""
    Flask.jinja_environment = SharingEnvironment
    Flask.url_rule_class = SharingRule
