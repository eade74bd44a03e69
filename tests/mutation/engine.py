"""How many mistakes in the engine's code are noticed: `python -m tests.mutation.engine [part of a name]...`.

mutmut plants the mistakes, thousands of them, each switched on by its name. A copy of the program with all of
them inside is judged by our own checks, each mistake in a process of its own; see `engine_checks`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import yaml
from mutmut.mutation.file_mutation import mutate_file_contents

from tests.health.project_files import ROOT

CORE = (
    "answers",
    "assess",
    "condition_tests",
    "conditions",
    "derived",
    "facts",
    "fitting",
    "leads",
    "rounding",
    "vocabulary",
)
PARTS = ("grading", "risk", "triage")
COPIED = ("screening", "tests", "rules", "templates", "docs", "pyproject.toml")
UNNOTICED = "nobody"
EXCUSED = Path(__file__).parent / "engine_survivors.yaml"


def engine_files() -> Iterator[Path]:
    """The modules of the engine, from the root of the project."""
    domain = Path("screening/domain")
    yield from (domain / f"{name}.py" for name in CORE)
    for part in PARTS:
        yield from sorted(path.relative_to(ROOT) for path in (ROOT / domain / part).glob("*.py"))


@cache
def excused() -> dict[str, str]:
    """Mistakes that change nothing, with the reason."""
    return {name: entry["because"] for entry in yaml.safe_load(EXCUSED.read_text()) for name in entry["code"]}


def plant(tree: Path, wanted: Sequence[str]) -> list[str]:
    """Copy the program with mistakes, every one switched off; the names that switch them on.

    Only in the modules that the wanted parts of names can mean; in all where nothing is wanted.
    """
    for name in COPIED:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tree / name)
    names: list[str] = []
    for file in engine_files():
        module = file.with_suffix("").as_posix().replace("/", ".")
        if wanted and not any(module in part or part in module for part in wanted):
            continue
        mutated = mutate_file_contents(str(file), (ROOT / file).read_text(encoding="utf-8"))
        (tree / file).write_text(mutated.code, encoding="utf-8")
        found = [f"{module}.{name}" for name in mutated.mutant_names]
        names += [name for name in found if not wanted or any(_means(part, name) for part in wanted)]
    return names


def _means(part: str, name: str) -> bool:
    """Whether a part of a name means this mistake; a whole name means that one alone."""
    return part == name if "__mutmut_" in part else part in name


def judge(tree: Path, names: Sequence[str], workers: int) -> dict[str, str]:
    """What noticed each mistake first. Each verdict is told on standard error as it comes."""
    running = []
    for number in range(workers):
        share = tree / f"names-{number}.txt"
        share.write_text("\n".join(names[number::workers]), encoding="utf-8")
        command = [sys.executable, "-m", "tests.mutation.engine_checks", share.name]
        environment = {**os.environ, "PYTHONPATH": str(tree), "MUTANT_UNDER_TEST": ""}
        running.append(
            subprocess.Popen(command, cwd=tree, env=environment, stdout=subprocess.PIPE, text=True)
        )
    found: dict[str, str] = {}
    with ThreadPoolExecutor(workers) as listening:
        for verdicts in listening.map(_listen, running):
            found |= verdicts
    return found


def _listen(worker: subprocess.Popen[str]) -> dict[str, str]:
    found = {}
    for line in worker.stdout or ():
        print(line, end="", file=sys.stderr, flush=True)
        name, _, verdict = line.rstrip("\n").partition("\t")
        found[name] = verdict
    if worker.wait():
        raise SystemExit("a process that judges has failed; its message is above")
    return found


def main(wanted: Sequence[str]) -> int:
    """One line for each module, then every mistake that nobody noticed and no list excuses."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        names = plant(tree, wanted)
        verdicts = judge(tree, names, os.cpu_count() or 1)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        verdict = verdicts.get(name, "not judged")
        if verdict == UNNOTICED and name in excused():
            verdict = "listed"
        verdict = verdict.partition(":")[0]
        counts[name.rpartition(".")[0].removeprefix("screening.domain.")][verdict] += 1
    columns = sorted({verdict for counted in counts.values() for verdict in counted})
    print(f"{'module':28} {'mistakes':>8} " + " ".join(f"{column:>16}" for column in columns))
    whole = sum(counts.values(), Counter[str]())
    for module, counted in [*counts.items(), ("all", whole)]:
        print(f"{module:28} {counted.total():>8} " + " ".join(f"{counted[c]:>16}" for c in columns))
    left = [n for n in names if verdicts.get(n) in (UNNOTICED, None) and n not in excused()]
    print(f"noticed: {1 - len(left) / max(1, len(names)):.1%}")
    print("\n".join(left))
    return len(left)


if __name__ == "__main__":
    main(sys.argv[1:])
