"""Proves that the job on dask writes the bytes of one process, though a worker is killed half-way.

    python prove_dask.py CHARTE CORPUS

CHARTE is the program, CORPUS the example `corpus` that makes charters, both built.
"""

import os
import signal
import sys
import tempfile
from pathlib import Path

from dask.distributed import Client, Future, LocalCluster

import dask_job
import proof

# Bytes of a piece: enough pieces that a third of them leaves much to be done.
SIZE = 1 << 20


class Killer:
    """Kills a worker, as a machine that fails would be lost, once a third of the pieces is done."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.workers = client.run(os.getpid)
        self.killed = 0
        # The pieces that only this worker had done, or was about to do.
        self.lost: list[int] = []
        self.outstanding = 0

    def __call__(self, pieces: list[Future], done: int) -> None:
        if self.killed or done < len(pieces) // 3:
            return
        who_has, doing = self.client.who_has(pieces), self.client.processing()
        lost = {
            worker: [
                number
                for number, piece in enumerate(pieces)
                if tuple(who_has[piece.key]) == (worker,) or piece.key in doing[worker]
            ]
            for worker in self.workers
        }
        worker = max(lost, key=lambda worker: len(lost[worker]))
        self.lost, self.killed = lost[worker], self.workers[worker]
        self.outstanding = sum(piece.status == "pending" for piece in pieces)
        os.kill(self.killed, signal.SIGKILL)


def prove_ranges(path: Path) -> None:
    """Asks that each line is in one range, wherever the corpus is cut."""
    text = b"\na\n\nbcd\n\n\nef\r\ng"
    for end in range(len(text) + 1):
        path.write_bytes(text[:end])
        for size in range(1, end + 2):
            pieces = [dask_job.lines(str(path), *piece) for piece in dask_job.ranges(str(path), size)]
            assert b"".join(pieces) == text[:end], (end, size, pieces)
            some = [piece for piece in pieces if piece]
            assert all(piece.endswith(b"\n") for piece in some[:-1]), (end, size, pieces)


def main() -> None:
    charte, generator = (str(Path(path).resolve()) for path in sys.argv[1:])
    with tempfile.TemporaryDirectory() as scratch:
        corpus, out = Path(scratch, "corpus.ndjson"), Path(scratch, "out")
        prove_ranges(corpus)
        proof.corpus(generator, corpus)
        expected = proof.of_one_process(charte, corpus)
        with (
            LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
            Client(cluster) as client,
        ):
            killer = Killer(client)
            formats = ["ndjson", "csv"]
            pieces = dask_job.run(client, charte, str(corpus), out, formats, SIZE, killer)
        proof.compare(out, expected)
        left = sorted(path.name for path in out.iterdir())
        assert left == sorted([*expected, "remarks.txt"]), left
        remarks = (out / "remarks.txt").read_text()
        assert remarks.count("cannot read line") == 3, remarks

        pids = [piece.pid for piece in pieces]
        by_others = [number for number in killer.lost if pids[number] != killer.killed]
        assert killer.killed, "no worker was killed"
        assert killer.outstanding > 0, "nothing was left to do when the worker was killed"
        assert by_others, "nothing of what the worker had was done by another"
        others = sorted({pids[number] for number in by_others})
        print(
            f"worker {killer.killed} was killed with {killer.outstanding} of {len(pieces)} pieces"
            f" outstanding; {len(by_others)} that it had were done by {others}"
        )


if __name__ == "__main__":
    main()
