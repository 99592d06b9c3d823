# SPDX-License-Identifier: GPL-3.0-or-later
"""The benchmark behind `./dev bench`: quality, speed and memory beside those of other programs.

Prints its tables and writes each part to build/bench as NAME.md, with the raw numbers in NAME.json.
"""

import argparse
import csv
import hashlib
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import palette_error
import peers
from PIL import Image
from report import Report
from scaled_picture import write_scaled

SOURCE = Path(__file__).resolve().parents[2]
SHARED = SOURCE.parent / "shared"
BUILD = Path(os.environ.get("COLOR_CLUSTERS_BUILD", SOURCE / "build"))
PROGRAMS = BUILD / "tests" / "benchmark"
THREADS = 2

# What is to be reached; K: value.
MEAN_RATIO = {4: 0.978, 16: 0.957, 64: 0.962, 256: 0.948}
RATIOS_ABOVE_ONE = {4: 0, 16: 0, 64: 1, 256: 1}
MEAN_MS = {4: 25, 16: 60, 64: 150, 256: 330}
SKLEARN_RATIO = 1.002
LARGE_MS = {5: 80, 16: 80, 64: 250, 256: 600}
LARGE_MEMORY_MB = 200
SKLEARN_SPEEDUP = 200
LARGE_LAYER_MEMORY_MB = 300
CANCEL_SECONDS = 1.0
PROCEDURE_SECONDS = {"palette": 0.35, "posterize": 1.0}


# ------------------------------------------------------------------------------------------------
# Measuring


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


# ------------------------------------------------------------------------------------------------
# The parts


def read_reference(path):
    with open(path, encoding="utf-8", newline="") as file:
        return {row["image"]: row for row in csv.DictReader(file)}


def recomputed_deviation(lines_by_key):
    """The largest relative difference between reported errors and those from the centers."""
    worst, image, counted = 0.0, None, None
    for (path, _), lines in sorted(lines_by_key.items()):
        if path != image:
            image, counted = path, palette_error.count_colors(palette_error.load_pixels(path))
        expected = palette_error.mse(*counted, palette_of(lines[0]))
        worst = max(worst, abs(lines[0]["mse_rgb"] - expected) / max(expected, 1e-3))
    return worst


def ratio_columns(k, errors, reference):
    """Mean ratio to IOKM, target, verdict; pictures above 1, allowed, worst; empty without one."""
    ratios = {
        name: error / float(reference[name][f"iokm_k{k}"])
        for name, error in errors.items()
        if name in reference
    }
    if not ratios:
        return [None] * 6
    mean, worst = geometric_mean(ratios.values()), max(ratios, key=ratios.get)
    above = sum(ratio > 1.0 for ratio in ratios.values())
    return [
        mean,
        MEAN_RATIO[k],
        verdict(round(mean, 3), MEAN_RATIO[k]),
        above,
        RATIOS_ABOVE_ONE[k],
        f"{worst} {ratios[worst]:.4f}",
    ]


def quality(options):
    report = Report(options.out, "quality", "Quality over the pictures, sRGB, ratio to IOKM")
    reference = read_reference(options.reference) if options.reference else {}
    lines = measure_often(options.pictures, sorted(MEAN_RATIO), options.runs)
    rows = []
    for k in sorted(MEAN_RATIO):
        of_k = {stem(image): found for (image, colors), found in lines.items() if colors == k}
        errors = {name: found[0]["mse_rgb"] for name, found in of_k.items()}
        totals = [1000 * seconds(found) for found in of_k.values()]
        mean = statistics.fmean(totals)
        rows.append(
            [k, len(of_k), *ratio_columns(k, errors, reference)]
            + [mean, max(totals), MEAN_MS[k], verdict(mean, MEAN_MS[k])]
        )
    report.table(
        ["K", "pictures", "mean ratio", "target", "", "above 1", "allowed", "worst"]
        + ["mean ms", "max ms", "target ms", ""],
        rows,
    )
    report.text(
        f"`seconds.total` with {THREADS} threads, median of {options.runs} runs. Recomputed from "
        f"the printed centers: largest deviation {recomputed_deviation(lines):.1e}."
    )
    report.write(list(lines.values()))


