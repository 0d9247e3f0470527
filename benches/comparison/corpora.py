"""The charters that are measured: the generator makes them in the current folder, which is removed."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

# What the generator is told, and how the results call what it makes.
KINDS = {
    "copies": ["--drift", "0"],
    "drifting": ["--drift", "60"],
}

# What a charter takes on a disk with blocks of four kibibytes, and what a record takes; a little more
# is left free.
BYTES_A_FILE = 4096
# How many folders each of two programs makes of one.
FOLDERS = 8
BYTES_A_RECORD = 2900
FREE = 2**28


@dataclass(frozen=True)
class Corpus:
    """Some charters: a folder, some files, or a file of records."""

    name: str
    charters: int
    # In bytes.
    size: int


def of_files(name, paths):
    sizes = [path.stat().st_size for path in paths]
    return Corpus(name, len(sizes), sum(sizes))


class Generator:
    """The example `corpus`."""

    def __init__(self, program):
        self.program = program

    def folder(self, kind, charters):
        """A folder named as its kind."""
        truth = Path("truth.json")
        self._run(kind, charters, kind, "--truth", truth)
        truth.unlink()
        return of_files(kind, Path(kind).iterdir())

    def records(self, charters):
        """A file of records, of charters that differ."""
        path = Path(f"{charters}.ndjson")
        with path.open("wb") as out:
            self._run("drifting", charters, "--records", stdout=out)
        return Corpus(path.name, charters, path.stat().st_size)

    def _run(self, kind, charters, *arguments, **options):
        command = [self.program, *arguments, *KINDS[kind], "--charters", str(charters)]
        subprocess.run(command, check=True, **options)


def family(folder, count):
    """A folder of charters that have the title of the first in `folder`, and a file that is the first."""

    def title(path):
        with path.open(encoding="utf-8") as lines:
            return lines.readline()

    paths = sorted(Path(folder).iterdir())
    alike = [path for path in paths if title(path) == title(paths[0])]
    few, one = Path("family"), Path("charter.txt")
    few.mkdir()
    for path in alike[:count]:
        shutil.copy(path, few)
    shutil.copy(paths[0], one)
    return of_files(few.name, few.iterdir()), of_files(one.name, [one])


def check_room(place, charters, records):
    """Stops when the disk lacks the room: for two folders, what is made of them, and three files of records."""
    needed = (2 + 2 * FOLDERS) * charters * BYTES_A_FILE + int(1.11 * records * BYTES_A_RECORD)
    free = shutil.disk_usage(place).free
    if free < needed + FREE:
        raise SystemExit(
            f"compare: the corpora take {needed / 1e9:.1f} GB and there are {free / 1e9:.1f} GB free:"
            " give fewer --records, or another --place"
        )
