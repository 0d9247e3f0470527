"""The words of charters aligned with each other by CollateX."""

import sys
from pathlib import Path

import collatex

collation = collatex.Collation()
for path in sys.argv[1:]:
    collation.add_plain_witness(path, Path(path).read_text(encoding="utf-8"))
print(collatex.collate(collation, output="json"))
