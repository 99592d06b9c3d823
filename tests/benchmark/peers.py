# SPDX-License-Identifier: GPL-3.0-or-later
"""Other programs that find k colors of a picture. Each returns its palette and, where it is timed,
its seconds.

Libraries are timed from pixels in memory to palette. Programs are timed from start to end without
the time in which they only read the picture.
"""

import contextlib
import io
import os
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image


def sklearn_version():
    import sklearn

    return sklearn.__version__


def scikit_learn(pixels, k, starts, dtype):
    import joblib
    from sklearn.cluster import KMeans

    # It asks for the number of physical cores; where the system does not tell it, joblib prints a
    # long warning and takes all there are.
    with contextlib.redirect_stderr(io.StringIO()):
        joblib.cpu_count(only_physical_cores=True)
    samples = pixels.astype(dtype)
    model = KMeans(n_clusters=k, n_init=starts, random_state=0)
    start = time.perf_counter()
    model.fit(samples)
    return model.cluster_centers_, time.perf_counter() - start


def opencv(pixels, k, attempts):
    import cv2

    samples = pixels.astype(np.float32)
    until = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_MAX_ITER, 100, 0.1)
    cv2.setRNGSeed(0)
    start = time.perf_counter()
    _, _, centers = cv2.kmeans(samples, k, None, until, attempts, cv2.KMEANS_PP_CENTERS)
    return centers, time.perf_counter() - start


def run(*command):
    start = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout, time.perf_counter() - start


def image_magick(path, k):
    with tempfile.TemporaryDirectory() as folder:
        pixels = os.path.join(folder, "picture.mpc")  # mapped into memory, nothing to decode
        run("magick", str(path), pixels)
        _, reading = run("magick", pixels, "null:")
        text, seconds = run("magick", pixels, "-kmeans", str(k), "-unique-colors", "txt:")
    palette = []
    for line in text.splitlines():
        if line.startswith("#"):
            # … 8,1,65535,srgb, or with a zero more before the last two.
            largest = float(line.split(",")[-2])
            continue
        values = line[line.index("(") + 1 : line.index(")")].split(",")[:3]
        palette.append([255.0 * float(value) / largest for value in values])
    return np.array(palette), seconds - reading


def pngquant(path, k):
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "picture.png"), Path(folder, "result.png")
        with Image.open(path) as image:
            image.convert("RGB").save(source, compress_level=0)
        _, seconds = run("pngquant", "--speed", "1", "--nofs", str(k), "--output", target, source)
        _, reading = read_png(source)
        with Image.open(target) as image:
            used = np.unique(np.asarray(image))
            palette = np.array(image.getpalette("RGB")).reshape(-1, 3)[used]
    return palette, seconds - reading


def gmic(path, k):
    """G'MIC's `colormap`, by k-means; not timed."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "picture.ppm"), Path(folder, "palette.ppm")
        with Image.open(path) as image:
            image.convert("RGB").save(source)
        run("gmic", "-v", "-", source, "-colormap", f"{k},1", "-output", target)
        with Image.open(target) as image:
            return np.asarray(image).reshape(-1, 3)


def gmic_in_16_bits(path, k):
    """The same of a picture of 16 bits."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder, "palette.asc")
        run("gmic", "-v", "-", path, "-colormap", f"{k},1", "-output", target)
        # A line of sizes, then one for each channel.
        lines = target.read_text(encoding="ascii").splitlines()[1:]
    return np.array([line.split() for line in lines], dtype=float).T / 257.0


def read_png(path):
    start = time.perf_counter()
    with Image.open(path) as image:
        image.load()
    return image, time.perf_counter() - start
