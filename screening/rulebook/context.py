"""What every part of the loader needs: the folder, the names for conditions, the sources, the problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from screening.domain.conditions import Condition
from screening.domain.sources import Source
from screening.rulebook.conditions import optional_condition, read_condition
from screening.rulebook.names import Name, NameTable
from screening.rulebook.problems import Problems
from screening.rulebook.reading import Block, RulesFile


@dataclass(frozen=True, slots=True)
class Context:
    """Handed to each `read_…` function of the rulebook."""

    folder: Path
    problems: Problems
    sources: Mapping[str, Source] = field(default_factory=dict)
    names: NameTable = field(default_factory=NameTable)
    opened: list[RulesFile] = field(default_factory=list)
    """Every file that some part has read so far; shared by all copies of the context."""
    cited: set[str] = field(default_factory=set)
    """Every source that some part has referred to; shared by all copies of the context."""

    def citing(self, sources: Mapping[str, Source]) -> Context:
        """The same context with these sources to cite."""
        return replace(self, sources=sources)

    def naming(self, names: NameTable) -> Context:
        """The same context with these names for conditions instead."""
        return replace(self, names=names)

    def knowing(self, names: Mapping[str, Name]) -> Context:
        """The same context with more names for conditions."""
        return replace(self, names=self.names.plus(names))

    def open(self, path: str) -> RulesFile | None:
        """A file of the rulebook; None, and a problem, where it is not there."""
        found = self.folder / path
        if not found.is_file():
            self.problems.add(path, "file", "is missing", "add the file")
            return None
        return self._opened(found)

    def open_all(self, subfolder: str) -> list[RulesFile]:
        """Every `.yaml` file of a subfolder but its index, by name."""
        paths = sorted((self.folder / subfolder).glob("*.yaml"))
        return [self._opened(path) for path in paths if path.name != "index.yaml"]

    def _opened(self, path: Path) -> RulesFile:
        file = RulesFile(self.folder, path, self.problems)
        self.opened.append(file)
        return file

    def condition(self, block: Block, key: str = "when") -> Condition:
        """The required condition under `key`."""
        return read_condition(block.child(key), self.names)

    def optional_condition(self, block: Block, key: str = "when") -> Condition:
        """The condition under `key`; Always where there is none."""
        return optional_condition(block, key, self.names)

    def sources_of(self, block: Block, key: str = "sources") -> tuple[str, ...]:
        """A required list of source ids, each resolved in sources.yaml. `expert` marks a rule of our own."""
        ids = block.texts(key)
        for source in ids:
            if source not in self.sources:
                block.problem(key, f"{source!r} is not in sources.yaml", "add it there or fix the key")
        if len(set(ids)) < len(ids):
            block.problem(key, "names a source twice", "keep one")
        self.cited.update(ids)
        return ids
