# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of the benchmark that gives other programs pictures of 16 bits."""

import subprocess
from pathlib import Path

import numpy as np
import palette_error
import peers
from measuring import THREADS, geometric_mean, measure, seconds, stem
from PIL import Image
from report import Report

COLORS = 16
# What takes pictures of 16 bits only to round them to 8.
ROUNDING = ("pngquant: reads PNG of 16 bits, and rounds it to 8. GIMP, Mode ▸ Indexed: only images of 8 "
            "bits can be indexed; others are rounded first.")


def with_noise(path):
    """The picture's pixels, 0 … 65535, with noise of half an 8-bit step, which 8 bits round away."""
    with Image.open(path) as image:
        pixels = np.asarray(image.convert("RGB")).astype(float)
    noise = np.random.default_rng(1).uniform(-0.49, 0.49, pixels.shape)
    return np.round(257.0 * np.clip(pixels + noise, 0.0, 255.0)).astype("<u2")


def write_png(pixels, path):
    height, width, _ = pixels.shape
    subprocess.run(
        ["magick", "-size", f"{width}x{height}", "-depth", "16", "-endian", "LSB", "rgb:-", f"png48:{path}"],
        input=pixels.tobytes(),
        check=True,
    )


def programs():
    """Name: (picture, pixels) -> palette, 0 … 255, and seconds, if it is timed."""
    return {
        "scikit-learn, 1 start": lambda path, rgb: peers.scikit_learn(rgb, COLORS, 1, np.float32),
        "OpenCV, 1 attempt": lambda path, rgb: peers.opencv(rgb, COLORS, 1),
        "ImageMagick, k-means": lambda path, rgb: peers.image_magick(path, COLORS),
        "G'MIC, colormap": lambda path, rgb: (peers.gmic_in_16_bits(path, COLORS), None),
    }


def others_in_16_bits(options):
    report = Report(options.out, "others-16-bit", f"Other programs and 16 bits, K = {COLORS}")
    found = {name: ([], []) for name in programs()}
    for path in options.pictures:
        deep = Path(options.out) / "cache" / f"{stem(path)}-16-bit.png"
        deep.parent.mkdir(parents=True, exist_ok=True)
        pixels = with_noise(path)
        write_png(pixels, deep)
        rgb = pixels.reshape(-1, 3) / 257.0
        each = np.ones(len(rgb))
        (ours,) = measure([deep], [COLORS], "--color-space", "srgb")
        for name, program in programs().items():
            palette, time = program(deep, rgb)
            errors, times = found[name]
            errors.append(palette_error.mse(rgb, each, palette) / ours["mse_rgb"])
            if time is not None:
                times.append(time / seconds([ours]))
        deep.unlink()
    rows = []
    for name, (errors, times) in found.items():
        rows.append([name, geometric_mean(errors), max(errors), geometric_mean(times) if times else ""])
    report.table(["program", "error", "worst", "time"], rows)
    report.text(
        f"Each beside ours, {THREADS} threads: geometric mean over {len(options.pictures)} pictures of 16 bits "
        "with noise of half an 8-bit step, mean squared error in sRGB. Ours is timed with reading the "
        f"buffer. No row: {ROUNDING}"
    )
    report.write({name: {"errors": errors, "times": times} for name, (errors, times) in found.items()})
