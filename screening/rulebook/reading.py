"""Strict reading: repeated keys, unknown keys and wrong types are problems with file, line and advice.

A `Block` is one mapping of a rules file. Every key a loader asks for is ticked off; keys nobody asked for
are reported by `RulesFile.report_unread`, so nothing in a rules file can be ignored in silence.
Texts are interned, as the names of answers are: where a rule looks an answer up, the two names are then one
object, and a dictionary finds it without comparing letters.
After a problem a harmless placeholder is returned and reading goes on; `Problems.stop_if_any` ends it.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from pathlib import Path
from sys import intern
from typing import TypeVar

import yaml

from screening.domain.answers import Known
from screening.rulebook.composing import compose_file
from screening.rulebook.problems import Problems

E = TypeVar("E", bound=enum.StrEnum)

_TRUTH_WORDS = frozenset({"true", "false"})
_PLAIN_FRACTION = re.compile(r"-?[0-9]+\.[0-9]+")
_LONGEST_NUMBER = 15  # digits; more cannot be held exactly and is surely a slip


class RulesFile:
    """One file of the rulebook, parsed but not yet understood."""

    def __init__(self, folder: Path, path: Path, problems: Problems) -> None:
        self.name = path.relative_to(folder).as_posix()
        self.problems = problems
        self._blocks: list[Block] = []
        self._root = compose_file(path, self.name, problems)

    def block(self) -> Block:
        """The file's top mapping."""
        return self._as_block(self._root, "top")

    def blocks(self) -> list[Block]:
        """The file's top list of mappings."""
        return self._as_blocks(self._root, "top")

    def report_unread(self) -> None:
        """Note every key of the file that no loader asked for."""
        for block in self._blocks:
            block.report_unread()

    def _as_block(self, node: yaml.Node | None, path: str) -> Block:
        if node is not None and not isinstance(node, yaml.MappingNode):
            self.add(path, "is not a set of `key: value` lines", "write one key per line", node)
        block = Block(self, node if isinstance(node, yaml.MappingNode) else None, path)
        self._blocks.append(block)
        return block

    def _as_blocks(self, node: yaml.Node | None, path: str) -> list[Block]:
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.add(path, "is not a list", "start each entry with a dash", node)
            return []
        return [self._as_block(child, f"{path}[{index}]") for index, child in enumerate(node.value)]

    def add(self, path: str, problem: str, advice: str, node: yaml.Node | None = None) -> None:
        """Note a problem at a place in this file."""
        line = node.start_mark.line + 1 if node is not None else None
        self.problems.add(self.name, path, problem, advice, line)