class Cache:
    """Results that take long and do not change, kept in a file."""

    def __init__(self, path):
        self.path = Path(path)
        self.values = json.loads(self.path.read_text()) if self.path.exists() else {}

    def get(self, key, compute):
        if key not in self.values:
            self.values[key] = compute()
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(json.dumps(self.values, indent=1))
        return self.values[key]


def sklearn_mse(cache, path, k):
    """Error of scikit-learn's best of ten starts, on the pixels as doubles."""
    digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()[:16]

    def compute():
        pixels = palette_error.load_pixels(path)
        palette, _ = peers.scikit_learn(pixels, k, 10, np.float64)
        return palette_error.mse(*palette_error.count_colors(pixels), palette)

    return cache.get(f"{digest} {k} n_init=10 {peers.sklearn_version()}", compute)


def sklearn(options):
    report = Report(options.out, "sklearn", "Quality beside scikit-learn's best of 10 starts")
    cache = Cache(options.out / "cache" / "sklearn.json")
    numbers = [5, 10, 16]
    ours = measure_often(options.pictures, numbers, 1)
    rows, raw = [], {}
    for k in numbers:
        ratios = {
            stem(path): ours[path, k][0]["mse_rgb"] / sklearn_mse(cache, path, k)
            for path in options.pictures
        }
        raw[k] = ratios
        worst, best = max(ratios, key=ratios.get), min(ratios, key=ratios.get)
        above = sum(ratio > SKLEARN_RATIO for ratio in ratios.values())
        rows.append(
            [k, geometric_mean(ratios.values()), f"{best} {ratios[best]:.4f}"]
            + [f"{worst} {ratios[worst]:.4f}", SKLEARN_RATIO, above]
            + [verdict(ratios[worst], SKLEARN_RATIO)]
        )
    report.table(["K", "mean ratio", "best", "worst", "target", "above it", ""], rows)
    report.write(raw)


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
    with tempfile.TemporaryDirectory(dir=BUILD) as folder:  # a gigabyte may be too much for /tmp
        copy = Path(folder, "scaled.ppm")
        write_scaled(path, copy, megapixels)
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


def spaces(options):
    palette_error.check_ciede2000()
    report = Report(options.out, "spaces", "Color spaces: CIEDE2000 between pixel and center")
    numbers, names = [5, 8, 16], ["srgb", "oklab", "cielab"]
    raw = []
    for path in options.pictures:
        counted = palette_error.count_colors(palette_error.load_pixels(path))
        for space in names:
            for line in measure([path], numbers, "--color-space", space):
                mean, high = palette_error.color_differences(*counted, palette_of(line), space)
                raw.append([stem(path), line["colors"], space, mean, high, line["mse_rgb"]])
    rows = []
    for k in numbers:
        of_k = {name: [row for row in raw if row[1] == k and row[2] == name] for name in names}
        for name in names:
            wins = sum(
                row[3] == min(other[i][3] for other in of_k.values())
                for i, row in enumerate(of_k[name])
            )
            means = [statistics.fmean(row[i] for row in of_k[name]) for i in (3, 4, 5)]
            rows.append([k, name, *means[:2], wins, means[2]])
    report.table(["K", "space", "mean", "95th percentile", "best mean on", "MSE (sRGB)"], rows)
    report.text(
        f"Means over {len(options.pictures)} pictures of the mean and the 95th percentile over "
        "their pixels; on how many pictures each space has the lowest mean. CIEDE2000 was checked "
        "against pairs published by Sharma et al."
    )
    report.write(raw)


