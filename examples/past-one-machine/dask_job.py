"""Converts a corpus of records and reports its drift, on the workers of dask.distributed.

    python dask_job.py CORPUS.ndjson --out DIR --charte PATH [--workers 2 | --scheduler ADDRESS]

The bytes are those of one process that reads the whole corpus. CORPUS and DIR are where every worker
finds them, on a file system they share; CORPUS may be the address of an object that fsspec can open.
"""

import argparse
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cloudpickle
import fsspec
from dask.distributed import Client, Future, LocalCluster, as_completed

import stage

# Workers elsewhere need no copy of that file.
cloudpickle.register_pickle_by_value(stage)

# How many parts are merged at a time.
FAN = 16


def ranges(corpus: str, size: int) -> list[tuple[int, int]]:
    """The ranges of bytes that tasks have: all as long, but for the last."""
    with fsspec.open(corpus, "rb") as file:
        end = file.seek(0, os.SEEK_END)
    return [(start, min(start + size, end)) for start in range(0, end, size)]


def lines(corpus: str, start: int, end: int) -> bytes:
    """The lines that begin in a range, whole; so each line is in one range, wherever it is cut."""
    with fsspec.open(corpus, "rb") as file:
        file.seek(max(start - 1, 0))
        if start > 0:
            # The line before begins before the range, even when it ends right there.
            file.readline()
        begin = file.tell()
        if begin >= end:
            return b""
        found = file.read(end - begin)
        return found if found.endswith(b"\n") else found + file.readline()


@dataclass
class Piece:
    """What became of a range of the corpus. The bytes are in files: only their names travel."""

    converted: dict[str, Path]
    part: Path
    said: str
    pid: int


def work(charte: str, corpus: str, piece: tuple[int, int], formats: list[str], out: Path) -> Piece:
    """Converts and counts the charters of a range of bytes, on a worker."""
    start, end = piece
    records = lines(corpus, start, end)
    # Names in the order of the corpus, and the same when the task runs again.
    name = f"{start:016}"
    converted, said = {}, ""
    for to in formats:
        converted[to] = out / f"{name}.{to}"
        with stage.whole(converted[to]) as file:
            said = stage.convert(charte, to, records, file)[1]
    part = out / f"{name}.part"
    with stage.whole(part) as file:
        file.write(stage.count(charte, records))
    where = f"{corpus}, lines from byte {start}:\n{said}" if said else ""
    return Piece(converted, part, where, os.getpid())


def merge(charte: str, pieces: list[Piece | Path], out: Path) -> Path:
    """Merges the parts of some pieces, or of some merges, on a worker."""
    parts = [piece.part if isinstance(piece, Piece) else piece for piece in pieces]
    return stage.merge(charte, parts, out)


def run(
    client: Client,
    charte: str,
    corpus: str,
    out: Path,
    formats: list[str],
    size: int,
    progress: Callable[[list[Future], int], None] = lambda pieces, done: None,
) -> list[Piece]:
    """Does the whole job, and leaves in `out` what it makes. Calls `progress` after each piece."""
    stage.check(charte, formats)
    scratch = out / "pieces"
    pieces = [
        client.submit(work, charte, corpus, piece, formats, scratch, pure=False, retries=2)
        for piece in ranges(corpus, size) or [(0, 0)]
    ]
    # The tree of merges is there from the beginning: a storey begins as soon as what is below it ends.
    storey, level = list(pieces), 0
    while level == 0 or len(storey) > 1:
        storey = [
            client.submit(
                merge, charte, group, scratch / f"{level}-{number}.part", pure=False, retries=2
            )
            for number, group in enumerate(stage.groups(storey, FAN))
        ]
        level += 1
    for count, _ in enumerate(as_completed(pieces), start=1):
        progress(pieces, count)
    # What a lost worker had done and nobody has asked for yet is done once more.
    done, root = client.gather([pieces, storey[0]])
    for to in formats:
        stage.join([piece.converted[to] for piece in done], out / f"charters.{to}")
    with stage.whole(out / "remarks.txt") as file:
        file.write("".join(piece.said for piece in done).encode())
    stage.report(charte, root, out)
    shutil.rmtree(scratch)
    return done


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", help="records, one a line")
    parser.add_argument("--out", type=Path, required=True, help="the folder that is written to")
    parser.add_argument("--to", nargs="+", default=["ndjson", "csv"], choices=["ndjson", "csv"])
    parser.add_argument("--charte", default="charte", help="the program, as workers find it")
    parser.add_argument("--size", type=int, default=64 << 20, help="bytes of a piece")
    parser.add_argument("--workers", type=int, help="how many to start on this machine")
    parser.add_argument("--scheduler", help="the address of a scheduler that has workers")
    asked = parser.parse_args()
    cluster = asked.scheduler or LocalCluster(
        n_workers=asked.workers, threads_per_worker=1, dashboard_address=None
    )
    with Client(cluster) as client:
        is_address = "://" in asked.corpus
        corpus = asked.corpus if is_address else str(Path(asked.corpus).resolve())
        run(client, asked.charte, corpus, asked.out.resolve(), asked.to, asked.size)


if __name__ == "__main__":
    main()
