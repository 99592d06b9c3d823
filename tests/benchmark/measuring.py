# SPDX-License-Identifier: GPL-3.0-or-later
"""What the parts of the benchmark share: the measuring program, and numbers made of what it says."""

import json
import math
import os
import statistics
import subprocess
from pathlib import Path

import numpy as np

SOURCE = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("COLOR_CLUSTERS_BUILD", SOURCE / "build"))
PROGRAMS = BUILD / "tests" / "benchmark"
THREADS = 2


def measure(images, colors, *options):
    """The lines that the measuring program prints."""
    command = [PROGRAMS / "measure", "--threads", str(THREADS)]
    command += ["--colors", ",".join(map(str, colors)), *options, *images]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def measure_often(images, colors, runs, *options):
    """{(image, K): the lines of all runs}, each run a process of its own."""
    lines = {}
    for _ in range(runs):
        for line in measure(images, colors, *options):
            lines.setdefault((line["image"], line["colors"]), []).append(line)
    return lines


def seconds(lines, step="total"):
    return statistics.median(line["seconds"][step] for line in lines)


def palette_of(line):
    return np.array([cluster["color"] for cluster in line["clusters"]])


def memory_beyond_pixels(lines, when="peak"):
    return max(line[f"{when}_rss_mb"] - line["width"] * line["height"] * 3 / 1e6 for line in lines)


def added_memory(lines):
    return max(line["peak_rss_mb"] - line["start_rss_mb"] for line in lines)


def geometric_mean(values):
    return math.exp(statistics.fmean(map(math.log, values)))


def verdict(value, target):
    return "met" if value <= target else "MISSED"


def stem(path):
    return Path(path).stem