def dither(options):
    report = Report(options.out, "dither", "Dithering: CIEDE2000 to the original, both blurred")
    numbers = [4, 8, 16]
    raw = []
    for path in options.pictures:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder, f"{stem(path)}.ppm")
            with Image.open(path) as image:
                image.convert("RGB").save(copy)
            command = [PROGRAMS / "dither_error", ",".join(map(str, numbers)), copy]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        raw += [json.loads(line) | {"image": stem(path)} for line in done.stdout.splitlines()]
    rows = []
    for method, space in dict.fromkeys((line["method"], line["space"]) for line in raw):
        row = [method, space]
        for colors in numbers:
            lines = [
                line
                for line in raw
                if (line["method"], line["space"], line["colors"]) == (method, space, colors)
            ]
            row += [statistics.fmean(line[f"deviation_{d}"] for line in lines) for d in (1, 2)]
        rows.append(row)
    report.table(
        ["method", "space"] + [f"K={k}, σ {d}" for k in numbers for d in (1, 2)],
        rows,
    )
    report.text(
        f"Means over {len(options.pictures)} pictures. σ: standard deviation of the Gaussian, in "
        "pixels. The eye sees half of the contrast at 8 cycles per degree, which is σ = 1.4 minutes "
        "of arc: from 60 cm, 1 pixel of a screen with 100 dpi or 2 with 200 dpi. Space: where "
        "mixes are made and errors passed on."
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


def link_plugins(folder):
    """The plug-ins that the measurement needs: GIMP asks all others what they can do, too."""
    command = ["pkg-config", "--variable=gimplibdir", "gimp-3.0"]
    stock = Path(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())
    folder.mkdir(parents=True)
    names = ["file-png", "python-eval"]
    for plugin in [BUILD / "plug-ins/color-clusters", *(stock / "plug-ins" / n for n in names)]:
        (folder / plugin.name).symlink_to(plugin)


def in_gimp_console(script, task):
    """What a script beside this one writes as its results, in a GIMP without a window."""
    names = ("gimp-console-3.0", "gimp-console-3.2", "gimp-console-3", "gimp-console")
    console = next(name for name in names if shutil.which(name))
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder, "results.json")
        link_plugins(Path(folder, "plug-ins"))
        environment = os.environ | {
            "GIMP3_DIRECTORY": str(Path(folder, "profile")),
            "GIMP_TESTING_PLUGINDIRS": str(Path(folder, "plug-ins")),
            "COLOR_CLUSTERS_TIMES": json.dumps(task | {"results": str(results)}),
        }
        script = str(Path(__file__).with_name(script))
        command = [console, "-i", "--no-data", "--batch-interpreter", "python-fu-eval"]
        command += ["-b", f"import runpy; runpy.run_path({script!r})", "--quit"]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=600, check=False
        )
        if not results.exists():
            raise RuntimeError(f"GIMP failed:\n{done.stdout}\n{done.stderr}")
        return json.loads(results.read_text())


def times_in_gimp(path, runs):
    """Seconds of each call of both procedures in a GIMP of its own."""
    task = {"image": str(Path(path).resolve()), "colors": 16, "runs": runs}
    return in_gimp_console("gimp_times.py", task)


def others(options):
    report = Report(options.out, "others", "Palettes of other programs, MSE beside ours")
    numbers = [8, 16, 64]
    ours = measure_often(options.pictures, numbers, 1, "--color-space", "srgb")
    images = [str(Path(path).resolve()) for path in options.pictures]
    indexed = in_gimp_console("gimp_indexed.py", {"images": images, "numbers": numbers})
    programs = {
        "GIMP, indexed mode": lambda path, k: np.array(
            indexed[str(Path(path).resolve())][str(k)], dtype=float
        ),
        "G'MIC, colormap": lambda path, k: peers.gmic(path, k).astype(float),
        "pngquant": lambda path, k: peers.pngquant(path, k)[0].astype(float),
    }
    ratios = {(name, k): [] for name in programs for k in numbers}
    for path in options.pictures:
        counted = palette_error.count_colors(palette_error.load_pixels(path))
        for name, palette in programs.items():
            for k in numbers:
                error = palette_error.mse(*counted, palette(path, k))
                ratios[name, k].append(error / ours[path, k][0]["mse_rgb"])
    rows = []
    for name in programs:
        row = [name]
        for k in numbers:
            row += [geometric_mean(ratios[name, k]), max(ratios[name, k])]
        rows.append(row)
    report.table(["program"] + [f"K={k}{what}" for k in numbers for what in ("", ", worst")], rows)
    report.text(
        f"Geometric mean over {len(options.pictures)} pictures, and the largest, of the ratio of the "
        "mean squared error in sRGB to ours. Each pixel counts with the color of the palette that is "
        "nearest to it, which may be better than what the program does itself. No dithering."
    )
    report.write([[name, k, values] for (name, k), values in ratios.items()])


