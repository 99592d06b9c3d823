#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs one test module inside GIMP and reports it in the Test Anything Protocol.

    run.py --gimp GIMP_CONSOLE --plug-ins DIR MODULE
    run.py --window --gimp GIMP --plug-ins DIR MODULE
    run.py --operation FILE …
    COLOR_CLUSTERS_OPERATION=FILE run.py …

GIMP gets a profile of its own and only the plug-ins that the tests need. The tests write their
results into a file, line by line; a result that is missing at the end, because GIMP or a plug-in
crashed or hung, is a failure, and so is any warning in GIMP's output that is not listed here.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import start_gimp

TESTS = Path(__file__).resolve().parents[1]

# GIMP's own noise, printed whether our plug-in is there or not. Nothing else passes.
KNOWN_WARNINGS = [
    # At exit, after a batch interpreter ran.
    r"\(gimp.*Gimp-Core-WARNING \*\*: .*gimp_finalize: list of contexts not empty upon exit",
    # At exit, after layers with filters were merged, by whoever it was.
    r"\(gimp.*GEGL-WARNING \*\*: .*gegl_tile_cache_destroy: runtime check failed",
    # Its window or that of a plug-in, on a screen without input devices.
    r"\((gimp|color-clusters):\d+\): Gdk-CRITICAL \*\*: .*gdk_window_get_window_type: assertion",
    r"\(gimp:\d+\): Gtk-CRITICAL \*\*: .*gtk_accessible_get_widget: assertion",
    # At exit, when its window still holds items of an image that is closed. A plug-in cannot hold one:
    # it has their numbers only, and an image that it leaves is told as a stray one.
    r"gimp\S*: Gimp-Core-CRITICAL.*: gimp_id_table_remove: assertion 'GIMP_IS_ID_TABLE",
    # The registry of accessible programs, on a busy machine.
    r"\(at-spi2-registryd:\d+\): WARNING \*\*: .*(Disabling unresponsive|Re-enabling) app",
]
# That of one version only.
KNOWN_WARNINGS_OF = {
    "3.0": [
        # Any plug-in, when GIMP has closed its pipe first.
        r"LibGimp-WARNING \*\*: .*gimp_flush\(\): error: Broken pipe",
        # At exit, after a batch interpreter ran.
        r"\(gimp.*GLib-GObject-CRITICAL \*\*: .*g_object_unref: assertion 'G_IS_OBJECT \(object\)' "
        r"failed",
        # Script-Fu's scripts name brushes and gradients that are not loaded here.
        r"scriptfu-WARNING \*\*: .*declared resource name is invalid",
        # Its window, when a large image makes it lay out its docks anew.
        r"\(gimp:\d+\): Gtk-WARNING \*\*: .*Negative content height",
    ],
}
WARNING = re.compile(r"\b(WARNING|CRITICAL|ERROR)\b|stray image|terminated: |crashed|fatal error|"
                     r"duplicate mnemonic")


STOCK_PLUG_INS = ("python-eval", "script-fu", "file-png", "file-glob", "help", "web-browser")


def add_browser(folder):
    """Gives the session a web browser that only writes down, in `browsed`, what it is to show. Returns
    the variables that make it known."""
    browser = folder / "browser"
    browser.write_text(f"""#!/bin/sh\necho "$1" >>'{folder}/browsed'\n""", encoding="utf-8")
    browser.chmod(0o755)
    applications = folder / "data" / "applications"
    applications.mkdir(parents=True)
    (applications / "browser.desktop").write_text(
        f"[Desktop Entry]\nType=Application\nName=Browser\nExec={browser} %u\n"
        "MimeType=text/html;\n", encoding="utf-8")
    (applications / "mimeapps.list").write_text(
        "[Default Applications]\ntext/html=browser.desktop\n", encoding="utf-8")
    return {"XDG_DATA_HOME": str(folder / "data"), "COLOR_CLUSTERS_BROWSED": str(folder / "browsed")}


def run_gimp(arguments, folder, results, done):
    """Runs the module but for the tests that are done; returns GIMP's output and a description of a
    bad end, if it had one."""
    rooms = ("", "numbers", "palette", "posterize", "separate", "runner", "windows")
    paths = [str(TESTS / name) for name in rooms]
    code = (f"import sys; sys.dont_write_bytecode = True; sys.path[:0] = {paths!r}; import harness; "
            f"harness.run({arguments.module!r}, {str(results)!r}, {done!r}, {arguments.only!r})")
    gimp = start_gimp.Gimp(arguments.gimp, arguments.plug_ins, STOCK_PLUG_INS, arguments.window,
                           arguments.fonts)
    if arguments.window:
        gimp.variables |= add_browser(folder)
    if arguments.operation:
        gimp.variables |= start_gimp.add_operation(arguments.operation, folder)
    log = folder / "log"
    problem = gimp.run(code, folder / "profile", log, arguments.timeout)
    return log.read_text(encoding="utf-8", errors="replace"), problem


