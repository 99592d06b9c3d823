# SPDX-License-Identifier: GPL-3.0-or-later
"""Print the closing lines of `./dev test` from the logs of `meson test`.

usage: summarize.py EXIT_CODE LOG_FOLDER…

EXIT_CODE is that of `meson test`, or of the last program that failed. A log folder without logs can
have a file `problem` instead, which says why nothing could be tested; that counts as a failure.

Counts single test cases (a GoogleTest case, a TAP subtest) from the JUnit log. That log alone is
not enough: of a TAP program that crashed, hung or stopped half-way it shows only the subtests that
had passed until then. So every program that Meson calls failed counts as at least one failure.
"""

import json
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

GOOD_RESULTS = {"OK", "EXPECTEDFAIL", "SKIP"}


def read_programs(folder):
    """One dictionary for each test program that ran."""
    programs = []
    for log in folder.glob("testlog*.json"):
        lines = log.read_text(encoding="utf-8").splitlines()
        programs += [json.loads(line) for line in lines if line.strip()]
    return programs


def read_cases(folder):
    """Each test case that ran, as (suite, name, outcome, message)."""
    for log in folder.glob("testlog*.junit.xml"):
        for suite in ElementTree.parse(log).getroot().iter("testsuite"):
            for case in suite.iter("testcase"):
                if case.get("status") == "notrun":  # GoogleTest's DISABLED_ tests
                    continue
                yield (suite.get("name"), case.get("name"), *outcome(case))


def outcome(case):
    for tag in ("failure", "error"):
        problems = case.findall(tag)
        if problems:
            return "failed", "\n".join(problem.get("message") or "" for problem in problems)
    return ("skipped" if case.find("skipped") is not None else "passed"), ""


def display_name(suite, case):
    """PROGRAM: CASE, without the project's name, which is the same for all."""
    _, _, program = suite.partition(".")
    return f"{program}: {case}" if program else case


def belongs(suite, case, program):
    """Whether a JUnit case is one of this program's. Suites are called PROJECT.PROGRAM[.SUITE]."""
    _, _, rest = suite.partition(".")
    return case == program or rest == program or rest.startswith(program + ".")


def silent_failure(program, cases):
    """Why a program failed although none of its cases says so, or None."""
    own = [case for case in cases if belongs(case[0], case[1], program["name"])]
    if program["result"] not in GOOD_RESULTS:
        if any(case[2] == "failed" for case in own):
            return None
        return f"{program['result'].lower()} (exit code {program['returncode']})"
    # Meson takes a TAP program that printed nothing and ended with 0 for a skipped one.
    announced = "1..0" in program.get("stdout", "")
    if program["result"] == "SKIP" and program["returncode"] == 0 and not announced:
        return "ended without reporting a single test"
    return None


def folder_failures(folder, cases):
    """What went wrong, as (name, message)."""
    failures = [(display_name(*case[:2]), case[3]) for case in cases if case[2] == "failed"]
    for program in read_programs(folder):
        reason = silent_failure(program, cases)
        if reason:
            failures.append((program["name"], reason))
    problem = folder / "problem"
    if problem.exists():
        failures.append((problem.read_text(encoding="utf-8").strip(), ""))
    return failures


def main(exit_code, folders):
    cases, failures = [], []
    for folder in folders:
        own = list(read_cases(folder))
        cases += own
        failures += folder_failures(folder, own)
    if exit_code != 0 and not failures:
        failures.append(("the tests", f"ended with exit code {exit_code}"))

    if failures:
        print("\nFailed:")
    for name, message in failures:
        print(f"  {name}")
        for line in message.strip().splitlines():
            print(f"      {line}")

    passed = sum(case[2] == "passed" for case in cases)
    skipped = sum(case[2] == "skipped" for case in cases)
    if passed == 0 and not failures:
        print("\nNo test ran.")
    print()
    print(f"{passed} passed, {len(failures)} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failures or passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), [Path(name) for name in sys.argv[2:]]))