def procedures(options):
    report = Report(options.out, "procedures", "Whole procedures inside GIMP, K = 16")
    rows, raw = [], []
    for path in options.large:
        times = times_in_gimp(path, options.runs + 2)
        raw.append([stem(path), times])
        for name, target in PROCEDURE_SECONDS.items():
            middle = statistics.median(times[name])
            rows.append(
                [stem(path), name, times[name][0], middle, min(times[name]), target]
                + [verdict(middle, target)]
            )
    report.table(["picture", "procedure", "first s", "median s", "least s", "target", ""], rows)
    report.text(
        f"{options.runs + 2} calls each, not interactive, from call to return, with the start of "
        "the plug-in's process; posterize with color bar."
    )
    report.write(raw)


def in_gimp_window(script, task, timeout=600):
    """What a script beside this one writes as its results, in a GIMP with a window of its own."""
    names = ("gimp-3.0", "gimp-3.2", "gimp-3", "gimp")
    gimp = next(name for name in names if shutil.which(name))
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder, "results.json")
        link_plugins(Path(folder, "plug-ins"))
        profile = Path(folder, "profile")
        profile.mkdir()
        (profile / "gimprc").write_text("(show-welcome-dialog no)\n", encoding="utf-8")
        environment = os.environ | {
            "GIMP3_DIRECTORY": str(profile),
            "GIMP_TESTING_PLUGINDIRS": str(Path(folder, "plug-ins")),
            "COLOR_CLUSTERS_TIMES": json.dumps(task | {"results": str(results)}),
            "LC_ALL": "C.UTF-8",
        }
        script = str(Path(__file__).with_name(script))
        start = (
            "/usr/libexec/at-spi-bus-launcher --launch-immediately & openbox & "
            'exec "$0" --no-splash --no-fonts "$@"'
        )
        command = ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1280x1024x24"]
        command += ["dbus-run-session", "--", "sh", "-c", start, gimp]
        command += ["--batch-interpreter", "python-fu-eval", "--quit"]
        command += ["-b", f"import runpy; runpy.run_path({script!r})"]
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=timeout, check=False
        )
        if not results.exists():
            raise RuntimeError(f"GIMP failed:\n{done.stdout}\n{done.stderr}")
        return json.loads(results.read_text())


def dialog_times(path, numbers):
    """Seconds until the dialog shows the first colors, and after each change of their number."""
    task = {"image": str(Path(path).resolve()), "numbers": numbers}
    return in_gimp_window("dialog_times.py", task)


def dialog(options):
    report = Report(options.out, "dialog", "From a change in the dialog to the colors on the screen")
    # Up and down, mostly few colors: 50 changes.
    numbers = [6, 8, 3, 12, 16, 7, 20, 4, 9, 11, 5, 14, 2, 15, 6, 10, 3, 18, 8, 13, 5, 24, 4, 9, 12]
    numbers += [7, 16, 2, 6, 10, 8, 3, 5, 11, 15, 4, 7, 9, 20, 6, 13, 5, 12, 3, 8, 10, 17, 2, 14, 6]
    rows, raw = [], []
    for path in options.large:
        times = dialog_times(path, numbers)
        raw.append([stem(path), times])
        changes = times["changes"]
        middle = statistics.median(changes)
        rows.append([stem(path), times["opened"], middle, max(changes), 0.1, verdict(middle, 0.1)])
    report.table(["picture", "open s", "median s", "worst s", "target", ""], rows)
    report.text(
        f"{len(numbers)} changes of the number of colors between 2 and 24, seen through the "
        "accessibility tree; with 12 colors or more the first answer is a draft."
    )
    report.write(raw)