# GTK 3's accessibility code in GIMP's own process crashes now and then when a menu is taken down
# while its items are being listed. A crash that our plug-in causes does not go away on another try.
GIMP_CRASHED = re.compile(r"gimp-\d\S*: fatal error: Segmentation fault")
# When it happens at the end, GIMP cannot tell any more: only its status, that of a shell, does.
SEGMENTATION_FAULT = "GIMP ended with status 139"
WINDOW_ATTEMPTS = 8


def run_gimp_until_it_stays_up(arguments, folder):
    """As run_gimp. Where a GIMP with a window crashed itself, another one goes on with the tests that
    have not passed. Returns the lines of all results, too."""
    attempts = WINDOW_ATTEMPTS if arguments.window else 1
    passed = []
    for attempt in range(1, attempts + 1):
        attempt_folder = folder / str(attempt)
        attempt_folder.mkdir()
        results = attempt_folder / "results"
        done = [line.partition(" ")[2] for line in passed if line.startswith("ok ")]
        log, problem = run_gimp(arguments, attempt_folder, results, done)
        lines = results.read_text(encoding="utf-8").splitlines() if results.exists() else []
        if not GIMP_CRASHED.search(log) and problem != SEGMENTATION_FAULT:
            break
        print(f"# GIMP itself crashed in attempt {attempt} of {attempts}", flush=True)
        if attempt < attempts:
            passed += [line for line in lines if line.startswith(("ok ", "expect ", "allow "))]
    return passed, lines, log, problem


def gimp_version(gimp):
    """As 3.0; the name of the program has it, or the program says so."""
    version = re.search(r"\d+\.\d+", Path(gimp).name)
    if version is None:
        told = subprocess.run([gimp, "--version"], capture_output=True, text=True, check=True).stdout
        version = re.search(r"\d+\.\d+", told)
    return version.group()


def unexpected_lines(log, version, allowed):
    """Warnings in the log that are neither GIMP's own nor provoked by a test."""
    known = KNOWN_WARNINGS + KNOWN_WARNINGS_OF.get(version, []) + allowed
    return [line for line in log.splitlines()
            if WARNING.search(line) and not any(re.search(pattern, line) for pattern in known)]


class Tap:
    """Writes numbered results; the plan comes last."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def result(self, good, name):
        self.count += 1
        self.failed += 0 if good else 1
        print(f"{'ok' if good else 'not ok'} {self.count} - {name}", flush=True)

    def comment(self, text):
        for line in text.splitlines():
            print(f"# {line}", flush=True)

    def end(self):
        print(f"1..{self.count}", flush=True)
        return 1 if self.failed else 0


def report_results(tap, passed, lines, log):
    """Reports the results, whether there are as many as planned, and what they expect of the log.
    `passed` are lines of earlier attempts."""
    planned = done = sum(line.startswith("ok ") for line in passed)
    lines = passed + lines
    expected = [line.partition(" ")[2] for line in lines if line.startswith("expect ")]
    refused = [line.partition(" ")[2] for line in lines if line.startswith("refuse ")]
    for line in lines:
        kind, _, text = line.partition(" ")
        if kind == "plan":
            planned += int(text)
        elif kind == "done":
            done += int(text)
        elif kind in ("ok", "failed"):
            tap.result(kind == "ok", text)
        elif kind not in ("expect", "refuse", "allow"):
            tap.comment(text)
    tap.result(done == planned > 0, f"all tests ran ({done} of {planned})")
    for text in expected:
        tap.result(text in log, f"GIMP says: {text}")
    for text in refused:
        tap.result(text not in log, f"GIMP does not say: {text}")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gimp", required=True, help="GIMP; without --window its console version")
    parser.add_argument("--window", action="store_true", help="give GIMP a window")
    parser.add_argument("--fonts", action="store_true", help="let GIMP load its fonts")
    parser.add_argument("--operation", default=os.environ.get("COLOR_CLUSTERS_OPERATION"),
                        help="module of GEGL operations that GIMP is to have")
    parser.add_argument("--plug-ins", required=True, help="folder to search for our plug-in")
    parser.add_argument("--timeout", type=float, default=900, help="seconds for the whole module")
    parser.add_argument("--only", default="", help="run the tests whose names have this in them")
    parser.add_argument("module", help="name of a Python module in tests/gimp or a folder in it")
    arguments = parser.parse_args()

    tap = Tap()
    with tempfile.TemporaryDirectory(prefix="color-clusters-test-") as name:
        folder = Path(name)
        passed, lines, log, problem = run_gimp_until_it_stays_up(arguments, folder)
    report_results(tap, passed, lines, log)
    tap.result(problem is None, problem or "GIMP ended well")
    unexpected = unexpected_lines(
        log, gimp_version(arguments.gimp),
        [line.partition(" ")[2] for line in passed + lines if line.startswith("allow ")])
    tap.result(not unexpected, "no warnings in GIMP's output")
    # Where only a summary of a run is kept, the standard error output of a failure is part of it.
    print(*unexpected, sep="\n", end="", file=sys.stderr)
    if tap.failed:
        tap.comment("\n".join(["Unexpected:", *unexpected, "All of GIMP's output:", log]))
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
