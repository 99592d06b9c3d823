# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts the demonstration in GIMP: the first half of `./dev demo`. table.py shows what it writes."""

import argparse
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "gimp" / "runner"))
import start_gimp  # noqa: E402

SECONDS = 120
SECONDS_PER_PICTURE = 60


def main():
    parser = argparse.ArgumentParser(prog="./dev demo")
    parser.add_argument("--gimp", required=True, help="console version of GIMP")
    parser.add_argument("--plug-ins", required=True, help="folder to search for our plug-in")
    parser.add_argument("--profile", type=Path, required=True)
    parser.add_argument("--results", type=Path, required=True, help="file for table.py")
    parser.add_argument("--colors", type=int, default=5)
    parser.add_argument("--color-space")
    parser.add_argument("--out", required=True)
    parser.add_argument("images", nargs="+")
    arguments = parser.parse_args()
    gimp = start_gimp.Gimp(arguments.gimp, arguments.plug_ins, ("python-eval", "file-*"))
    task = {name: getattr(arguments, name) for name in ("images", "colors", "color_space", "out")}
    timeout = SECONDS + SECONDS_PER_PICTURE * len(arguments.images)
    results = gimp.results_of(HERE / "demo.py", task, timeout, profile=arguments.profile)
    arguments.results.write_text(json.dumps(results, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
