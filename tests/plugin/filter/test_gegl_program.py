#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter in GEGL's own program, without GIMP.

    test_gegl_program.py GEGL
"""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

GEGL = sys.argv.pop(1)
WIDTH, HEIGHT = 40, 20
RED, DARK_RED, BLUE = (200, 40, 30), (190, 50, 40), (20, 60, 220)


def picture(color_of_row):
    return b"P6\n%d %d\n255\n" % (WIDTH, HEIGHT) + b"".join(
        bytes(color_of_row(y)) * WIDTH for y in range(HEIGHT))


def rows(data):
    """The color of each row, whose pixels must be equal. GEGL saves 16 bits, the higher byte first."""
    assert data.startswith(b"P6") and b"\n65535\n" in data[:40]
    pixels = bytes(round(int.from_bytes(data[i:i + 2], "big") / 257)
                   for i in range(len(data) - 6 * WIDTH * HEIGHT, len(data), 2))
    result = []
    for y in range(HEIGHT):
        row = pixels[3 * WIDTH * y:3 * WIDTH * (y + 1)]
        assert row == row[:3] * WIDTH
        result.append(tuple(row[:3]))
    return result


class GeglProgram(unittest.TestCase):
    def posterized(self, *properties):
        with tempfile.TemporaryDirectory() as folder:
            source, target = Path(folder, "source.ppm"), Path(folder, "target.ppm")
            source.write_bytes(picture(lambda y: RED if y < 5 else DARK_RED if y < 10 else BLUE))
            done = subprocess.run([GEGL, source, "-o", target, "--", "color-clusters:posterize",
                                   *properties], capture_output=True, text=True, timeout=120, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
            return rows(target.read_bytes())

    def test_finds_colors(self):
        self.assertEqual(self.posterized("colors=2", "color-space=srgb"),
                         10 * [(195, 45, 35)] + 10 * [BLUE])

    def test_takes_a_palette(self):
        self.assertEqual(self.posterized("palette=black #00f"), 10 * [(0, 0, 0)] + 10 * [(0, 0, 255)])


if __name__ == "__main__":
    unittest.main()
