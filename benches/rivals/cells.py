"""CSV out of a folder of charters, as a short script would make it: the lines with four cells."""

import csv
import sys
from pathlib import Path

out = csv.writer(sys.stdout)
for path in sorted(Path(sys.argv[1]).rglob("*.txt")):
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 4:
                out.writerow([path, *cells])
