"""How the time grows with the number of charters."""

import math
import shutil
import statistics
import subprocess

from .measuring import Command
from .targets import at_most

JOBS = {
    "CSV": "charte convert --from records --to csv",
    "drift": "charte drift --from records --exit-zero",
}

PLOT = """
set terminal svg size 720,440 font 'sans-serif,13' background rgb 'white'
set logscale xy
set xlabel 'charters'
set ylabel 'seconds'
set format x '10^{%T}'
set grid
set key top left
"""


def measure(stopwatch, corpora):
    """For each job, what was measured with each corpus."""
    commands = [
        Command(line, job, corpus, is_piped=True) for job, line in JOBS.items() for corpus in corpora
    ]
    measured = stopwatch.measure(commands, "--min-runs", "3")
    return {job: [it for it in measured if it.command.does == job] for job in JOBS}


def slope(measured):
    """How steep the line through all points is, both axes logarithmic: 1 is as steep as the corpora."""
    charters = [math.log(it.command.corpus.charters) for it in measured]
    times = [math.log(it.mean) for it in measured]
    return statistics.linear_regression(charters, times).slope


def targets(growth):
    return [
        at_most(f"slope of the time for {job} by charters, on log-log", 1.05, "", slope(measured))
        for job, measured in growth.items()
    ]


def plot(growth, path):
    """Draws the times with gnuplot; says whether it is there. Without it, there is no plot of another run."""
    path.unlink(missing_ok=True)
    if not shutil.which("gnuplot"):
        return False
    points = [
        f"'-' with linespoints linewidth 2 pointtype 7 title '{job} (slope {slope(measured):.2f})'"
        for job, measured in growth.items()
    ]
    data = [
        "".join(f"{it.command.corpus.charters} {it.mean}\n" for it in measured) + "e\n"
        for measured in growth.values()
    ]
    script = f"{PLOT}set output '{path}'\nplot {', '.join(points)}\n{''.join(data)}"
    subprocess.run(["gnuplot"], input=script, text=True, check=True)
    return True
