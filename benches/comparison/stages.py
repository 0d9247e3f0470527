"""The speed of each stage on one core, as the divan benchmarks tell it."""

import os
import re
import subprocess

from .targets import at_least

# What divan writes: the branches of a tree, and below each leaf its fastest, slowest, median and mean.
BRANCH = re.compile(r"^((?:│  |   )*)[├╰]─ (\S+)")
SPEED = re.compile(r"([\d.]+) ([kMGT]?)B/s")
SCALE = {"": 1, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12}


def measure(top):
    """The median speed of each stage in bytes a second, by its name."""
    command = [
        "cargo",
        "bench",
        "--quiet",
        "--bench",
        "stages",
        "--bench",
        "corpus",
        "--",
        "--max-time=1",
    ]
    environment = {name: value for name, value in os.environ.items() if name != "CHARTE_CORPUS"}
    written = subprocess.run(
        command, cwd=top, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return speeds(written.stdout)


def speeds(written):
    found, names = {}, []
    for line in written.splitlines():
        branch = BRANCH.match(line)
        if branch:
            names[len(branch.group(1)) // 3 :] = [branch.group(2)]
        figures = SPEED.findall(line)
        if len(figures) == 4:
            number, scale = figures[2]
            found[" ".join(names)] = float(number) * SCALE[scale]
    return found


def targets(speeds):
    texts = {
        "copies": "parse_and_interpret 0",
        "drifting": "parse_and_interpret 60",
        "five samples that were read before": "parse_and_interpret_many",
    }
    return [
        at_least(f"one core parses and interprets: {text}", 800, "MB/s", speeds[stage] / 1e6)
        for text, stage in texts.items()
    ]
