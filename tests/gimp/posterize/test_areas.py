# SPDX-License-Identifier: GPL-3.0-or-later
"""Posterizing with clean areas, smooth edges and dithering."""

from gi.repository import Gimp

from harness import (BLACK, BLUE, POSTERIZE, RED, WHITE, GimpTestCase, call, pixels, read,
                     rectangle, write)

METHODS = ("floyd-steinberg", "blue-noise", "bayer")
CALLING_ERROR = Gimp.PDBStatusType.CALLING_ERROR


def linear(value):
    """Linear light of a gamma-encoded sRGB byte."""
    value /= 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def srgb(light):
    value = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return value * 255


class AreasTestCase(GimpTestCase):
    def drawing(self, rows, colors, kind=Gimp.ImageType.RGB_IMAGE, pixel_format="R'G'B' u8"):
        """An image of lines of text, each letter a pixel of that color."""
        image = self.new_image(len(rows[0]), len(rows))
        layer = self.new_layer(image, len(rows[0]), len(rows), kind)
        write(layer, b"".join(bytes(colors[letter]) for row in rows for letter in row),
              pixel_format)
        return image, layer


class Cleaning(AreasTestCase):
    # A speck of 4 pixels, one of 1 pixel, and an area of 10.
    ROWS = ["................",
            "..xx.........o..",
            "..xx............",
            ".......xxxxx....",
            ".......xxxxx....",
            "................"]
    COLORS = {".": WHITE, "x": RED, "o": BLUE}

    def posterized(self, **arguments):
        image, layer = self.drawing(self.ROWS, self.COLORS)
        return self.posterize(image, layer, colors=3, **arguments)

    def test_small_areas_dissolve_and_shares_follow(self):
        outcome = self.posterized(smallest_area=5)
        result = pixels(outcome.posterized)
        self.assertEqual(result.count(RED), 10)
        self.assertEqual(result.count(WHITE), 86)
        self.assert_shares(outcome.shares, [86 / 96, 10 / 96, 0.0])

    def test_areas_of_just_that_size_stay(self):
        result = pixels(self.posterized(smallest_area=4).posterized)
        self.assertEqual((result.count(RED), result.count(BLUE)), (14, 0))

    def test_nothing_happens_at_zero_and_one(self):
        for size in (0, 1):
            result = pixels(self.posterized(smallest_area=size).posterized)
            self.assertEqual((result.count(RED), result.count(BLUE)), (14, 1))

    def test_color_bar_has_the_new_shares_in_their_order(self):
        # Ten red specks are more than the blue area, until they are gone.
        rows = ["x.x.x.x.x.x.x.x.x.x.", "....................", "bbbbbbbbb..........."] + ["." * 20] * 3
        image, layer = self.drawing(rows, {".": WHITE, "x": RED, "b": BLUE})
        before = self.posterize(image, layer, colors=3)
        self.assertEqual(pixels(before.color_bar)[-1], BLUE)
        after = self.posterize(image, layer, colors=3, smallest_area=5)
        bar = pixels(after.color_bar)
        self.assertEqual({bar[0], bar[-1]}, {WHITE, BLUE})
        self.assert_shares(after.shares, [111 / 120, 9 / 120, 0.0])

    def test_what_is_not_selected_or_transparent_stays_and_is_no_neighbor(self):
        clear = (10, 20, 30, 0)
        rows = ["aab.aa", "aab.aa", "aaa.aa"]
        image, layer = self.drawing(rows, {"a": (*WHITE, 255), "b": (*RED, 200), ".": clear},
                                    Gimp.ImageType.RGBA_IMAGE, "R'G'B'A u8")
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 0, 4, 3)
        outcome = self.posterize(image, layer, colors=2, smallest_area=4, color_bar=False)
        result = pixels(outcome.posterized, "R'G'B'A u8", 4)
        self.assertEqual(result[2], (*WHITE, 200))
        self.assertEqual(result[3], clear)
        self.assertEqual(result[4], (*WHITE, 255))
        # The alpha of the two red pixels counts.
        self.assert_shares(outcome.shares, [1.0, 0.0])

    def test_one_undo_step(self):
        image, layer = self.drawing(self.ROWS, self.COLORS)
        self.posterize(image, layer, colors=3, smallest_area=5, smooth_edges=3)
        self.assertEqual(len(image.get_layers()), 3)


