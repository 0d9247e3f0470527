"""The results of a run, as Markdown."""

from dataclasses import dataclass

from . import growth

TARGETS_ARE_FOR = (20_000, 1_000_000)

ABOUT = """\
# Results

Written by `benches/compare`: nothing here was typed. [README](README.md) says how to run it.
"""

CORPORA = """\
All charters were made by the generator of `examples/corpus`, from four templates. Portals mostly copy
theirs: those of `copies` differ in the portal's address alone. Of a hundred of `drifting`, and of the
records, 60 were given up to four more differences.

A time is the mean of several runs. “Beside charte” is how many times as long a program takes as
`charte` does for as many bytes: below 1 it is faster. What is written goes to `/dev/null`.
"""

STAGES = """\
The medians of `cargo bench`, on one core, in bytes of charter. Where a number stands behind a stage, so
many charters in a hundred differ: `0` is `copies`, `60` is `drifting`.

"""


@dataclass(frozen=True)
class Run:
    """All that was measured in one run."""

    charters: int
    records: int
    commit: str
    machine: list
    versions: dict
    skipped: set
    speeds: dict
    groups: list
    growth: dict
    targets: list
    has_plot: bool


def write(run, path):
    """Writes all of it to `path`."""
    parts = [
        ABOUT,
        where(run),
        CORPORA,
        targets(run),
        *(group(it) for it in run.groups),
        grown(run),
        stages(run),
    ]
    path.write_text("\n".join(parts), encoding="utf-8")


def where(run):
    versions = ", ".join(f"{name} {version}" for name, version in run.versions.items())
    lines = [
        f"{run.charters:,} charters a folder, {run.records:,} records",
        f"commit: {run.commit}",
        *run.machine,
        f"programs: {versions}",
    ]
    if run.skipped:
        lines.append(f"not there, and skipped: {', '.join(sorted(run.skipped))}")
    return "".join(f"* {line}\n" for line in lines)


def targets(run):
    verdicts = {True: "met", False: "**not met**", None: ""}
    rows = [
        [it.what, it.wanted, it.measured or "not measured", verdicts[it.is_met]] for it in run.targets
    ]
    charters, records = TARGETS_ARE_FOR
    note = ""
    if (run.charters, run.records) != TARGETS_ARE_FOR:
        note = f"\nThe targets are those for {charters:,} charters a folder and {records:,} records.\n"
    return "## Targets\n\n" + table(["", "target", "measured", ""], "lrrl", rows) + note


def group(it):
    found = [row for row in it.rows if row]
    charte = found[0]
    has_memory = any(row.memory for row in found)
    heads = ["command", "what it does", "charters", "MB", "time", "CPU", "MB/s", "beside charte"]
    if has_memory:
        heads.append("memory")
    rows = []
    for row in found:
        corpus = row.command.corpus
        cells = [
            f"`{escaped(row.command.shown)}`",
            row.command.does,
            f"{corpus.charters:,}",
            digits(corpus.size / 1e6),
            f"{seconds(row.mean)} ± {seconds(row.deviation)}",
            seconds(row.cpu),
            digits(row.speed / 1e6),
            digits(row.beside(charte)),
        ]
        if has_memory:
            cells.append(f"{row.memory / 2**20:.0f} MiB" if row.memory else "")
        rows.append(cells)
    return f"## {it.title}\n\n" + table(heads, "ll" + "r" * (len(heads) - 2), rows)


def grown(run):
    jobs = list(run.growth)
    corpora = [it.command.corpus for it in run.growth[jobs[0]]]
    rows = []
    for at, corpus in enumerate(corpora):
        means = [seconds(run.growth[job][at].mean) for job in jobs]
        rows.append([f"{corpus.charters:,}", digits(corpus.size / 1e6), *means])
    rows.append(["slope on log-log", "", *(f"{growth.slope(run.growth[job]):.3f}" for job in jobs)])
    plot = (
        "![Time by number of charters](growth.svg)\n"
        if run.has_plot
        else "There was no gnuplot to draw it.\n"
    )
    return "## Growth\n\n" + table(["charters", "MB", *jobs], "r" * (2 + len(jobs)), rows) + f"\n{plot}"


def stages(run):
    rows = [[f"`{name}`", digits(speed / 1e6)] for name, speed in run.speeds.items()]
    return "## Stages\n\n" + STAGES + table(["stage", "MB/s"], "lr", rows)


def table(heads, sides, rows):
    """A table in Markdown; `sides` has l or r for each column."""
    rules = ["---:" if side == "r" else "---" for side in sides]
    return "".join(f"| {' | '.join(row)} |\n" for row in [heads, rules, *rows])


def escaped(command):
    return command.replace("|", "\\|")


def seconds(time):
    """A time with three digits that count."""
    return f"{digits(time)} s" if time >= 1 else f"{digits(time * 1e3)} ms"


def digits(number):
    """A number with three digits that count, and more only before the point."""
    return f"{number:,.0f}" if number >= 100 else f"{number:.3g}"
