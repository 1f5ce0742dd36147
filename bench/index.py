"""Measures the search index alone: reads a library, and says what it took to index it, in a file of figures.

python -m bench.index LIBRARY FOLDER FIGURES
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import resource
import time
from dataclasses import asdict
from pathlib import Path

from bench.measure import MAXRSS, Run, written
from samskapt.library import read_library
from samskapt.output import Standing
from samskapt.search_index import build_index
from samskapt.views_story import translation_addresses


def index(root: Path, folder: Path) -> Run:
    """Index the library at ``root`` into ``folder``; the memory is that of the largest process that was started."""
    library = read_library(root, dt.datetime.now().astimezone().date()).library
    if library is None:
        raise ValueError(f"{root}: its vocabulary has errors")
    addresses = translation_addresses(library)
    folder.mkdir(parents=True, exist_ok=True)
    begun, worked = time.perf_counter(), sum(os.times()[:4])
    build_index(library, folder, addresses, "nb", Standing(None, {}, ""))
    wall, work = time.perf_counter() - begun, sum(os.times()[:4]) - worked
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * MAXRSS / 1e6
    return Run(wall, work, largest, largest, *written(folder))


def main() -> None:
    """Measure, as the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("library", "folder", "figures"):
        parser.add_argument(name, type=Path)
    asked = parser.parse_args()
    asked.figures.write_text(json.dumps(asdict(index(asked.library, asked.folder))), encoding="utf-8")


if __name__ == "__main__":
    main()
