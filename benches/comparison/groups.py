"""What charte is measured beside, job by job."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from .corpora import FOLDERS, of_files
from .measuring import Command
from .targets import at_least, at_most, times

MEBIBYTE = 2**20

# For three seconds, as is hyperfine's way, and so many times at least; the first does not count where that
# is quick.
QUICK = ("--warmup", "1", "--min-runs", "5")
SLOW = ("--min-runs", "3")


@dataclass
class Group:
    """Neighbours that were measured in one run, charte first."""

    title: str
    rows: list
    targets: list = field(default_factory=list)


def folder(stopwatch, corpus):
    """The jobs of a folder."""
    return [
        cells(stopwatch, corpus),
        words(stopwatch, corpus),
        texts(stopwatch, corpus),
    ]


def cells(stopwatch, corpus):
    name = corpus.name
    few = f"{name}/0000??.txt"
    rows = stopwatch.measure(
        [
            Command(f"charte convert {name} --to csv", "a line for each cookie", corpus),
            Command(
                f"find {name} -name '*.txt' -print0 | xargs -0 mawk -F'\\t' 'NF==4'",
                "prints lines with four cells",
                corpus,
                needs=("xargs", "mawk"),
            ),
            Command(f"python3 rivals/cells.py {name}", "lines with four cells, as CSV", corpus),
            Command(
                f"pandoc --file-scope -f markdown -t json {few}",
                "reads Markdown, writes its blocks",
                of_files(few, Path().glob(few)),
            ),
        ],
        *QUICK,
    )
    what = f"CSV of the folder {name}"
    target = at_most(what, 1.1, "× mawk", times(rows[0], rows[1]))
    return Group(f"CSV of the folder `{name}`", rows, [target])


def words(stopwatch, corpus):
    """What goes through all that is said, beside a search for one word."""
    name = corpus.name
    rows = stopwatch.measure(
        [
            Command(f"charte convert {name} --to ndjson", "an object for each charter", corpus),
            Command(f"charte drift {name} --exit-zero", "where the charters differ", corpus),
            Command(f"rg -c cookie {name}", "counts lines with the word", corpus),
        ],
        *QUICK,
    )
    ndjson, differences, rg = rows
    targets = [
        at_most(f"NDJSON of the folder {name}", 1.5, "× rg", times(ndjson, rg)),
        at_most(f"drift of the folder {name}", 1.5, "× rg", times(differences, rg)),
    ]
    return Group(f"NDJSON and drift of the folder `{name}`", rows, targets)


def texts(stopwatch, corpus):
    """What is written to folders: each run makes one of its own, and they are removed at the end.

    A file system that has just removed many files may take ten times as long to make new ones.
    """
    name = corpus.name
    made = Path("made")
    made.mkdir()
    rows = stopwatch.measure(
        [
            Command(f"charte convert {name} --to text -d out", "the normal text of each", corpus),
            Command(f"cp -r {name} out", "copies the files", corpus),
        ],
        *("--warmup", "1", "--runs", str(FOLDERS - 1)),
        # What the run before left to be written must not be written during the next.
        *("--prepare", f"mv -T out {made}/$(date +%s%N) 2>&-; sync --file-system ."),
    )
    shutil.rmtree(made)
    shutil.rmtree("out")
    target = at_most(f"text of the folder {name}", 1.2, "× cp", times(*rows))
    return Group(f"Text of the folder `{name}`, to a folder", rows, [target])


def family(stopwatch, corpus):
    """Few charters of one template: what tells where texts differ is slow."""
    name = corpus.name
    paths = sorted(Path(name).iterdir())
    three = paths[:3]
    rows = stopwatch.measure(
        [
            Command(f"charte drift {name} --exit-zero", "where the charters differ", corpus),
            Command(
                f"find {name} -name '*.txt' -exec git diff --no-index --word-diff {paths[0]} {{}} ';'",
                "the words of each beside the first",
                corpus,
                needs=("git",),
            ),
            Command(
                f"python3 rivals/words.py {name}/*.txt",
                "the words of each beside the first, by difflib",
                corpus,
            ),
            Command(
                f"collatex/bin/python rivals/alignment.py {' '.join(map(str, three))}",
                "the words of all beside each other, by CollateX",
                of_files("three", three),
            ),
        ],
        *SLOW,
    )
    return Group("Drift of few charters", rows)


def start(stopwatch, corpus):
    """One small file: what a program takes before it does anything."""
    name = corpus.name
    rows = stopwatch.measure(
        [
            Command(f"charte convert {name}", "one object", corpus),
            Command(f"mawk -F'\\t' NF==4 {name}", "prints lines with four cells", corpus),
            Command("python3 -c pass", "nothing", corpus),
            Command(f"pandoc -f markdown -t json {name}", "reads Markdown, writes its blocks", corpus),
        ],
        *("--shell", "none", "--warmup", "5"),
    )
    cpu = rows[0].cpu * 1000
    return Group("One small file", rows, [at_most("CPU of one small file", 3, "ms", cpu)])


def records(stopwatch, corpus):
    """Charters as records, through one pipe."""

    def command(line, does):
        return Command(line, does, corpus, is_piped=True)

    rows = stopwatch.measure(
        [
            command("charte convert --from records --to csv", "a line for each cookie"),
            command("charte convert --from records --to ndjson", "an object for each charter"),
            command("charte drift --from records --exit-zero", "where the charters differ"),
            command("mlr --ijsonl --ocsv cut -f path", "prints the paths"),
            command("jq -r .path", "prints the paths"),
        ],
        *SLOW,
    )
    csv, ndjson, drift, mlr, _ = rows
    what = "of the records"
    targets = [
        at_least(f"speed of CSV {what}", 3, "× mlr", times(mlr, csv)),
        at_most(f"drift {what}", 1.3, "× CSV", times(drift, csv)),
        *(memory(f"memory for {row} {what}", 64, it) for row, it in (("CSV", csv), ("NDJSON", ndjson))),
        memory(f"memory for drift {what}", 300, drift),
    ]
    return Group("Records through one pipe", rows, targets)


def memory(what, limit, measured):
    return at_most(what, limit, "MiB", measured.memory and measured.memory / MEBIBYTE)
