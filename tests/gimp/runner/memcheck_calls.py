# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls of the procedures that take most ways through the plug-in, on small pictures: for
tests/sanitizers/memcheck.py, under which each call takes half a minute."""

import os
import time
from pathlib import Path

from gi.repository import Gimp

from harness import BLUE, GREEN, NUMBERS, RED, SEPARATE, WHITE, GimpTestCase, call, read, write

SIZE = 96


class Calls(GimpTestCase):
    def tearDown(self):
        super().tearDown()
        # GIMP has the answer before Valgrind has looked for leaks.
        end = time.monotonic() + 600
        for log in Path(os.environ["COLOR_CLUSTERS_MEMCHECK_LOGS"]).iterdir():
            while "</valgrindoutput>" not in log.read_text(encoding="utf-8"):
                self.assertLess(time.monotonic(), end, "Valgrind did not end")
                time.sleep(0.1)

    def picture(self, precision=Gimp.Precision.U8_NON_LINEAR, kind=Gimp.ImageType.RGBA_IMAGE):
        """Flat areas and specks, with some transparency, a mask and a selection with soft edges."""
        image = self.new_image(SIZE, SIZE, precision=precision)
        layer = self.new_layer(image, SIZE, SIZE, kind)
        colors = [RED, BLUE, GREEN, WHITE, (90, 20, 120)]
        data = bytearray()
        for y in range(SIZE):
            for x in range(SIZE):
                speck = (x * 7919 + y * 104729) % 61 == 0
                color = colors[(x // 24 + y // 30 + (2 if speck else 0)) % len(colors)]
                data += bytes(min(255, value + (x + y) % 5) for value in color)
                data.append(255 if x + y < 150 else 128)
        write(layer, data, "R'G'B'A u8")
        return image, layer

    def test_palette(self):
        image, layer = self.picture()
        colors, _, _ = self.extract(image, layer, colors=4)
        self.assertEqual(len(colors), 4)

    def test_palette_of_floats_with_kept_colors(self):
        image, layer = self.picture(Gimp.Precision.FLOAT_LINEAR)
        image.select_ellipse(Gimp.ChannelOps.REPLACE, 10, 10, 70, 60)
        Gimp.Selection.feather(image, 8.0)
        colors, _, _ = self.extract(image, layer, colors=12, automatic=True, accents=0.5,
                                    color_space="oklab", representative="nearest", order="hue",
                                    keep_palette=self.new_palette([(10, 20, 30)]))
        self.assertIn((10, 20, 30), colors)

    def test_clean_areas_and_a_layer_for_each_color(self):
        image, layer = self.picture()
        layer.add_mask(layer.create_mask(Gimp.AddMaskType.WHITE))
        before = read(layer)
        self.posterize(image, layer, colors=5, smallest_area=6, smooth_edges=4,
                       layers="per-color", color_space="cielab", color_bar_position="below")
        self.assertEqual(read(layer), before)

    def test_films(self):
        image, layer = self.picture(kind=Gimp.ImageType.RGB_IMAGE)
        for arguments in ({"trap": 2.0, "underbase": True, "minimum_width": 3.0}, {"halftone": "round"}):
            outcome = call(SEPARATE, image, [layer], colors=3, ink_labels=False, **arguments)
            self.assertTrue(outcome.ok, outcome.message)

    def test_paint_by_numbers(self):
        image, layer = self.picture(kind=Gimp.ImageType.RGB_IMAGE)
        for arguments in ({"hidden_areas": "leader-lines", "key": "image"}, {"minimum_width": 3.0, "key": "below"}):
            outcome = call(NUMBERS, image, [layer], colors=4, **arguments)
            self.assertTrue(outcome.ok, outcome.message)
            if outcome.values[2] is not None:
                outcome.values[2].delete()

    def test_dithering_with_a_given_palette(self):
        image, layer = self.picture(Gimp.Precision.U16_NON_LINEAR)
        image.select_ellipse(Gimp.ChannelOps.REPLACE, 10, 10, 70, 60)
        Gimp.Selection.feather(image, 8.0)
        self.posterize(image, layer, palette=self.new_palette([RED, BLUE, WHITE, (0, 0, 0)]),
                       dither="floyd-steinberg", color_bar_position="right")

    def test_ordered_dithering(self):
        image, layer = self.picture()
        self.posterize(image, layer, colors=4, dither="blue-noise", dither_strength=60)
