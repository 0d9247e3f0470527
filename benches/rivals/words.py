"""Which words of each charter differ from those of the first, as a short script would tell."""

import sys
from difflib import SequenceMatcher
from pathlib import Path


def words(path):
    return Path(path).read_text(encoding="utf-8").split()


baseline = words(sys.argv[1])
for path in sys.argv[2:]:
    reading = words(path)
    differences = SequenceMatcher(None, baseline, reading, autojunk=False).get_opcodes()
    for kind, start, end, begin, stop in differences:
        if kind != "equal":
            print(path, " ".join(baseline[start:end]), "→", " ".join(reading[begin:stop]))
