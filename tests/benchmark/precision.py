# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of the benchmark that compare kinds of layers: 8 bits, 16 bits, floats, masks, spaces."""

import json
import statistics
import subprocess

from measuring import PROGRAMS, THREADS, geometric_mean, stem
from report import Report

STEPS = ["count", "list", "cluster", "map", "write"]
DITHER = ["blue-noise", "bayer", "floyd-steinberg"]
# What grows is measured on these.
GROWING = ["8-bit", "16-bit", "float linear"]


def measure_kinds(path, colors, space, megapixels, runs, only=(), dither=()):
    """A line for each kind of layer."""
    command = [PROGRAMS / "precision", "--threads", THREADS, "--colors", colors, "--color-space", space]
    command += ["--megapixels", megapixels, "--runs", runs]
    if only:
        command += ["--only", ",".join(only)]
    if dither:
        command += ["--dither", ",".join(dither)]
    done = subprocess.run([*map(str, command), path], stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def found(times):
    return sum(times[step] for step in STEPS[:3])


def table_of_kinds(report, lines):
    first = lines[0]
    rows = []
    for line in lines:
        row = [line["kind"], found(line["wall"]), found(line["cpu"]), found(line["cpu"]) / found(first["cpu"])]
        for step in STEPS:
            row += [line["wall"][step], line["cpu"][step]]
        row += [line["cpu"]["map"] / first["cpu"]["map"], line["cpu"]["write"] / first["cpu"]["write"]]
        rows.append([*row, 100 * line["share_error"], line["added_mb"]])
    header = ["layer", "found s", "CPU s", "× 8-bit"]
    for step in STEPS:
        header += [f"{step} s", "CPU s"]
    report.table([*header, "map × 8-bit", "write × 8-bit", "share off by %", "added MB"], rows)


def precision(options):
    report = Report(options.out, "precision", "Layers of every precision")
    runs = 1 if options.quick else 3
    raw = {}
    for space in ["srgb", "cielab"]:
        lines = raw[space] = measure_kinds(options.large[0], 16, space, options.megapixels, runs)
        report.text(f"{stem(options.large[0])}, {options.megapixels} megapixels, K = 16, {space}")
        table_of_kinds(report, lines)
    report.text(
        f"{THREADS} threads, medians of {runs} runs, between GEGL buffers in memory. Found: counted, "
        "listed in the cluster space and clustered. On a machine that others use as well the "
        "processor's time (CPU, of all threads together) tells more than the clock's. All kinds of "
        "more than 8 bits have noise of half an 8-bit step. A share is off by what clustering says "
        "less what is painted; added MB are those of counting and clustering beyond the pixels."
    )
    report.write(raw)


def precision_dither(options):
    report = Report(options.out, "precision-dither", "Dithering layers of every precision")
    runs = 1 if options.quick else 3
    raw, rows = [], []
    for colors in [2, 16, 256]:
        lines = measure_kinds(options.large[0], colors, "srgb", options.megapixels, runs, dither=DITHER)
        raw += lines
        for line in lines:
            times = [line[clock][step] for step in ["map", *DITHER] for clock in ["wall", "cpu"]]
            rows.append([colors, line["kind"], *times])
    header = [text for step in ["map", *DITHER] for text in (f"{step} s", "CPU s")]
    report.table(["K", "layer", *header], rows)
    report.text(
        f"{stem(options.large[0])}, {options.megapixels} megapixels, {THREADS} threads, medians of {runs} runs: "
        "the cluster of each pixel, nearest (map) and dithered."
    )
    report.write(raw)


def precision_growth(options):
    report = Report(options.out, "precision-growth", "How 8 bits, 16 bits and floats grow")
    sizes = [1, 6, 24] if options.quick else [1, 6, 24, 100, 200]
    raw, rows = [], []
    for megapixels in sizes:
        for colors in [2, 16, 64, 256]:
            lines = measure_kinds(options.large[0], colors, "srgb", megapixels, 1, GROWING)
            raw += lines
            for line in lines:
                times = [found(line["cpu"]), line["cpu"]["map"], line["cpu"]["write"]]
                rows.append([megapixels, line["kind"], colors, line["entries"], *times, line["added_mb"]])
    report.table(["MP", "layer", "K", "entries", "found CPU s", "map CPU s", "write CPU s", "added MB"], rows)
    report.text(
        f"The processor's time of {THREADS} threads together, sRGB. More pixels than the picture has: "
        "it is repeated with other noise."
    )
    report.write(raw)


def share_errors(pictures):
    """For each kind of layer, of each picture by how much a share is off at most."""
    done = subprocess.run([PROGRAMS / "share_error", "16", *pictures], stdout=subprocess.PIPE, text=True,
                          check=True)
    errors = {}
    for line in done.stdout.splitlines():
        error, kind = line.split(maxsplit=1)
        errors.setdefault(kind, []).append(float(error))
    return errors


def precision_quality(options):
    report = Report(options.out, "precision-quality", "Errors in 16 bits beside those in 8")
    raw, rows = {}, []
    for colors in [4, 16, 64, 256]:
        command = [PROGRAMS / "precision_error", str(colors), *options.pictures]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        # The name may have spaces.
        lines = [line.rsplit(maxsplit=3) for line in done.stdout.splitlines()]
        ratios = raw[colors] = {stem(line[0]): float(line[3]) for line in lines}
        worst, best = max(ratios, key=ratios.get), min(ratios, key=ratios.get)
        rows.append([colors, geometric_mean(ratios.values()), f"{best} {ratios[best]:.4f}", f"{worst} {ratios[worst]:.4f}"])
    report.table(["K", "geometric mean", "least", "most"], rows)
    report.text(
        f"{len(options.pictures)} pictures with noise of half an 8-bit step, sRGB: the mean squared error of "
        "centers found in 16 bits as a part of that of centers found in the same pixels rounded to 8 "
        "bits, both on the pixels of 16 bits."
    )
    raw["shares"] = share_errors(options.pictures)
    report.table(["layer", "share off by %", "share off by % at most"],
                 [[kind, 100 * statistics.median(errors), 100 * max(errors)]
                  for kind, errors in raw["shares"].items()])
    report.text(f"{sum(map(len, raw['shares'].values()))} layers, K = 16, CIE Lab: the share that is told of "
                "a color less the part of the posterized layer that has it.")
    report.write(raw)
