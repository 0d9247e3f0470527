"""What the proofs of both jobs begin with: a corpus, and what one process makes of it."""

import json
import subprocess
from pathlib import Path

# The charters of the corpus.
CHARTERS = 20_000

# Lines that are cut off, blank, ended as in DOS, or hold what some programs take for the end of a line.
TEXT = "Cookie policy\n\nName\tPurpose\nsid\tKeeps\u2028you\x85signed\x0bin\x00\r\n"
ODD = [
    '{"path": "cut.txt", "text": "Cookie pol',
    "",
    json.dumps({"path": "a\u2028b.txt", "text": TEXT}, ensure_ascii=False),
    json.dumps({"path": "a\x85b.txt", "text": TEXT}) + "\r",
    json.dumps({"path": "none.txt"}),
    "no record",
]


def corpus(generator: str, path: Path) -> None:
    """Writes the corpus: charters with planted differences, and the odd lines among them."""
    arguments = [generator, "--records", "--charters", str(CHARTERS), "--seed", "7"]
    lines = subprocess.run(arguments, check=True, capture_output=True).stdout.split(b"\n")
    for number, odd in enumerate(ODD, start=1):
        lines.insert(number * CHARTERS // (len(ODD) + 1), odd.encode())
    path.write_bytes(b"\n".join(lines))


def of_one_process(charte: str, corpus: Path) -> dict[str, bytes]:
    """What one process makes of the corpus, by the names of the files it is to be found in."""

    def written(*arguments: str) -> bytes:
        with corpus.open("rb") as file:
            ran = subprocess.run([charte, *arguments], stdin=file, capture_output=True, check=False)
        assert ran.returncode == 2, ran.stderr.decode()
        assert ran.stderr.count(b"cannot read line") == 3, ran.stderr.decode()
        return ran.stdout

    records = ["--from", "records", "--to"]
    return {
        "charters.ndjson": written("convert", *records, "ndjson"),
        "charters.csv": written("convert", *records, "csv"),
        "report.json": written("drift", *records, "json"),
        "report.txt": written("drift", *records, "text"),
    }


def compare(out: Path, expected: dict[str, bytes]) -> None:
    """Asks that the files of a job have the bytes of one process."""
    for name, content in expected.items():
        assert (out / name).read_bytes() == content, f"{name} is not what one process writes"
        print(f"{name}: the {len(content)} bytes of one process")
