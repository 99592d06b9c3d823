#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints which part of the lines the tests have run, file by file.

usage: coverage.py SUMMARY_JSON

SUMMARY_JSON is what `gcovr --json-summary` writes. Ends with 1 if less of a folder was run than what
is asked for here.
"""

import json
import sys
from pathlib import Path

# Percent of the lines of each folder.
LEAST = {"core": 95.0, "plugin": 90.0}


def percent(covered, lines):
    return 100.0 * covered / lines if lines else 100.0


def print_folder(name, files):
    """Prints a folder's files and returns what part of it was run."""
    for file in files:
        missing = file["line_total"] - file["line_covered"]
        share = percent(file["line_covered"], file["line_total"])
        print(f"  {file['filename']:44} {share:6.1f} %" + (f"  {missing:4} not run" if missing else ""))
    covered = sum(file["line_covered"] for file in files)
    lines = sum(file["line_total"] for file in files)
    print(f"{name + '/':46} {percent(covered, lines):6.1f} %  {covered} of {lines} lines\n")
    return percent(covered, lines)


def main(summary):
    files = json.loads(Path(summary).read_text(encoding="utf-8"))["files"]
    good = True
    for folder, least in LEAST.items():
        inside = sorted((file for file in files if file["filename"].startswith(folder + "/")),
                        key=lambda file: file["filename"])
        if print_folder(folder, inside) < least:
            print(f"Less than {least} % of {folder}/ was run.")
            good = False
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