def large(options):
    report = Report(options.out, "large", "Posterizing 200 megapixels (20000 × 10000) in GIMP")
    width, height = (5000, 2500) if options.quick else (20000, 10000)
    rows, raw = [], []
    for precision in ("u8-non-linear", "float-linear"):
        task = {"width": width, "height": height, "precision": precision}
        found = in_gimp_window("large_times.py", task, timeout=3600)
        raw.append(task | found)
        cancels = [found["cancel_reading"], found["cancel_posterizing"]]
        rows.append(
            [f"{width} × {height}", precision, found["read"], found["posterize"]]
            + [found["peak_mb"], LARGE_LAYER_MEMORY_MB, verdict(found["peak_mb"], LARGE_LAYER_MEMORY_MB)]
            + [found["updates"], *cancels, CANCEL_SECONDS, verdict(max(seconds for seconds in cancels if seconds is not None), CANCEL_SECONDS)]
        )
    report.table(
        ["pixels", "precision", "read s", "posterize s", "MB", "target", "", "updates"]
        + ["cancel reading s", "cancel posterizing s", "target", ""],
        rows,
    )
    report.text(
        "As a person does it, in a window. MB: the most memory of the plug-in's process that is its "
        "own (RssAnon), from the open dialog to the end. Updates: different values of GIMP's "
        "progress bar, as seen 50 times a second. Cancel: until the process has ended; while the "
        "dialog reads the layer, and beside GIMP's progress bar."
    )
    report.write(raw)


PARTS = {
    "quality": quality,
    "sklearn": sklearn,
    "speed": speed,
    "growth": growth,
    "spaces": spaces,
    "kernels": kernels,
    "others": others,
    "procedures": procedures,
    "dialog": dialog,
    "dither": dither,
    "large": large,
}


# ------------------------------------------------------------------------------------------------
# Arguments


def chosen_parts(text):
    names = text.split(",")
    for name in names:
        if name not in PARTS:
            raise argparse.ArgumentTypeError(f"the parts are {', '.join(PARTS)}, not '{name}'")
    return names


def pictures_in(folder):
    endings = {".png", ".jpg", ".jpeg"}
    return sorted(str(path) for path in Path(folder).iterdir() if path.suffix.lower() in endings)


def as_png(path, folder):
    """The picture as a PNG without a profile, so that every program gets the same pixels.

    Programs decode JPEG a little differently, and not all of them look at profiles.
    """
    if Path(path).suffix.lower() == ".png":
        return path
    copy = folder / f"{stem(path)}.png"
    if not copy.exists():
        folder.mkdir(parents=True, exist_ok=True)
        palette_error.save_png(path, copy)
    return str(copy)


def first_existing(*paths):
    return next((path for path in paths if path.exists()), None)


def parse_arguments():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer runs, sizes and peers")
    parser.add_argument("--only", type=chosen_parts, default=list(PARTS), metavar="PART[,PART…]")
    parser.add_argument("--pictures", type=Path, metavar="FOLDER")
    parser.add_argument("--large", nargs="+", default=[], metavar="IMAGE")
    parser.add_argument("--reference", type=Path, metavar="CSV", help="errors of IOKM")
    parser.add_argument("--peer-runs", type=int, default=1, help="runs of each other program")
    options = parser.parse_args()
    options.out = SOURCE / "build" / "bench"
    options.runs = 1 if options.quick else 3
    options.large_runs = 3 if options.quick else 7
    if not options.reference and not options.pictures:
        options.reference = first_existing(SHARED / "reference" / "cq100-mse.csv")
    folder = options.pictures or first_existing(SHARED / "images" / "cq100")
    options.pictures = pictures_in(folder or SOURCE / "data" / "samples")
    if not options.large and (SHARED / "images" / "large").exists():
        options.large = pictures_in(SHARED / "images" / "large")
    # The one with more detail first: it is the one that is scaled.
    options.large.sort(key=lambda path: -Path(path).stat().st_size)
    for name in ("pictures", "large"):
        paths = getattr(options, name)
        setattr(options, name, [as_png(path, options.out / "cache") for path in paths])
    return options


def main():
    options = parse_arguments()
    print("# Color Clusters: benchmark\n")
    for name in options.only:
        if name in ("speed", "growth", "procedures", "dialog") and not options.large:
            print(f"No large picture for the part '{name}': give one with --large.", file=sys.stderr)
            continue
        PARTS[name](options)


main()
