#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the tests that need GIMP or GEGL again, where neither Meson nor a compiler is: in another GIMP.

    run_suite.py --tests TESTS_JSON --gimp VERSION --logs FOLDER [--suite SUITE] [NAME…]

TESTS_JSON is what `meson introspect --tests` prints. The programs are those of that build; only GIMP,
GEGL and their libraries are others. The logs have the form of those of `meson test`, as far as
summarize.py reads them: FOLDER/testlog.json and FOLDER/testlog.junit.xml.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

SUITES = ("gimp", "plugin")
TAP_LINE = re.compile(r"(not ok|ok)\b *\d* *(?:- *)?(.*)")


@dataclass
class Result:
    """What came of a program; `cases` are (name, message), the message None for those that passed."""

    name: str
    returncode: int
    seconds: float
    output: str
    cases: list = field(default_factory=list)

    @property
    def good(self):
        return self.returncode == 0 and bool(self.cases) and all(c[1] is None for c in self.cases)


def suites(test):
    return {suite.rpartition(":")[2] for suite in test["suite"]}


def chosen_tests(arguments):
    """Those of this suite that were asked for; the longest first, so that none is left at the end."""
    tests = [test for test in json.loads(arguments.tests.read_text(encoding="utf-8"))
             if suites(test) & set(arguments.suite or SUITES) & set(SUITES)]
    if arguments.names:
        tests = [test for test in tests if test["name"].rpartition(":")[2] in arguments.names]
    return sorted(tests, key=lambda test: -test["timeout"])


def for_this_gimp(command, version):
    """The command with the GIMP after `--gimp` in its other version."""
    command = list(command)
    if "--gimp" in command:
        position = command.index("--gimp") + 1
        program = re.sub(r"-\d+\.\d+$", "", Path(command[position]).name)
        command[position] = f"{program}-{version}"
    return command


def tap_cases(output):
    lines = [TAP_LINE.fullmatch(line) for line in output.splitlines()]
    return [(line[2], None if line[1] == "ok" else "") for line in lines if line]


def gtest_cases(report):
    if not report.exists():
        return []
    cases = []
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        if case.get("status") != "notrun":
            messages = [failure.get("message") or "" for failure in case.findall("failure")]
            cases.append((f"{case.get('classname')}.{case.get('name')}",
                          "\n".join(messages) if messages else None))
    return cases


def run_test(test, version):
    command = for_this_gimp(test["cmd"], version)
    with tempfile.TemporaryDirectory(prefix="color-clusters-suite-") as folder:
        report = Path(folder, "report.xml")
        if test["protocol"] == "gtest":
            command.append(f"--gtest_output=xml:{report}")
        start = time.monotonic()
        try:
            done = subprocess.run(command, env=os.environ | test["env"], cwd=test["workdir"],
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True, errors="replace",
                                  timeout=test["timeout"], check=False)
            returncode, output = done.returncode, done.stdout
        except subprocess.TimeoutExpired as error:
            returncode = 124
            output = (error.stdout or b"").decode(errors="replace")
            output += f"\nnot ok - it did not end within {test['timeout']} s\n"
        seconds = time.monotonic() - start
        cases = gtest_cases(report) if test["protocol"] == "gtest" else tap_cases(output)
    name = f"{min(suites(test))} / {test['name']} (GIMP {version})"
    return Result(name, returncode, seconds, output, cases)


def report_result(result, number, count):
    failed = sum(message is not None for _, message in result.cases)
    print(f"{number:3}/{count} {result.name:40} {'OK' if result.good else 'FAIL':5} "
          f"{result.seconds:7.2f}s   {len(result.cases)} cases"
          + (f", {failed} failed" if failed else ""), flush=True)
    if not result.good:
        print(result.output, flush=True)


def write_logs(folder, results):
    root = ElementTree.Element("testsuites")
    with open(folder / "testlog.json", "w", encoding="utf-8") as programs:
        for result in results:
            programs.write(json.dumps({
                "name": result.name,
                "result": "OK" if result.good else "FAIL",
                "returncode": result.returncode,
                "stdout": result.output,
            }) + "\n")
            suite = ElementTree.SubElement(root, "testsuite", name=f"color-clusters.{result.name}")
            for name, message in result.cases:
                case = ElementTree.SubElement(suite, "testcase", name=name)
                if message is not None:
                    ElementTree.SubElement(case, "failure", message=message)
    ElementTree.ElementTree(root).write(folder / "testlog.junit.xml", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tests", type=Path, required=True)
    parser.add_argument("--gimp", required=True, metavar="VERSION")
    parser.add_argument("--logs", type=Path, required=True)
    parser.add_argument("--suite", action="append", help="only this one")
    parser.add_argument("names", nargs="*", help="only the tests with these names")
    arguments = parser.parse_args()

    tests = chosen_tests(arguments)
    results = []
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        running = [pool.submit(run_test, test, arguments.gimp) for test in tests]
        for number, result in enumerate(running, start=1):
            results.append(result.result())
            report_result(results[-1], number, len(tests))
    write_logs(arguments.logs, results)
    return 0 if all(result.good for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