class Smoothing(AreasTestCase):
    def test_bumps_go_and_colors_stay(self):
        rows = ["." * 24] * 8 + ["." * 11 + "x" + "." * 12] + ["x" * 24] * 8
        image, layer = self.drawing(rows, {".": WHITE, "x": BLACK})
        outcome = self.posterize(image, layer, colors=2, smooth_edges=2, color_bar=False)
        result = pixels(outcome.posterized)
        self.assertEqual(result[:24 * 9], [WHITE] * 24 * 9)
        self.assertEqual(result[24 * 9:], [BLACK] * 24 * 8)
        self.assert_shares(outcome.shares, [9 / 17, 8 / 17])

    def test_no_small_area_is_left_after_cleaning_and_smoothing(self):
        width = height = 96
        data = bytearray()
        for i in range(width * height):
            value = (i * i * 31 + i // 7 * 1009) >> 3 & 255
            data += bytes((value, value // 2, 255 - value))
        image = self.new_image(width, height)
        layer = self.new_layer(image, width, height)
        write(layer, data)
        outcome = self.posterize(image, layer, colors=4, smallest_area=30, smooth_edges=5,
                                 color_bar=False)
        result = pixels(outcome.posterized)
        self.assertGreater(len(set(result)), 1)
        for area in self.areas(result, width):
            self.assertGreaterEqual(len(area), 30)

    @staticmethod
    def areas(result, width):
        """The areas of equal pixels that share sides or corners: what counts as one area is at
        least as large as one whose pixels share sides."""
        seen = set()
        areas = []
        for start in range(len(result)):
            if start in seen:
                continue
            area = [start]
            seen.add(start)
            for pixel in area:
                x, y = pixel % width, pixel // width
                for dx in (-1, 0, 1):
                    for dy in (-1, 0, 1):
                        other = (y + dy) * width + x + dx
                        if (0 <= x + dx < width and 0 <= other < len(result)
                                and other not in seen and result[other] == result[start]):
                            seen.add(other)
                            area.append(other)
            areas.append(area)
        return areas


class Dithering(AreasTestCase):
    def gray_area(self, value, size=128):
        """Black, white and much of a gray between."""
        image = self.new_image(size, size + 2)
        layer = self.new_layer(image, size, size + 2)
        write(layer, bytes(BLACK) * size + bytes(WHITE) * size
              + bytes([value] * 3) * size * size)
        return image, layer

    def test_areas_keep_their_light(self):
        palette = self.new_palette([BLACK, WHITE])
        for method in METHODS:
            for value in (40, 128, 210):
                with self.subTest(f"{method} {value}"):
                    image, layer = self.gray_area(value)
                    outcome = self.posterize(image, layer, palette=palette, dither=method,
                                             color_space="cielab", color_bar=False)
                    result = pixels(outcome.posterized)
                    self.assertEqual(set(result), {BLACK, WHITE})
                    area = result[2 * 128:]
                    light = sum(linear(pixel[0]) for pixel in area) / len(area)
                    self.assertLessEqual(abs(srgb(light) - value), 1.5)
                    white = result.count(WHITE) / len(result)
                    self.assert_shares(sorted(outcome.shares), sorted([white, 1 - white]))

    def test_without_strength_nothing_is_dithered(self):
        image, layer = self.gray_area(128)
        plain = read(self.posterize(image, layer, colors=2, color_bar=False).posterized)
        for method in METHODS:
            outcome = self.posterize(image, layer, colors=2, color_bar=False, dither=method,
                                     dither_strength=0.0)
            self.assertEqual(read(outcome.posterized), plain)

    def test_unselected_and_transparent_pixels_stay(self):
        image = self.new_image(40, 40)
        layer = self.new_layer(image, 40, 40, Gimp.ImageType.RGBA_IMAGE)
        write(layer, b"".join(bytes((i % 251, i % 241, i % 239, (i * 7) % 256))
                              for i in range(1600)), "R'G'B'A u8")
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 5, 5, 20, 30)
        for method in METHODS:
            outcome = self.posterize(image, layer, colors=3, dither=method, color_bar=False)
            before = pixels(layer, "R'G'B'A u8", 4)
            after = pixels(outcome.posterized, "R'G'B'A u8", 4)
            self.assertEqual([p[3] for p in before], [p[3] for p in after])
            for i, (old, new) in enumerate(zip(before, after)):
                if not (5 <= i % 40 < 25 and 5 <= i // 40 < 35) or old[3] == 0:
                    self.assertEqual(old, new)

    def test_colors_of_each_layer_of_a_dithered_picture(self):
        image, layer = self.gray_area(128)
        one = self.posterize(image, layer, colors=2, dither="bayer", color_bar=False)
        many = self.posterize(image, layer, colors=2, dither="bayer", layers="per-color",
                              color_bar=False)
        self.assertEqual(pixels(many.posterized, "R'G'B'A u8", 4),
                         pixels(one.posterized, "R'G'B'A u8", 4))

    def test_sixteen_bits(self):
        image = self.new_image(64, 64, precision=Gimp.Precision.U16_NON_LINEAR)
        layer = self.new_layer(image, 64, 64)
        write(layer, b"\x00\x80" * 3 * 64 * 63 + b"\x00\x00" * 3 * 32 + b"\xff\xff" * 3 * 32,
              "R'G'B' u16")
        outcome = self.posterize(image, layer, dither="blue-noise",
                                 palette=self.new_palette([BLACK, WHITE]), color_bar=False)
        data = read(outcome.posterized, "R'G'B' u16")
        white = data.count(b"\xff\xff") / (64 * 64 * 3)
        self.assertAlmostEqual(white, linear(128), delta=0.02)

    def test_what_does_not_go_together_is_refused(self):
        image, layer = self.gray_area(128)
        for arguments, word in (({"smallest_area": 10}, "smallest area"),
                                ({"smooth_edges": 1}, "smoothing")):
            with self.subTest(word):
                outcome = call(POSTERIZE, image, [layer], colors=2, dither="bayer", **arguments)
                self.assertEqual(outcome.status, CALLING_ERROR)
                self.assertIn(word, outcome.message)
                self.assertEqual(len(image.get_layers()), 1)