class Block:
    """One mapping, with typed access that notes problems instead of raising."""

    def __init__(self, file: RulesFile, node: yaml.MappingNode | None, path: str) -> None:
        self.file = file
        self.path = path
        self._node = node
        self._values: dict[str, yaml.Node] = {}
        self._read: set[str] = set()
        for key, value in node.value if node else ():
            name = intern(str(key.value)) if isinstance(key, yaml.ScalarNode) else "?"
            if key.tag != "tag:yaml.org,2002:str":
                file.add(self._at(name), "is a key that does not read as a word", "quote it", key)
            elif name in self._values:
                file.add(self._at(name), "is there twice", "keep one", key)
            self._values[name] = value

    def _at(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path != "top" else key

    def problem(self, key: str, problem: str, advice: str) -> None:
        """Note a problem with one key of this block."""
        self.file.add(self._at(key), problem, advice, self._values.get(key) or self._node)

    def has(self, key: str) -> bool:
        return key in self._values

    def keys(self) -> list[str]:
        """The keys in file order; asking for them ticks none off."""
        return list(self._values)

    def report_unread(self) -> None:
        for key, node in self._values.items():
            if key not in self._read:
                self.file.add(
                    self._at(key), "is not a key we know here", "check the spelling or remove it", node
                )

    def _take(self, key: str, required: bool) -> yaml.Node | None:
        self._read.add(key)
        node = self._values.get(key)
        if node is None and required and self._node is not None:  # else the whole block was reported
            self.problem(key, "is missing", f"add `{key}:`")
        return node

    # scalars -----------------------------------------------------------------------------------

    def text(self, key: str) -> str:
        """A required text."""
        return self._text(key, required=True) or ""

    def optional_text(self, key: str) -> str | None:
        return self._text(key, required=False)

    def text_or_nobody(self, key: str) -> str | None:
        """A key that must be there and is a text or `null`: the author has thought about it."""
        node = self._take(key, required=True)
        if node is None or (isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"):
            return None
        return self._text_of(node, self._at(key))

    def _text(self, key: str, *, required: bool) -> str | None:
        node = self._take(key, required)
        return None if node is None else self._text_of(node, self._at(key))

    def _text_of(self, node: yaml.Node, path: str) -> str:
        if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str":
            text = intern(str(node.value).strip())
            if not text:
                self.file.add(path, "is empty", "write something or remove the key", node)
            elif not text.replace("\n", "").isprintable():
                self.file.add(path, "holds a character that cannot be printed", "write it anew", node)
            return text
        self.file.add(path, "is not text", "put it in quotes", node)
        return ""

    def number(self, key: str) -> float:
        """A required finite number."""
        value = self._number(key, required=True)
        return 0.0 if value is None else value

    def optional_number(self, key: str) -> float | None:
        return self._number(key, required=False)

    def _number(self, key: str, *, required: bool) -> float | None:
        node = self._take(key, required)
        if node is None:
            return None
        value = _scalar(node)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.file.add(self._at(key), "is not a number", "write it like 12 or 0.5, without quotes", node)
            return None
        return float(value)

    def integer(self, key: str) -> int:
        value = self.number(key)
        if value != int(value):
            self.problem(key, "is not a whole number", "write it without a fraction")
        return int(value)

    def optional_integer(self, key: str) -> int | None:
        self._read.add(key)
        return self.integer(key) if self.has(key) else None

    def flag(self, key: str, default: bool | None = None) -> bool:
        """true or false; required unless a default is given."""
        node = self._take(key, required=default is None)
        if node is None:
            return bool(default)
        if isinstance(_scalar(node), bool) and node.value in _TRUTH_WORDS:
            return bool(node.value == "true")
        self.file.add(self._at(key), "is not true or false", "write true or false, without quotes", node)
        return bool(default)

    def choice(self, key: str, words: type[E]) -> E:
        """A required word from a closed list."""
        text = self.text(key)
        try:
            return words(text)
        except ValueError:
            if text:
                self.problem(key, f"is {text!r}", f"use one of {', '.join(words)}")
            return next(iter(words))

    def value(self, key: str) -> Known | None:
        """A text, number or true/false, as a condition compares it; None (and a problem) otherwise."""
        node = self._take(key, required=True)
        return None if node is None else self._value_of(node, self._at(key))

    def _value_of(self, node: yaml.Node, path: str) -> Known | None:
        value = _scalar(node)
        if value is None or (isinstance(value, bool) and node.value not in _TRUTH_WORDS):
            self.file.add(
                path, "is not a text, number, true or false", "quote words such as no, on and yes", node
            )
            return None
        return value

    # lists -------------------------------------------------------------------------------------

    def texts(self, key: str) -> tuple[str, ...]:
        """A required list of texts; a single text counts as a list of one."""
        return self._texts(key, required=True)

    def optional_texts(self, key: str) -> tuple[str, ...]:
        return self._texts(key, required=False)

    def _texts(self, key: str, *, required: bool) -> tuple[str, ...]:
        node = self._take(key, required)
        if node is None:
            return ()
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        return tuple(self._text_of(child, f"{self._at(key)}[{i}]") for i, child in enumerate(nodes))

    def values(self, key: str) -> tuple[Known, ...]:
        """A required list of texts, numbers or truth values; a single one counts as a list of one."""
        node = self._take(key, required=True)
        if node is None:
            return ()
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        read = (self._value_of(child, f"{self._at(key)}[{i}]") for i, child in enumerate(nodes))
        return tuple(value for value in read if value is not None)

    def numbers(self, key: str) -> tuple[float, ...]:
        """A required list of numbers."""
        read = self.values(key)
        if any(isinstance(value, bool) or not isinstance(value, int | float) for value in read):
            self.problem(key, "holds something that is not a number", "write numbers only")
        return tuple(float(value) for value in read if isinstance(value, int | float))

    # nested ------------------------------------------------------------------------------------

    def child(self, key: str) -> Block:
        """A required nested mapping."""
        return self.file._as_block(self._take(key, required=True), self._at(key))

    def optional_child(self, key: str) -> Block | None:
        node = self._take(key, required=False)
        return None if node is None else self.file._as_block(node, self._at(key))

    def children(self, key: str) -> list[Block]:
        """A required list of mappings."""
        return self.file._as_blocks(self._take(key, required=True), self._at(key))

    def optional_children(self, key: str) -> list[Block]:
        return self.file._as_blocks(self._take(key, required=False), self._at(key))

    def named_children(self, key: str) -> Iterator[tuple[str, Block]]:
        """A required mapping of names to mappings, in file order."""
        block = self.child(key)
        for name in block.keys():  # noqa: SIM118 - Block is not a mapping
            yield name, block.child(name)


def _scalar(node: yaml.Node) -> bool | int | float | str | None:
    """The value a plain scalar stands for; None for anything that is not one."""
    if not isinstance(node, yaml.ScalarNode):
        return None
    match node.tag.removeprefix("tag:yaml.org,2002:"):
        case "str":
            return intern(str(node.value))
        case "int":
            return _whole(str(node.value))
        case "float":
            return _fraction(str(node.value))
        case "bool":
            return str(node.value).lower() in {"true", "yes", "on"}
        case _:
            return None


def _whole(text: str) -> int | None:
    """A plain decimal whole number; None for 012, 0x1 and 1_000, which read otherwise than they look."""
    digits = text.removeprefix("-")
    plain = digits.isdecimal() and digits.isascii() and (digits == "0" or digits[0] != "0")
    return int(text) if plain and len(digits) <= _LONGEST_NUMBER else None


def _fraction(text: str) -> float | None:
    """A plain decimal fraction; None for 1e5, .inf, .5 and 01.5, which people read differently."""
    digits = text.removeprefix("-")
    plain = _PLAIN_FRACTION.fullmatch(text) and (digits[0] != "0" or digits[1] == ".")
    return float(text) if plain and len(digits) <= _LONGEST_NUMBER + 1 else None
