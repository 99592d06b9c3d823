#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the fuzz targets with libFuzzer and prints what came of it.

    long_fuzz.py --build FOLDER --state FOLDER [--minutes N] [TARGET…]

All processors work for that many minutes, divided evenly among the targets. FOLDER/corpora has the
inputs found so far, from which the next run goes on; FOLDER/findings the inputs that break something.
Ends with 1 if there are any.
"""

import argparse
import json
import os
import random
import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

SUFFIX = "_libfuzzer"
# Under sanitizers the largest pictures take a few seconds; what is slow only is no finding.
LIMITS = ["-timeout=100", "-report_slow_units=100", "-rss_limit_mb=4096"]
SEEDS = 40
# The part of a finding's log that says most.
LOG_LINES = 12


@dataclass
class Outcome:
    """What the processes of a target did."""

    executions: int = 0
    per_second: int = 0
    edges: int = 0
    features: int = 0
    findings: list = field(default_factory=list)
    log: str = ""


class Fuzzer:
    def __init__(self, build, state):
        self.build = build
        self.state = state
        self.lock = threading.Lock()
        self.outcomes = {}

    def program(self, target):
        return self.build / "tests" / "fuzz" / (target + SUFFIX)

    def folder(self, kind, target):
        folder = self.state / kind / target
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def command(self, target, *options):
        return [str(self.program(target)), *LIMITS, *options,
                f"-artifact_prefix={self.folder('findings', target)}/",
                str(self.folder("corpora", target))]

    def plant(self, target):
        """Gives a target without a corpus some inputs that look random: it takes libFuzzer long to come
        to the first ones that are long enough to make a picture."""
        corpus = self.folder("corpora", target)
        if any(corpus.iterdir()):
            return
        for i in range(SEEDS):
            random_bytes = random.Random(i)
            different = random_bytes.choice((4, 256))
            (corpus / f"seed-{i}").write_bytes(bytes(
                random_bytes.randrange(different) * (256 // different) for _ in range(16 * i)))

    def run(self, target, seconds):
        """One process; several can work on a target, and learn from each other's corpus."""
        done = subprocess.run(
            self.command(target, f"-max_total_time={seconds}", "-print_final_stats=1"),
            env=os.environ | {"LLVM_PROFILE_FILE": "/dev/null"}, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace",
            check=False)
        with self.lock:
            outcome = self.outcomes[target]
            outcome.executions += statistic(done.stderr, "number_of_executed_units")
            outcome.per_second += statistic(done.stderr, "average_exec_per_sec")
            if done.returncode != 0:
                outcome.log += "\n".join(done.stderr.splitlines()[-200:]) + "\n"
            print(f"{target}: {'ended early' if done.returncode else 'done'}", flush=True)

    def replay(self, target):
        """Runs the corpus once more, which counts what it reaches; returns the profile."""
        profile = self.state / f"{target}.profraw"
        done = subprocess.run(self.command(target, "-runs=0"), stdin=subprocess.DEVNULL,
                              env=os.environ | {"LLVM_PROFILE_FILE": str(profile)},
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                              errors="replace", check=False)
        reached = re.findall(r"\bcov: (\d+) ft: (\d+)", done.stderr)
        if reached:
            self.outcomes[target].edges = int(reached[-1][0])
            self.outcomes[target].features = int(reached[-1][1])
        return profile

    def fuzz(self, targets, minutes):
        self.outcomes = {target: Outcome() for target in targets}
        processors = os.cpu_count()
        copies = max(1, processors // len(targets))
        seconds = max(1, round(minutes * 60 * processors / (len(targets) * copies)))
        print(f"{len(targets)} targets, {seconds} s each, {min(processors, len(targets) * copies)} "
              "processes at a time", flush=True)
        for target in targets:
            self.plant(target)
        with ThreadPoolExecutor(max_workers=processors) as pool:
            for job in [pool.submit(self.run, target, seconds)
                        for target in targets for _ in range(copies)]:
                job.result()
            profiles = list(pool.map(self.replay, targets))
        for target in targets:
            self.outcomes[target].findings = sorted(self.folder("findings", target).iterdir())
        return profiles

    def covered_lines(self, targets, profiles):
        """Of each file of core/, (lines reached, all lines)."""
        merged = self.state / "all.profdata"
        subprocess.run(["llvm-profdata", "merge", "-o", merged,
                        *[profile for profile in profiles if profile.exists()]], check=True)
        objects = [argument for target in targets[1:] for argument in ("-object", self.program(target))]
        told = subprocess.run(["llvm-cov", "export", "-summary-only", f"-instr-profile={merged}",
                               self.program(targets[0]), *objects],
                              check=True, capture_output=True, text=True).stdout
        return {Path(entry["filename"]).name: (entry["summary"]["lines"]["covered"],
                                               entry["summary"]["lines"]["count"])
                for entry in json.loads(told)["data"][0]["files"]
                if Path(entry["filename"]).parents[1].name == "core"}


def statistic(log, name):
    return sum(int(value) for value in re.findall(rf"stat::{name}: +(\d+)", log))


def print_table(outcomes):
    width = max(len(target) for target in outcomes)
    print(f"\n{'target':{width}} {'executions':>12} {'per second':>10} {'edges':>6} {'features':>8} "
          "findings")
    for target, outcome in outcomes.items():
        print(f"{target:{width}} {outcome.executions:12,} {outcome.per_second:10,} "
              f"{outcome.edges:6,} {outcome.features:8,} {len(outcome.findings):8}")
    print(f"{'all':{width}} {sum(outcome.executions for outcome in outcomes.values()):12,} "
          f"{'':26} {sum(len(outcome.findings) for outcome in outcomes.values()):8}")


def print_lines(files):
    reached = sum(covered for covered, _ in files.values())
    lines = sum(count for _, count in files.values())
    print(f"\n{reached} of {lines} lines of core/ reached ({100 * reached / lines:.1f} %)")
    for name, (covered, count) in sorted(files.items()):
        if covered < count:
            print(f"  {name:28} {count - covered:4} of {count:4} not reached")


def print_findings(fuzzer):
    for target, outcome in fuzzer.outcomes.items():
        if outcome.log:
            important = [line for line in outcome.log.splitlines()
                         if re.search(r"does not hold|ERROR|runtime error|SUMMARY|#[0-9]+ 0x", line)]
            print(f"\n{target}:", *important[:LOG_LINES], sep="\n  ")
        for finding in outcome.findings:
            print(f"\nInput: {finding}\nAgain: ./dev shell {fuzzer.program(target)} {finding}")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, required=True, help="build folder with the targets")
    parser.add_argument("--state", type=Path, required=True, help="where corpora and findings are")
    parser.add_argument("--minutes", type=float, default=60, help="for all targets together")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="default: all")
    arguments = parser.parse_args()

    known = sorted(path.name.removesuffix(SUFFIX)
                   for path in (arguments.build / "tests" / "fuzz").glob(f"*{SUFFIX}"))
    targets = arguments.targets or known
    for target in targets:
        if target not in known:
            parser.error(f"there is no target {target}; there are: {', '.join(known)}")
    fuzzer = Fuzzer(arguments.build, arguments.state)
    profiles = fuzzer.fuzz(targets, arguments.minutes)
    print_table(fuzzer.outcomes)
    print_lines(fuzzer.covered_lines(targets, profiles))
    print_findings(fuzzer)
    good = all(not outcome.findings and not outcome.log for outcome in fuzzer.outcomes.values())
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
