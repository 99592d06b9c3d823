# SPDX-License-Identifier: GPL-3.0-or-later
"""Layers with values above display white."""

import math
import struct

from gi.repository import Gimp

from harness import GimpTestCase, read, write

SPACES = ("srgb", "oklab", "cielab")
INFINITE = float("inf")


class Highlights(GimpTestCase):
    WIDTH, HEIGHT = 50, 40

    def picture(self, sun, precision=Gimp.Precision.FLOAT_LINEAR, kind=Gimp.ImageType.RGB_IMAGE):
        """A colorful picture in light 0 … 1, every fiftieth pixel of which is one of the sun's."""
        base = (Gimp.ImageBaseType.RGB if kind == Gimp.ImageType.RGB_IMAGE
                else Gimp.ImageBaseType.GRAY)
        image = self.new_image(self.WIDTH, self.HEIGHT, base, precision)
        layer = self.new_layer(image, self.WIDTH, self.HEIGHT, kind)
        rgb = []
        for i in range(self.WIDTH * self.HEIGHT):
            if i % 50 == 0:
                rgb += sun[i // 50 % len(sun)]
            else:
                light = i * 37 % 997 / 996
                rgb += [light * (0.6 + 0.4 * math.cos(i * 0.618 + turn)) for turn in (0, 2.1, 4.2)]
        write(layer, struct.pack(f"<{len(rgb)}f", *rgb), "RGB float")
        return image, layer

    @staticmethod
    def suns(lowest, highest, color=(1, 0.8, 0.5)):
        lights = [lowest * (highest / lowest) ** (i / 39) for i in range(40)]
        return [[light * part for part in color] for light in lights]

    def test_leave_the_rest_six_of_eight_entries(self):
        for lowest, highest in ((1, 1), (2, 2), (5, 5), (20, 20), (100, 100), (1000, 1000),
                                (10000, 10000), (1, 20), (1, 10000)):
            image, layer = self.picture(self.suns(lowest, highest))
            for space in SPACES:
                with self.subTest(f"{lowest} to {highest}, {space}"):
                    colors, _, palette = self.extract(image, layer, colors=8, color_space=space)
                    self.assertEqual(len(set(colors)), 8)
                    bright = [color for color in colors if max(color) == 255]
                    self.assertLessEqual(len(bright), 2)
                    names = {palette.get_entry_name(i).entry_name for i in range(8)}
                    self.assertEqual(len(names), 8)

    def test_keep_their_light_in_the_layer(self):
        for precision in (Gimp.Precision.FLOAT_LINEAR, Gimp.Precision.FLOAT_NON_LINEAR,
                          Gimp.Precision.HALF_LINEAR):
            image, layer = self.picture([[5000, 4500, 3000]], precision)
            for space in SPACES:
                with self.subTest(f"{precision.value_nick} {space}"):
                    result = self.posterize(image, layer, colors=8, color_space=space,
                                            color_bar=False)
                    data = read(result.posterized, "RGB float")
                    first = struct.unpack("<3f", data[:12])
                    for value, expected in zip(first, (5000, 4500, 3000)):
                        self.assertAlmostEqual(value / expected, 1.0, delta=0.002)

    def test_of_gray_layers(self):
        image, layer = self.picture(self.suns(1, 10000, (1, 1, 1)), kind=Gimp.ImageType.GRAY_IMAGE)
        for space in SPACES:
            with self.subTest(space):
                colors, _, _ = self.extract(image, layer, colors=8, color_space=space)
                self.assertLessEqual(colors.count((255, 255, 255)), 1)
                self.assertEqual(len(set(colors)), 8)

    def test_infinite_values_count_nothing(self):
        for precision in (Gimp.Precision.FLOAT_LINEAR, Gimp.Precision.FLOAT_NON_LINEAR):
            image = self.new_image(20, 20, precision=precision)
            layer = self.new_layer(image, 20, 20)
            values = [INFINITE] * 6 + [0.25] * 297 + [0.5, 0.1, 0.1] * 299
            write(layer, struct.pack("<1200f", *values), "RGB float")
            for space in SPACES:
                with self.subTest(f"{precision.value_nick} {space}"):
                    colors, shares, _ = self.extract(image, layer, colors=4, color_space=space)
                    self.assertEqual(colors, [(188, 89, 89), (137, 137, 137)])
                    self.assert_shares(shares, [299 / 398, 99 / 398])

    def test_dithered_in_layers(self):
        image, layer = self.picture(self.suns(1, 10000))
        for dither in ("floyd-steinberg", "blue-noise"):
            for space in SPACES:
                with self.subTest(f"{dither} {space}"):
                    result = self.posterize(image, layer, colors=6, color_space=space,
                                            dither=dither, layers="per-color")
                    self.assertAlmostEqual(sum(result.shares), 1.0)
                    names = [child.get_name() for child in result.posterized.get_children()]
                    self.assertEqual(len(set(names)), len(names))


class Palettes(GimpTestCase):
    """Entries that 8 bits cannot tell apart."""

    def fine(self, values):
        image = self.new_image(len(values), 1, precision=Gimp.Precision.U16_NON_LINEAR)
        layer = self.new_layer(image, len(values), 1)
        write(layer, b"".join(struct.pack("<3H", value, value, value) for value in values),
              "R'G'B' u16")
        return image, layer

    def test_have_as_many_entries_as_asked_for(self):
        # Three steps of 8 bits, each in fine ones.
        image, layer = self.fine([25700 + 257 * (i // 50) + i % 50 for i in range(150)])
        colors, shares, _ = self.extract(image, layer, colors=3)
        self.assertEqual(sorted(colors), [(100,) * 3, (101,) * 3, (102,) * 3])
        self.assert_shares(shares, [1 / 3] * 3)

    def test_say_when_there_are_not_so_many(self):
        image, layer = self.fine([25700 + 257 * (i // 50) + i % 50 for i in range(150)])
        colors, _, _ = self.extract(image, layer, colors=40)
        self.assertEqual(len(colors), 3)
        self.expect_in_log("There are only 3 distinct colors here; they are used instead of the 40 "
                           "asked for.")
        result = self.posterize(image, layer, colors=40)
        self.assertEqual(len(result.shares), 40)

    def test_of_colors_outside_srgb(self):
        # Reds that sRGB does not have.
        image = self.new_image(10, 1)
        layer = self.new_layer(image, 10, 1)
        write(layer, bytes((255, 0, 0)) * 5 + bytes((250, 0, 0)) * 5)
        image.set_color_profile(Gimp.ColorProfile.new_rgb_adobe())
        colors, shares, _ = self.extract(image, layer, colors=2)
        self.assertEqual((colors, shares), ([(255, 0, 0)], [1.0]))
        result = self.posterize(image, layer, colors=2, layers="per-color")
        self.assertEqual(sorted(child.get_name() for child in result.posterized.get_children()),
                         ["#ff0000 (2) · 50.0 %", "#ff0000 · 50.0 %"])
