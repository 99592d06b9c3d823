# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of the benchmark that measure errors."""

import csv
import hashlib
import json
import statistics
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import palette_error
import peers
from PIL import Image
from measuring import PROGRAMS, THREADS, geometric_mean, measure, measure_often, palette_of, seconds, stem, verdict
from report import Report

# What is to be reached; K: value.
MEAN_RATIO = {4: 0.978, 16: 0.957, 64: 0.962, 256: 0.948}
RATIOS_ABOVE_ONE = {4: 0, 16: 0, 64: 1, 256: 1}
MEAN_MS = {4: 25, 16: 60, 64: 150, 256: 330}
SKLEARN_RATIO = 1.002
# Part of the pictures of flat art with exactly their number of inks: of all, and of each kind.
AUTOMATIC_EXACT = 0.96
AUTOMATIC_EXACT_OF_KIND = 0.88


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


def automatic(options):
    report = Report(options.out, "automatic", "Automatic number of colors: flat art with known inks")
    command = [PROGRAMS / "automatic_accuracy", "2" if options.quick else "12"]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    raw = [json.loads(line) for line in done.stdout.splitlines()]
    counts = ["pictures", "exact", "fewer", "more", "with_lost_inks", "exact_without_places"]
    total = {"kind": "all"} | {key: sum(line[key] for line in raw) for key in counts}
    rows = []
    for line in [*raw, total]:
        target = AUTOMATIC_EXACT if line is total else AUTOMATIC_EXACT_OF_KIND
        part = line["exact"] / line["pictures"]
        meets = "yes" if part >= target else "NO"
        rows.append([line["kind"], *(line[key] for key in counts), 100 * part, meets])
    report.table(["kind", *(key.replace("_", " ") for key in counts), "exact %", "met"], rows)
    report.write(raw)
