# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks what the measuring program prints: usage: test_measure.py PROGRAM

Everything in plain Python, because the packages for the benchmark are not there for every test.
"""

import json
import math
import struct
import subprocess
import sys
import tempfile
import unittest
import zlib
from pathlib import Path

PROGRAM = sys.argv.pop()
WIDTH, HEIGHT = 61, 47


def pixel(x, y):
    """Color and alpha: two gradients, a spot, and a border that is not there."""
    alpha = 0 if x < 3 else 128 if x < 9 else 255
    if (x - 40) ** 2 + (y - 20) ** 2 < 80:
        return 230, 30 + y, 20, alpha
    return 3 * x, (7 * x * y) % 40, 255 - 4 * y, alpha


PIXELS = [pixel(x, y) for y in range(HEIGHT) for x in range(WIDTH)]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def write_png(path):
    rows = b"".join(
        b"\0" + b"".join(bytes(p) for p in PIXELS[y * WIDTH : (y + 1) * WIDTH])
        for y in range(HEIGHT)
    )
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 6, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"sRGB", b"\0")
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def measure(*arguments):
    return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, check=False)


def nearest(color, centers):
    """Index of the nearest center and the squared distance to it."""
    return min((sum((a - b) ** 2 for a, b in zip(color, c)), i) for i, c in enumerate(centers))


class Measure(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.picture = str(Path(cls.folder.name, "picture.png"))
        write_png(Path(cls.picture))

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def lines(self, *arguments):
        done = measure(*arguments, self.picture)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()]

    def test_fields(self):
        (line,) = self.lines()
        self.assertEqual(
            list(line),
            ["image", "width", "height", "distinct_colors", "colors", "color_space", "mse_rgb"]
            + ["seconds", "start_rss_mb", "peak_rss_mb", "clusters"],
        )
        self.assertEqual(line["image"], self.picture)
        self.assertEqual((line["width"], line["height"]), (WIDTH, HEIGHT))
        self.assertEqual(line["distinct_colors"], len({p[:3] for p in PIXELS if p[3] > 0}))
        self.assertEqual((line["colors"], line["color_space"]), (5, "srgb"))
        steps = line["seconds"]
        self.assertEqual(list(steps), ["read", "histogram", "cluster", "assign", "total"])
        self.assertAlmostEqual(sum(steps.values()), 2 * steps["total"])
        self.assertGreater(line["start_rss_mb"], 1.0)
        self.assertGreaterEqual(line["peak_rss_mb"], line["start_rss_mb"])

    def test_error_and_shares_follow_from_the_centers(self):
        lines = self.lines("--colors", "1,2,7,40")
        self.assertEqual([line["colors"] for line in lines], [1, 2, 7, 40])
        for line in lines:
            centers = [cluster["color"] for cluster in line["clusters"]]
            self.assertEqual(len(centers), line["colors"])
            shares, error = [0.0] * len(centers), 0.0
            weight = sum(p[3] for p in PIXELS)
            for p in PIXELS:
                distance, index = nearest(p[:3], centers)
                error += distance * p[3] / weight
                shares[index] += p[3] / weight
            self.assertTrue(math.isclose(line["mse_rgb"], error, rel_tol=1e-5), line["colors"])
            for share, cluster in zip(shares, line["clusters"], strict=True):
                self.assertAlmostEqual(cluster["share"], share, places=9)

    def test_threads_change_nothing(self):
        for space in ("srgb", "oklab", "cielab"):
            results = []
            for threads in ("1", "2", "5"):
                (line,) = self.lines("--color-space", space, "--threads", threads, "--colors", "9")
                self.assertEqual(line["color_space"], space)
                results.append((line["clusters"], line["mse_rgb"]))
            self.assertEqual(results[0], results[1])
            self.assertEqual(results[0], results[2])

    def test_accents_cost_some_error(self):
        (plain,) = self.lines("--colors", "6")
        (accented,) = self.lines("--colors", "6", "--accents", "1")
        self.assertEqual(len(accented["clusters"]), 6)
        self.assertGreater(accented["mse_rgb"], plain["mse_rgb"])

    def test_one_bad_picture_does_not_stop_the_others(self):
        done = measure("nothing.png", self.picture)
        self.assertEqual(done.returncode, 1)
        self.assertIn("nothing.png", done.stderr)
        self.assertEqual(len(done.stdout.splitlines()), 1)

    def test_bad_arguments(self):
        for arguments in (
            [],
            ["--colors", "0", self.picture],
            ["--colors", "257", self.picture],
            ["--colors", "4,", self.picture],
            ["--color-space", "hsv", self.picture],
            ["--accents", "1.1", self.picture],
            ["--accents", "some", self.picture],
            ["--threads", "two", self.picture],
            ["--wrong", "1", self.picture],
            [self.picture, "--colors"],
        ):
            done = measure(*arguments)
            self.assertEqual(done.returncode, 2, arguments)
            self.assertEqual(done.stdout, "")
            self.assertNotEqual(done.stderr, "")


unittest.main()
