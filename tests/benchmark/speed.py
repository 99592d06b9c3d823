# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of the benchmark that measure time and memory outside GIMP."""

import json
import statistics
import subprocess

import numpy as np
import palette_error
import peers
from scaled_picture import scaled_copy
from measuring import PROGRAMS, THREADS, added_memory, measure, measure_often, memory_beyond_pixels, palette_of, seconds, stem, verdict
from report import Report

# What is to be reached; K: value.
LARGE_MS = {5: 80, 16: 80, 64: 250, 256: 600}
LARGE_MEMORY_MB = 200
SKLEARN_SPEEDUP = 200


def speed_of_ours(report, options):
    lines = measure_often(options.large, sorted(LARGE_MS), options.large_runs)
    rows = []
    for (image, k), found in lines.items():
        total, memory = 1000 * seconds(found), memory_beyond_pixels(found)
        steps = [1000 * seconds(found, step) for step in ("read", "histogram", "cluster", "assign")]
        rows.append(
            [stem(image), k, total, LARGE_MS[k], verdict(total, LARGE_MS[k]), *steps]
            + [memory, verdict(memory, LARGE_MEMORY_MB), found[0]["mse_rgb"]]
        )
    report.table(
        ["picture", "K", "total ms", "target", "", "read", "histogram", "cluster", "assign"]
        + [f"MB (target {LARGE_MEMORY_MB})", "", "MSE"],
        rows,
    )
    report.text(
        f"Median of {options.large_runs} processes, {THREADS} threads. MB: the peak of the process "
        "while the clock ran, with all libraries, less the pixels."
    )
    return lines


def peers_at_16(path, quick):
    """(name, function) of each peer; the slowest are left out of a quick run."""
    pixels = palette_error.load_pixels(path)
    found = [
        ("scikit-learn n_init=1", lambda: peers.scikit_learn(pixels, 16, 1, np.float32)),
        ("OpenCV 1 attempt", lambda: peers.opencv(pixels, 16, 1)),
        ("OpenCV 3 attempts", lambda: peers.opencv(pixels, 16, 3)),
        ("ImageMagick -kmeans", lambda: peers.image_magick(path, 16)),
        ("pngquant --speed 1", lambda: peers.pngquant(path, 16)),
    ]
    return [found[0], found[1], found[4]] if quick else found


def speed_of_peers(report, options, ours):
    rows = []
    for path in options.large:
        counted = palette_error.count_colors(palette_error.load_pixels(path))
        own_seconds, own = seconds(ours[path, 16]), ours[path, 16][0]
        own_mse = palette_error.mse(*counted, palette_of(own))
        rows.append([stem(path), "Color Clusters", own_seconds, 1.0, own_mse, 1.0])
        for name, run in peers_at_16(path, options.quick):
            runs = [run() for _ in range(options.peer_runs)]
            taken = statistics.median(run_seconds for _, run_seconds in runs)
            error = palette_error.mse(*counted, runs[0][0])
            rows.append(
                [stem(path), name, taken, taken / own_seconds, error, error / own_mse]
            )
    report.table(["picture", "K = 16", "seconds", "times ours", "MSE", "ratio to ours"], rows)
    report.text(
        f"Target: scikit-learn at least {SKLEARN_SPEEDUP} times. The others: median of "
        f"{options.peer_runs} runs, all cores; libraries from pixels in memory (32-bit floats), "
        "programs without the time to read the picture. Errors from each one's palette by one "
        "function. OpenCV stops after 100 iterations or moves below 0.1."
    )
    return rows


def speed(options):
    report = Report(options.out, "speed", "Speed on large pictures")
    ours = speed_of_ours(report, options)
    rows = speed_of_peers(report, options, ours)
    report.write({"ours": list(ours.values()), "peers": rows})


def measure_scaled(path, megapixels, colors):
    with scaled_copy(path, megapixels) as copy:
        return measure([copy], colors)


def growth(options):
    report = Report(options.out, "growth", "How time and memory grow")
    path = options.large[0]
    numbers = [2, 4, 16, 64, 256]
    rows, raw = [], []
    for megapixels in [1, 6, 24] if options.quick else [1, 6, 24, 100, 200]:
        # Each number several times in one process: loading takes the longest.
        lines = measure_scaled(path, megapixels, [k for k in numbers for _ in range(options.runs)])
        raw += lines
        of_k = [[line for line in lines if line["colors"] == k] for k in numbers]
        rows.append(
            [megapixels, lines[0]["distinct_colors"]]
            + [1000 * seconds(found) for found in of_k]
            + [1000 * seconds(lines, "read"), 1000 * seconds(lines, "histogram")]
            + [memory_beyond_pixels(lines, "start"), added_memory(lines)]
        )
    report.table(
        ["MP", "distinct colors", *(f"K={k} ms" for k in numbers), "read", "histogram"]
        + ["GEGL's MB", "added MB"],
        rows,
    )
    report.text(
        f"{stem(path)}, scaled: smaller ones have some of its pixels; larger ones are interpolated "
        "(bicubic) and have noise of ±2 added, because a picture of that size would have its own. "
        f"`seconds.total`, median of {options.runs} runs in one process. GEGL's MB: "
        "libraries, and what GEGL takes for the picture beyond its pixels; added MB: what counting "
        "and clustering take beyond that, at most for any K."
    )
    report.write(raw)


def kernels(options):
    report = Report(options.out, "kernels", "Single steps on a made picture of 6 megapixels")
    command = [PROGRAMS / "kernels", "--benchmark_format=json"]
    command.append(f"--benchmark_repetitions={options.runs}")
    if options.quick:
        command.append("--benchmark_min_time=0.1s")
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    raw = json.loads(done.stdout)
    found = {}
    for run in raw["benchmarks"]:
        if run.get("run_type") == "iteration":
            found.setdefault(run["run_name"].removesuffix("/real_time"), []).append(run)
    rows = []
    for name, runs in found.items():
        rate = [run["items_per_second"] / 1e6 for run in runs if "items_per_second" in run]
        times = [run["real_time"] for run in runs]
        rows.append([name, statistics.median(times), statistics.median(rate) if rate else None])
    report.table(["step", "ms", "million items/s"], rows)
    report.write(raw)


def live_filter(options):
    report = Report(options.out, "filter", "The live filter, without GIMP")
    done = subprocess.run([PROGRAMS / "filter_times", str(options.large_runs), options.large[0]],
                          stdout=subprocess.PIPE, text=True, check=True)
    raw = [json.loads(line) for line in done.stdout.splitlines()]
    names = ["pixels", "megapixels", "colors", "total", "read", "cluster", "write", "copy"]
    report.text(f"Seconds, on {raw[0]['threads']} threads.")
    report.table(names, [[run[name] for name in names] for run in raw])
    report.write(raw)
