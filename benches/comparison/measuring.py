"""Commands that hyperfine measures one after the other, and what came of each."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .corpora import Corpus


@dataclass(frozen=True)
class Command:
    """A command, run in the current folder, where the corpora are."""

    # As a shell takes it. Its first word is a program that must be there.
    line: str
    # What it does, in a few words.
    does: str
    # What it goes through.
    corpus: Corpus
    # Whether the corpus comes by a pipe.
    is_piped: bool = False
    # Other programs without which it is not run.
    needs: tuple = ()

    @property
    def shown(self):
        """All that a reader would type."""
        return f"cat {self.corpus.name} | {self.line}" if self.is_piped else self.line

    def missing(self):
        """The programs that are not there; one in a folder of its own is called by that."""
        programs = [self.line.split()[0], *self.needs]
        return [program.split("/")[0] for program in programs if not shutil.which(program)]


@dataclass(frozen=True)
class Measured:
    """The times of a command in seconds, and the most memory it took, in bytes, where that was asked."""

    command: Command
    mean: float
    deviation: float
    cpu: float
    memory: int | None = None

    @property
    def speed(self):
        """In bytes a second."""
        return self.command.corpus.size / self.mean

    def beside(self, other):
        """How many times as long as `other` it takes for as many bytes."""
        return other.speed / self.speed


class Stopwatch:
    """Hyperfine."""

    def __init__(self):
        self.timer = shutil.which("time")
        # Programs that were wanted and are not there.
        self.skipped = set() if self.timer else {"time"}

    def measure(self, commands, *options):
        """Measures neighbours in one run, with `options` of hyperfine.

        There is something for each command: none where a program of it is not there.
        """
        missing = [command.missing() for command in commands]
        self.skipped.update(*missing)
        found = [command for command, programs in zip(commands, missing, strict=True) if not programs]
        measured = iter(self._run(found, options))
        return [None if programs else next(measured) for programs in missing]

    def _run(self, commands, options):
        print("measuring", *(command.shown for command in commands), sep="\n  ", flush=True)
        results, memory = Path("hyperfine.json"), Path("memory")
        memory.mkdir()
        lines = [self._line(command, number) for number, command in enumerate(commands)]
        hyperfine = ["hyperfine", "--style", "none", "--export-json", results, *options, *lines]
        # It warns of outliers, which the deviation tells of; only why it stops is wanted.
        done = subprocess.run(hyperfine, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"compare: hyperfine stopped:\n{done.stderr}")
        measured = [
            Measured(
                command,
                result["mean"],
                result["stddev"] or 0.0,
                result["user"] + result["system"],
                most(memory / str(number)),
            )
            for number, (command, result) in enumerate(zip(commands, read(results), strict=True))
        ]
        shutil.rmtree(memory)
        return measured

    def _line(self, command, number):
        """What is run: at the end of a pipe, memory is noted too."""
        if not command.is_piped:
            return command.line
        timer = f"{self.timer} --format %M --append --output memory/{number} " if self.timer else ""
        return f"cat {command.corpus.name} | {timer}{command.line}"


def read(results):
    return json.loads(results.read_text(encoding="utf-8"))["results"]


def most(noted):
    """The highest of the figures that were noted in kibibytes, one a run; none without any."""
    if not noted.exists():
        return None
    return 1024 * max(int(line) for line in noted.read_text(encoding="utf-8").split())
