#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the plug-in in a GIMP under Valgrind's memcheck, and prints what is ours of its reports.

    memcheck.py --gimp GIMP_CONSOLE --plug-ins DIR --source FOLDER

GIMP starts the plug-in through Valgrind for each call of tests/gimp/memcheck_calls.py. Whatever reads
or writes where it must not, or depends on memory that was never set, is a report, unless
memcheck.supp names it; leaked memory is one if our code is in the stack of its allocation. Ends with
1 if there are any, or a call failed.
"""

import argparse
import os
import shlex
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLUG_IN = "color-clusters"


def wrapper(logs):
    return shlex.join([
        "valgrind", "--quiet", "--leak-check=full", "--show-leak-kinds=definite", "--num-callers=40",
        f"--suppressions={HERE / 'memcheck.supp'}", "--xml=yes", f"--xml-file={logs}/%p.xml"])


def frames(error):
    """(function, file) from the innermost on, of all stacks."""
    return [(frame.findtext("fn") or "?", f"{frame.findtext('dir') or ''}/{frame.findtext('file')}")
            for frame in error.iter("frame")]


def is_ours(error, source):
    """The main function is below everything that the plug-in does."""
    return any(file.startswith("/") and Path(file).resolve().is_relative_to(source)
               and function != "main" for function, file in frames(error))


def reports(log, source):
    for error in ElementTree.parse(log).getroot().iter("error"):
        kind = error.findtext("kind")
        if not kind.startswith("Leak_") or is_ours(error, source):
            what = error.findtext("what") or error.findtext("xwhat/text")
            yield kind, what, frames(error)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gimp", required=True, help="console version of GIMP")
    parser.add_argument("--plug-ins", required=True, help="folder to search for our plug-in")
    parser.add_argument("--source", type=Path, required=True, help="folder of the sources")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory(prefix="color-clusters-memcheck-") as folder:
        environment = os.environ | {
            "GIMP_PLUGIN_DEBUG_WRAP": f"{PLUG_IN},run",
            "GIMP_PLUGIN_DEBUG_WRAPPER": wrapper(folder),
            "G_SLICE": "always-malloc",
            "COLOR_CLUSTERS_MEMCHECK_LOGS": folder,
        }
        status = subprocess.run(
            [sys.executable, HERE.parent / "gimp" / "runner" / "run.py", "--fonts", "--timeout", "3600",
             "--gimp", arguments.gimp, "--plug-ins", arguments.plug_ins, "memcheck_calls"],
            env=environment, check=False).returncode
        logs = sorted(Path(folder).glob("*.xml"))
        found = [report for log in logs for report in reports(log, arguments.source.resolve())]
    for kind, what, stack in found:
        print(f"\n{kind}: {what}")
        for function, file in stack:
            print(f"    {function}  ({file})")
    print(f"\n{len(logs)} processes of the plug-in under Valgrind, {len(found)} reports")
    return 0 if status == 0 and logs and not found else 1


if __name__ == "__main__":
    sys.exit(main())
