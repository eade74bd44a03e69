"""Turns one YAML file into nodes, refusing what has no place in a rules file: aliases, tags, depth, size.

The file is read as a stream of events first, and only a harmless stream is built into nodes: an alias
bomb or a million nested brackets is turned down after one look, before anything grows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml
from yaml.reader import Reader

from screening.rulebook.problems import Problems

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_FILE_BYTES = 1_000_000
MAX_DEPTH = 30


@dataclass(frozen=True, slots=True)
class _Refusal:
    problem: str
    advice: str
    line: int | None = None


def compose_file(path: Path, name: str, problems: Problems) -> yaml.Node | None:
    """The top node of a rules file; None, with a problem noted under `name`, where it cannot be read."""
    composed = _compose(path)
    if isinstance(composed, _Refusal):
        problems.add(name, "file", composed.problem, composed.advice, composed.line)
        return None
    return composed


def _compose(path: Path) -> yaml.Node | _Refusal:
    text = _text_of(path)
    return text if isinstance(text, _Refusal) else _composed(text)


@lru_cache(maxsize=512)
def _composed(text: str) -> yaml.Node | _Refusal:
    """Kept: versions of the rules share most of their files, and parsing takes a third of reading them."""
    try:
        refusal = _refusal_of(text)
        if refusal is not None:
            return refusal
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        return _bad_yaml(error)
    return node if isinstance(node, yaml.Node) else _Refusal("is empty", "remove it or fill it")


def _text_of(path: Path) -> str | _Refusal:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        return _Refusal(f"cannot be opened ({error.strerror})", "check its name and permissions")
    if len(raw) > MAX_FILE_BYTES:
        return _Refusal("is larger than 1 MB", "split it")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _Refusal("is not UTF-8", "save it as UTF-8", raw.count(b"\n", 0, error.start) + 1)
    odd = Reader.NON_PRINTABLE.search(text)
    if odd:
        line = text.count("\n", 0, odd.start()) + 1
        return _Refusal(f"holds the control character U+{ord(odd.group()):04X}", "delete the character", line)
    return text


def _refusal_of(text: str) -> _Refusal | None:
    """The first thing in the stream that a rules file may not hold."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 if event.start_mark else None
        match event:
            case yaml.AliasEvent():
                return _Refusal("uses an alias (*)", "write the value out again", line)
            case yaml.NodeEvent() if event.anchor is not None:
                return _Refusal("uses an anchor (&)", "remove it; quote a text that starts with &", line)
            case yaml.DocumentStartEvent():
                documents += 1
                if documents > 1:
                    return _Refusal("holds more than one document", "remove the --- line", line)
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
            return _Refusal(f"uses the tag {event.tag}", "remove it; quote a text that starts with !", line)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return _Refusal("is nested too deeply", f"keep it under {MAX_DEPTH} levels", line)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


def _bad_yaml(error: yaml.YAMLError) -> _Refusal:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    detail = getattr(error, "problem", None) or "cannot be read"
    line = mark.line + 1 if mark else None
    return _Refusal(f"is not valid YAML: {detail}", "check indents and quotes", line)
