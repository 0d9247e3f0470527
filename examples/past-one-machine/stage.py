"""charte as a stage of a job on many machines: which lines a task has, and how charte is run on them.

Nothing here knows of an engine. Every function gives the same bytes for the same arguments and puts
files in place whole, so that a task whose worker was lost is simply run again.
"""

import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

# One core each: an engine runs as many tasks side by side as there are cores.
CONVERT = ["convert", "--from", "records", "-j", "1", "--to"]
COUNT = ["drift", "--from", "records", "-j", "1", "--partial"]
MERGE = ["drift", "--merge", "--partial"]
REPORT = ["drift", "--merge", "--exit-zero", "--to"]

# One bad record is no reason to run a task again: standard error names it, and the rest is done.
DONE = (0, 2)


class Failed(Exception):
    """charte could not do what it was asked."""


def run(
    charte: str,
    arguments: list,
    stdin: bytes = b"",
    out: BinaryIO | None = None,
    done: tuple[int, ...] = (0,),
) -> tuple[bytes, str]:
    """Runs charte, and gives what it wrote, if not to `out`, and what it said."""
    ran = subprocess.run(
        [charte, *arguments],
        input=stdin,
        stdout=out or subprocess.PIPE,
        stderr=subprocess.PIPE,
        check=False,
    )
    said = ran.stderr.decode(errors="replace")
    if ran.returncode not in done:
        raise Failed(f"charte {arguments} ended with {ran.returncode}: {said}")
    return ran.stdout, said


def convert(charte: str, to: str, records: bytes, out: BinaryIO | None = None) -> tuple[bytes, str]:
    """Converts records, and gives what was written, if not to `out`, and what was said."""
    return run(charte, [*CONVERT, to], records, out, DONE)


def count(charte: str, records: bytes) -> bytes:
    """Counts records: their census, as a part."""
    return run(charte, COUNT, records, done=DONE)[0]


def check(charte: str, formats: list[str]) -> None:
    """Asks that charte is there and knows what it will be asked: it makes nothing of nothing."""
    for arguments in [COUNT, *([*CONVERT, to] for to in formats)]:
        run(charte, arguments)


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file that is put in place once all of it is written: half of one is never found there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with half.open("xb") as file:
            yield file
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def merge(charte: str, parts: list[Path], out: Path) -> Path:
    """Makes one part of some: as many bytes as what they have in common leaves."""
    with whole(out) as file:
        run(charte, [*MERGE, *parts], out=file)
    return out


def groups(things: list, size: int) -> list[list]:
    """The things in their order, so many at a time: a storey of a tree."""
    return [things[at : at + size] for at in range(0, len(things), size)]


def join(pieces: list[Path], out: Path) -> None:
    """Makes one file of pieces in order; of CSV, with one header."""
    with whole(out) as file:
        for number, piece in enumerate(pieces):
            with piece.open("rb") as read:
                if number > 0 and out.suffix == ".csv":
                    read.readline()
                while block := read.read(1 << 20):
                    file.write(block)


def report(charte: str, part: Path, out: Path) -> None:
    """Writes the report of a part of everything, for programs and for people."""
    for form, name in [("json", "report.json"), ("text", "report.txt")]:
        with whole(out / name) as file:
            run(charte, [*REPORT, form, part], out=file)
