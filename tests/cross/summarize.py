#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Print how the tests ended on each processor, and whether all found the same.

usage: summarize.py FOLDER ARCHITECTURE…

FOLDER/ARCHITECTURE holds build/meson-logs of `meson test`, and hashes.txt of center-hashes: lines
of a name and a hash. Fails when a test failed, a hash is missing or two differ.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from summarize import folder_failures, read_cases


def read_hashes(path):
    lines = path.read_text(encoding="ascii").splitlines() if path.exists() else []
    return dict(line.split() for line in lines)


def main(folder, architectures):
    rows, names, failures = {}, [], []
    for architecture in architectures:
        logs = folder / architecture / "build" / "meson-logs"
        cases = list(read_cases(logs))
        failed = folder_failures(logs, cases)
        failures += [(architecture, *failure) for failure in failed]
        hashes = read_hashes(folder / architecture / "hashes.txt")
        names += [name for name in hashes if name not in names]
        passed = sum(case[2] == "passed" for case in cases)
        if passed == 0:
            failures.append((architecture, "no test ran: see build/logs", ""))
        rows[architecture] = (passed, len(failed), hashes)

    for architecture, name, message in failures:
        print(f"{architecture}: {name}")
        print("".join(f"    {line}\n" for line in message.strip().splitlines()), end="")
    print("| architecture | passed | failed | " + " | ".join(names) + " |")
    print("|---|---:|---:|" + "---|" * len(names))
    for architecture, (passed, failed, hashes) in rows.items():
        found = " | ".join(hashes.get(name, "none") for name in names)
        print(f"| {architecture} | {passed} | {failed} | {found} |")

    different = [name for name in names if len({row[2].get(name) for row in rows.values()}) > 1]
    if different:
        print(f"Not the same on every processor: {', '.join(different)}.")
    return 0 if names and not failures and not different else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
