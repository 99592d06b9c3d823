# SPDX-License-Identifier: GPL-3.0-or-later
"""How far the pixels of a picture are from a palette: squared distance in sRGB, and CIEDE2000.

Independent of core/, and the same for every program that is compared. Pixels are counted first:
what is summed up is the same, over distinct colors with their numbers of pixels.
"""

import numpy as np
from PIL import Image

Image.MAX_IMAGE_PIXELS = None

CHUNK = 1 << 18  # colors at a time, so that their distances to 256 centers fit into memory
WHITE_D65 = np.array([0.95047, 1.0, 1.08883])
WHITE_D50 = np.array([0.96422, 1.0, 0.82521])
XYZ_FROM_LINEAR = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
BRADFORD_D65_TO_D50 = np.array(
    [[1.0478112, 0.0228866, -0.0501270], [0.0295424, 0.9904844, -0.0170491], [-0.0092345, 0.0150436, 0.7521316]]
)
# B. Ottosson, "A perceptual color space for image processing", 2020
LMS_FROM_LINEAR = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
OKLAB_FROM_LMS = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)


def load_pixels(path):
    """The picture's pixels, one row of three bytes each."""
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB")).reshape(-1, 3)


def save_png(source, target):
    with Image.open(source) as image:
        rgb = Image.fromarray(np.asarray(image.convert("RGB")))  # without profile and comments
        rgb.save(target, compress_level=1)


def count_colors(pixels):
    """Distinct colors (8-bit values as doubles) and how many pixels have each."""
    packed = pixels.astype(np.uint32) @ np.array([1 << 16, 1 << 8, 1], dtype=np.uint32)
    counts = np.bincount(packed, minlength=1 << 24)
    keys = np.flatnonzero(counts)
    colors = np.stack([keys >> 16, keys >> 8 & 255, keys & 255], axis=1).astype(float)
    return colors, counts[keys].astype(float)


def nearest(points, centers):
    """For each point the index of the nearest center, and the squared distance to it."""
    indices = np.empty(len(points), dtype=int)
    errors = np.empty(len(points))
    for begin in range(0, len(points), CHUNK):
        part = slice(begin, begin + CHUNK)
        distances = np.zeros((len(points[part]), len(centers)))
        for axis in range(3):
            distances += (points[part, axis, None] - centers[None, :, axis]) ** 2
        indices[part] = distances.argmin(axis=1)
        errors[part] = distances[np.arange(len(distances)), indices[part]]
    return indices, errors


def mse(colors, counts, palette):
    """Mean over all pixels of the squared distance to the nearest palette color."""
    _, errors = nearest(colors, np.asarray(palette, dtype=float))
    return float(errors @ counts / counts.sum())


def linear(srgb):
    """Linear light, 0 … 1, from 8-bit sRGB values."""
    value = np.clip(np.asarray(srgb, dtype=float) / 255.0, 0.0, 1.0)
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def lab(xyz, white):
    ratio = xyz / white
    root = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    x, y, z = root.T
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=1)


def coordinates(srgb, space):
    """Coordinates in a color space of the plug-in, from 8-bit sRGB values."""
    if space == "srgb":
        return np.asarray(srgb, dtype=float)
    if space == "oklab":
        return np.cbrt(linear(srgb) @ LMS_FROM_LINEAR.T) @ OKLAB_FROM_LMS.T
    return lab(linear(srgb) @ XYZ_FROM_LINEAR.T @ BRADFORD_D65_TO_D50.T, WHITE_D50)


def ciede2000(first, second):
    """CIEDE2000 difference of Lab colors, row by row.

    G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 color-difference formula: implementation notes,
    supplementary test data, and mathematical observations", 2005; names as there.
    """
    l1, a1, b1 = np.asarray(first, dtype=float).T
    l2, a2, b2 = np.asarray(second, dtype=float).T
    c_mean7 = ((np.hypot(a1, b1) + np.hypot(a2, b2)) / 2) ** 7
    g = 0.5 * (1 - np.sqrt(c_mean7 / (c_mean7 + 25.0**7)))
    a1, a2 = (1 + g) * a1, (1 + g) * a2
    c1, c2 = np.hypot(a1, b1), np.hypot(a2, b2)
    h1 = np.degrees(np.arctan2(b1, a1)) % 360
    h2 = np.degrees(np.arctan2(b2, a2)) % 360
    has_hue = c1 * c2 > 0

    dl, dc, dh = l2 - l1, c2 - c1, h2 - h1
    dh = np.where(has_hue, dh - 360 * (dh > 180) + 360 * (dh < -180), 0)
    dh_big = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(dh / 2))

    l, c, h_sum = (l1 + l2) / 2, (c1 + c2) / 2, h1 + h2
    around = np.where(h_sum < 360, h_sum + 360, h_sum - 360) / 2
    h = np.where(np.abs(h1 - h2) > 180, around, h_sum / 2)
    h = np.where(has_hue, h, h_sum)
    t = (
        1
        - 0.17 * np.cos(np.radians(h - 30))
        + 0.24 * np.cos(np.radians(2 * h))
        + 0.32 * np.cos(np.radians(3 * h + 6))
        - 0.20 * np.cos(np.radians(4 * h - 63))
    )
    s_l = 1 + 0.015 * (l - 50) ** 2 / np.sqrt(20 + (l - 50) ** 2)
    s_c = 1 + 0.045 * c
    s_h = 1 + 0.015 * c * t
    rotation = 30 * np.exp(-(((h - 275) / 25) ** 2))
    r_t = -2 * np.sqrt(c**7 / (c**7 + 25.0**7)) * np.sin(np.radians(2 * rotation))
    return np.sqrt(
        (dl / s_l) ** 2 + (dc / s_c) ** 2 + (dh_big / s_h) ** 2 + r_t * (dc / s_c) * (dh_big / s_h)
    )


# From table 1 of that paper: two Lab colors and their difference.
SHARMA_PAIRS = [
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0009), 7.1792),
    ((50.0, 2.4900, -0.0010), (50.0, -2.4900, 0.0011), 7.2195),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((50.0, 2.5, 0.0), (58.0, 24.0, 15.0), 19.4535),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]


def check_ciede2000():
    """Raises AssertionError unless the published pairs come out."""
    first, second, expected = (np.array(column) for column in zip(*SHARMA_PAIRS, strict=True))
    difference = np.abs(ciede2000(first, second) - expected)
    assert difference.max() < 5e-5, f"CIEDE2000 is off by {difference.max()}"


def color_differences(colors, counts, palette, space):
    """Mean and 95th percentile over all pixels of CIEDE2000 between pixel and center.

    A pixel's center is the nearest one in the color space of the clustering.
    """
    indices, _ = nearest(coordinates(colors, space), coordinates(palette, space))
    seen = [lab(linear(values) @ XYZ_FROM_LINEAR.T, WHITE_D65) for values in (colors, palette)]
    differences = ciede2000(seen[0], seen[1][indices])
    order = differences.argsort()
    reached = np.cumsum(counts[order]) >= 0.95 * counts.sum()
    return float(differences @ counts / counts.sum()), float(differences[order][reached.argmax()])
