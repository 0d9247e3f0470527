"""Where a run was made, and with which versions of what."""

import os
import platform
import re
import subprocess
from pathlib import Path

# How each program tells its version. It is the first number in what it writes.
VERSIONS = {
    "charte": ["charte", "--version"],
    "mawk": ["mawk", "-W", "version"],
    "rg": ["rg", "--version"],
    "find": ["find", "--version"],
    "cp": ["cp", "--version"],
    "python3": ["python3", "--version"],
    "pandoc": ["pandoc", "--version"],
    "git": ["git", "--version"],
    "collatex": ["collatex/bin/pip", "show", "collatex"],
    "mlr": ["mlr", "--version"],
    "jq": ["jq", "--version"],
    "gnuplot": ["gnuplot", "--version"],
    "hyperfine": ["hyperfine", "--version"],
    "rustc": ["rustc", "--version"],
}


def output(*command, cwd=None):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def versions():
    """The version of each program that is there, by its name."""
    found = {}
    for name, command in VERSIONS.items():
        try:
            written = subprocess.run(command, capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        number = re.search(r"\d+(\.\d+)*", written.stdout + written.stderr)
        found[name] = number.group() if number else "of unknown version"
    return found


def commit(top):
    """The commit of the copy at `top`, and whether it was changed since; results themselves do not count."""
    changes = ["git", "status", "--porcelain", "--", ".", ":!benches/RESULTS.md", ":!benches/growth.svg"]
    try:
        head = output("git", "rev-parse", "--short=10", "HEAD", cwd=top)
        return f"{head}, with changes" if output(*changes, cwd=top) else head
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def two_cores():
    """Keeps this program and all it starts to two cores, and says how many there would be."""
    there = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, there[:2])
    return len(there)


def description(cores):
    """What there is to know of the machine that has so many cores, a line each."""
    processor = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    used = len(os.sched_getaffinity(0))
    return [
        f"processor: {processor.group(1) if processor else platform.machine()}, {used} of {cores} cores",
        f"memory: {memory / 2**30:.0f} GiB",
        f"system: {platform.system()} {platform.release()}, {platform.machine()}",
        f"file system: {output('df', '--output=fstype', '.').split()[-1]}",
    ]
