# SPDX-License-Identifier: GPL-3.0-or-later
"""Larger and smaller copies of a picture, to see how time grows with the number of pixels."""

import math
import tempfile
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from measuring import BUILD
from PIL import Image

Image.MAX_IMAGE_PIXELS = None

ROWS = 256  # at a time


def write_scaled(source, target, megapixels):
    """Writes a copy of so many megapixels (PPM).

    A smaller copy has some of the pixels. A larger one is interpolated, and noise of -2 … 2 is added:
    a camera's picture of that size has its own, and without it the colors would repeat more often
    and be counted faster.
    """
    with Image.open(source) as image:
        scale = math.sqrt(megapixels * 1e6 / (image.width * image.height))
        if abs(scale - 1.0) < 0.02:
            scale = 1.0
        size = (round(image.width * scale), round(image.height * scale))
        sampling = Image.Resampling.BICUBIC if scale > 1.0 else Image.Resampling.NEAREST
        pixels = np.asarray(image.convert("RGB").resize(size, sampling))
    random = np.random.default_rng(1)
    with open(target, "wb") as file:
        file.write(b"P6\n%d %d\n255\n" % size)
        for top in range(0, size[1], ROWS):
            rows = pixels[top : top + ROWS].astype(np.int16)
            if scale > 1.0:
                rows = np.clip(rows + random.integers(-2, 3, rows.shape, dtype=np.int16), 0, 255)
            file.write(rows.astype(np.uint8).tobytes())


@contextmanager
def scaled_copy(source, megapixels):
    """A file with such a copy, for as long as it is needed."""
    with tempfile.TemporaryDirectory(dir=BUILD) as folder:  # a gigabyte may be too much for /tmp
        copy = Path(folder, "scaled.ppm")
        write_scaled(source, copy, megapixels)
        yield copy
