"""Prints the table of README's chapter "Past one machine": what a charter costs, and 10^9 of them.

    python measure.py CHARTE CORPUS [--charters 1000000]

CHARTE is the program, CORPUS the example `corpus` that makes charters, both built for release. Makes
corpora of a hundredth, a tenth and all of the charters, 2.5 GB a million, and reads them on one core.
Times are those of the processor, memory is the most the process had, and what it takes for each
charter is told by the two greater corpora.
"""

import argparse
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

ALL = 1_000_000_000


@dataclass
class Run:
    """What a run took: seconds of the processor, bytes of memory, and bytes it wrote."""

    seconds: float
    memory: int
    out: int


def run(arguments: list, out: Path) -> Run:
    """Runs a program whose exit code may be anything that means done."""
    with out.open("wb") as file:
        process = subprocess.Popen(arguments, stdout=file, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        raise SystemExit(f"{arguments} failed")
    return Run(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, out.stat().st_size)


def size(count: float) -> str:
    """So many bytes, for people."""
    for unit, name in [(1e12, "TB"), (1e9, "GB"), (1e6, "MB")]:
        if count >= unit:
            return f"{count / unit:.{1 if count < 100 * unit else 0}f} {name}"
    return f"{count:,.0f} bytes"


def hours(seconds: float) -> str:
    return f"{seconds / 3600:.1f} hours of one core"


def row(what: str, each: str, all_of_them: str) -> None:
    print(f"| {what} | {each} | {all_of_them} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("charte", type=lambda path: str(Path(path).resolve()))
    parser.add_argument("corpus", type=lambda path: str(Path(path).resolve()))
    parser.add_argument("--charters", type=int, default=1_000_000)
    asked = parser.parse_args()
    charte = asked.charte
    least, less, most = asked.charters // 100, asked.charters // 10, asked.charters

    print("| | a charter | 10⁹ charters |\n|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch:
        path, out = Path(scratch, "corpus.ndjson"), Path(scratch, "out")
        parts, records = {}, 0
        for charters in (least, less, most):
            run([asked.corpus, "--records", "--charters", str(charters)], path)
            records = path.stat().st_size
            parts[charters] = Path(scratch, f"{charters}.part")
            counting = run(
                [charte, "drift", "--from", "records", "-j", "1", "--partial", path], parts[charters]
            )
        row("records", size(records / most), size(records / most * ALL))

        def stage(what: str, ran: Run, written: str) -> None:
            rate = f"{records / ran.seconds / 1e6:,.0f} MB/s"
            row(what, rate, hours(ran.seconds / most * ALL))
            row(written, size(ran.out / most), size(ran.out / most * ALL))

        for to in ("ndjson", "csv"):
            convert = [charte, "convert", "--from", "records", "-j", "1", "--to", to, path]
            stage(f"`convert --to {to}`", run(convert, out), f"{to.upper()}")
        rate = f"{records / counting.seconds / 1e6:,.0f} MB/s"
        row("`drift --partial`", rate, hours(counting.seconds / most * ALL))
        for charters, part in parts.items():
            each = part.stat().st_size / charters
            row(f"parts of {charters:,} charters", size(each), size(each * ALL))

        def merge(what: str, form: list[str]) -> Run:
            small, great = (
                run([charte, "drift", "--merge", "-j", "1", *form, parts[charters]], out)
                for charters in (less, most)
            )
            each = (great.memory - small.memory) / (most - less)
            row(f"memory to merge into {what}", size(each), size(each * ALL))
            row(
                f"time to merge into {what}",
                f"{great.seconds / most * 1e6:.1f} µs",
                hours(great.seconds / most * ALL),
            )
            return great

        merge("a part", ["--partial"])
        report = merge("a report", ["--to", "json"])
        row("report as JSON", size(report.out / most), size(report.out / most * ALL))


if __name__ == "__main__":
    main()
