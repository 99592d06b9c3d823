#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the plug-in, and a GIMP with the live filter, under Valgrind's memcheck, and prints what is ours
of its reports.

    memcheck.py --gimp GIMP_CONSOLE --plug-ins DIR --operation FILE --source FOLDER

GIMP starts the plug-in through Valgrind for each call of tests/gimp/runner/memcheck_calls.py. Whatever
reads or writes where it must not, or depends on memory that was never set, is a report, unless
memcheck.supp names it; leaked memory is one if our code is in the stack of its allocation. Then GIMP
itself runs under Valgrind, with tests/gimp/runner/memcheck_filter.py: there a report is what has our
code in one of its stacks. Ends with 1 if there are any, or a call failed.
"""

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLUG_IN = "color-clusters"


def valgrind(logs):
    return ["valgrind", "--quiet", "--leak-check=full", "--show-leak-kinds=definite", "--num-callers=40",
            f"--suppressions={HERE / 'memcheck.supp'}", "--xml=yes", f"--xml-file={logs}/%p.xml"]


def wrapped_gimp(gimp, folder):
    """A program in a folder of its own that starts GIMP under Valgrind; what is beside GIMP is beside
    it, too."""
    real = Path(shutil.which(gimp)).resolve()
    program = folder / "bin" / Path(gimp).name
    program.parent.mkdir(parents=True)
    (folder / "lib").symlink_to(real.parents[1] / "lib")
    # A child becomes a plug-in, of which no end is seen.
    command = [*valgrind(folder), "--child-silent-after-fork=yes", str(real)]
    program.write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return program


def frames(error):
    """(function, file) from the innermost on, of all stacks."""
    return [(frame.findtext("fn") or "?", f"{frame.findtext('dir') or ''}/{frame.findtext('file')}")
            for frame in error.iter("frame")]


def is_ours(error, source):
    """The main function is below everything that the plug-in does."""
    return any(file.startswith("/") and Path(file).resolve().is_relative_to(source)
               and function != "main" for function, file in frames(error))


def reports(log, source, of_all):
    """All errors `of_all`, and leaks that are ours; or what is ours only."""
    for error in ElementTree.parse(log).getroot().iter("error"):
        kind = error.findtext("kind")
        if (of_all and not kind.startswith("Leak_")) or is_ours(error, source):
            what = error.findtext("what") or error.findtext("xwhat/text")
            yield kind, what, frames(error)


def run(arguments, folder, module, *options, of_all, environment):
    """Runs the tests of a module. Returns whether they passed, how many processes Valgrind told of, and
    its reports."""
    variables = {"G_SLICE": "always-malloc", "COLOR_CLUSTERS_MEMCHECK_LOGS": str(folder)}
    status = subprocess.run(
        [sys.executable, HERE.parent / "gimp" / "runner" / "run.py", "--fonts", "--timeout", "3600",
         "--plug-ins", arguments.plug_ins, *options, module],
        env=os.environ | variables | environment, check=False).returncode
    logs = sorted(folder.glob("*.xml"))
    found = [report for log in logs for report in reports(log, arguments.source.resolve(), of_all)]
    return status == 0 and bool(logs), len(logs), found


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gimp", required=True, help="console version of GIMP")
    parser.add_argument("--plug-ins", required=True, help="folder to search for our plug-in")
    parser.add_argument("--operation", required=True, help="module of the live filter")
    parser.add_argument("--source", type=Path, required=True, help="folder of the sources")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory(prefix="color-clusters-memcheck-") as name:
        calls, filters = Path(name, "calls"), Path(name, "filters")
        calls.mkdir()
        outcomes = [
            run(arguments, calls, "memcheck_calls", "--gimp", arguments.gimp, of_all=True,
                environment={"GIMP_PLUGIN_DEBUG_WRAP": f"{PLUG_IN},run",
                             "GIMP_PLUGIN_DEBUG_WRAPPER": shlex.join(valgrind(calls))}),
            run(arguments, filters, "memcheck_filter", "--operation", arguments.operation, "--gimp",
                str(wrapped_gimp(arguments.gimp, filters)), of_all=False, environment={}),
        ]
    found = [report for _, _, reports in outcomes for report in reports]
    for kind, what, stack in found:
        print(f"\n{kind}: {what}")
        for function, file in stack:
            print(f"    {function}  ({file})")
    print(f"\n{outcomes[0][1]} processes of the plug-in and {outcomes[1][1]} of GIMP under Valgrind, "
          f"{len(found)} reports")
    return 0 if all(good for good, _, _ in outcomes) and not found else 1


if __name__ == "__main__":
    sys.exit(main())
