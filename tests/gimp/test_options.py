# SPDX-License-Identifier: GPL-3.0-or-later
"""Arguments that decide which colors are found and how they are listed."""

import struct

from gi.repository import Gimp

from harness import BLACK, BLUE, GREEN, RED, WHITE, GimpTestCase, pixels, write

GRAY = (128, 128, 128)


def scene(side=100):
    """Shades of blue and gray, with a spot of 0.3 % in bright red."""
    data = bytearray()
    for y in range(side):
        for x in range(side):
            shade = (x * 37 + y * 91) % 64
            data += bytes((shade, 40 + shade, 120 + shade) if y % 2 else (shade + 40,) * 3)
    for i in range(side * side * 3 // 1000):
        data[3 * i:3 * i + 3] = bytes((255, 0, 0))
    return bytes(data)


def distance(a, b):
    return max(abs(x - y) for x, y in zip(a, b))


class Accents(GimpTestCase):
    def setUp(self):
        super().setUp()
        self.image = self.new_image(100, 100)
        self.layer = self.new_layer(self.image, 100, 100)
        write(self.layer, scene())

    def test_small_spot_gets_a_color(self):
        for space in ("srgb", "oklab", "cielab"):
            with self.subTest(space):
                colors, shares, _ = self.extract(self.image, self.layer, colors=8, accents=1.0,
                                                 color_space=space)
                self.assertEqual(len(colors), 8)
                self.assertLessEqual(min(distance(color, (255, 0, 0)) for color in colors), 3)
                self.assertAlmostEqual(sum(shares), 1.0)

    def test_zero_is_plain(self):
        plain = self.extract(self.image, self.layer, colors=4)[:2]
        self.assertEqual(self.extract(self.image, self.layer, colors=4, accents=0.0)[:2], plain)


class Automatic(GimpTestCase):
    def test_finds_the_inks_of_flat_art(self):
        image, layer = self.striped([(RED, 30), (BLUE, 25), (GREEN, 20), (BLACK, 15), (WHITE, 10)],
                                    width=100)
        for space in ("srgb", "oklab", "cielab"):
            with self.subTest(space):
                colors, _, _ = self.extract(image, layer, automatic=True,
                                            color_space=space)
                self.assertEqual(sorted(colors), sorted([RED, BLUE, GREEN, BLACK, WHITE]))

    def test_noise_makes_no_colors(self):
        width, height = 64, 64
        image = self.new_image(width, height)
        layer = self.new_layer(image, width, height)
        data = bytearray()
        for y in range(height):
            for x in range(width):
                noise = (x * 73 + y * 151 + x * y * 7) % 9 - 4
                data += bytes(c + noise for c in ((60, 90, 160) if y < 40 else (200, 120, 40)))
        write(layer, data)
        colors, _, _ = self.extract(image, layer, automatic=True)
        self.assertEqual(len(colors), 2)

    def test_cap_is_an_argument_of_its_own(self):
        image, layer = self.striped([(RED, 3), (BLUE, 2), (GREEN, 1)], width=100)
        colors, _, _ = self.extract(image, layer, colors=5, automatic=True, most_colors=2)
        self.assertEqual(len(colors), 2)
        colors, _, _ = self.extract(image, layer, colors=1, automatic=True)
        self.assertEqual(len(colors), 3)
        # Without `automatic` it is nothing.
        colors, _, _ = self.extract(image, layer, colors=3, most_colors=2)
        self.assertEqual(len(colors), 3)

    def test_no_more_than_sixteen_unless_asked_for(self):
        inks = [(255 * (i % 3) // 2, 255 * (i // 3 % 3) // 2, 255 * (i // 9)) for i in range(18)]
        image, layer = self.striped([(ink, 3) for ink in inks], width=60)
        self.assertEqual(len(self.extract(image, layer, automatic=True)[0]), 16)
        colors, _, _ = self.extract(image, layer, automatic=True, most_colors=256)
        self.assertGreater(len(colors), 16)

    def test_one_color(self):
        image, layer = self.striped([(RED, 3)])
        self.assertEqual(self.extract(image, layer, colors=8, automatic=True)[0], [RED])


class Representatives(GimpTestCase):
    def test_mean_need_not_be_in_the_picture(self):
        image, layer = self.striped([((0, 0, 0), 1), ((100, 0, 0), 1)])
        self.assertEqual(self.extract(image, layer, colors=1)[0], [(50, 0, 0)])

    def test_nearest_is_a_color_of_the_picture(self):
        own = [(i * 13 % 256, i * 29 % 256, i * 53 % 256) for i in range(120)]
        image, layer = self.striped([(color, i % 7 + 1) for i, color in enumerate(own)])
        for space in ("srgb", "oklab", "cielab"):
            with self.subTest(space):
                colors, _, _ = self.extract(image, layer, colors=9, representative="nearest",
                                            color_space=space)
                self.assertEqual(len(set(colors)), 9)
                self.assertLessEqual(set(colors), set(own))

    def test_nearest_works_for_gray(self):
        image = self.new_image(4, 2, Gimp.ImageBaseType.GRAY)
        layer = self.new_layer(image, 4, 2, Gimp.ImageType.GRAY_IMAGE)
        write(layer, bytes((10, 20, 20, 30, 200, 210, 210, 230)), "Y' u8")
        colors, _, _ = self.extract(image, layer, colors=2, representative="nearest")
        self.assertEqual(sorted(colors), [(20, 20, 20), (210, 210, 210)])

    def test_nearest_keeps_the_precision_of_float_layers(self):
        values = [0.1, 0.123456, 0.14, 0.8, 0.83, 0.8765432]
        image = self.new_image(6, 1, precision=Gimp.Precision.FLOAT_NON_LINEAR)
        layer = self.new_layer(image, 6, 1)
        data = b"".join(struct.pack("fff", v, 0.5, 0.25) for v in values)
        write(layer, data, "R'G'B' float")
        result = self.posterize(image, layer, colors=2, representative="nearest", color_bar=False)
        found = {struct.unpack("f", bytes(p)[:4])[0]
                 for p in pixels(result.posterized, "R'G'B' float", 12)}
        allowed = {struct.unpack("f", struct.pack("f", v))[0] for v in (0.123456, 0.83)}
        self.assertEqual(found, allowed)

    def test_posterized_pixels_are_colors_of_the_picture(self):
        own = [(i * 13 % 256, i * 29 % 256, i * 53 % 256) for i in range(60)]
        image, layer = self.striped([(color, 1) for color in own])
        result = self.posterize(image, layer, colors=7, representative="nearest", color_bar=False)
        self.assertLessEqual(set(map(tuple, pixels(result.posterized))), set(own))


    def test_nearest_is_the_flat_color_of_a_disc_with_soft_edges(self):
        side, radius = 70, 29.4
        ink, ground = (40, 80, 200), (255, 255, 255)
        data = bytearray()
        for y in range(side):
            for x in range(side):
                inside = sum((x + (i + 0.5) / 4 - 35.2) ** 2 + (y + (j + 0.5) / 4 - 34.7) ** 2
                             < radius ** 2 for i in range(4) for j in range(4)) / 16
                data += bytes(round(g + inside * (c - g)) for c, g in zip(ink, ground))
        for precision in (Gimp.Precision.U8_NON_LINEAR, Gimp.Precision.FLOAT_LINEAR):
            image = self.new_image(side, side, precision=precision)
            layer = self.new_layer(image, side, side)
            write(layer, data)
            for space in ("srgb", "oklab", "cielab"):
                with self.subTest(f"{precision.value_nick} {space}"):
                    colors, _, _ = self.extract(image, layer, colors=2, representative="nearest",
                                                color_space=space)
                    self.assertEqual(sorted(colors), [ink, ground])

    def test_vivid_is_the_most_colorful_of_the_colors_near_the_mean(self):
        dull, vivid, gray, bluish = (120, 80, 80), (140, 60, 60), (200, 200, 200), (196, 200, 204)
        image, layer = self.striped([(dull, 10), (vivid, 10), (gray, 10), (bluish, 3)])
        for space in ("srgb", "oklab", "cielab"):
            with self.subTest(space):
                colors, _, _ = self.extract(image, layer, colors=2, representative="vivid",
                                            color_space=space)
                self.assertEqual(sorted(colors), [vivid, gray])

    def test_vivid_keeps_the_precision_of_float_layers(self):
        values = [0.3, 0.2500001, 0.2, 0.1999999]
        image = self.new_image(4, 1, precision=Gimp.Precision.FLOAT_NON_LINEAR)
        layer = self.new_layer(image, 4, 1)
        write(layer, b"".join(struct.pack("fff", 0.5, v, v) for v in values), "R'G'B' float")
        result = self.posterize(image, layer, colors=1, representative="vivid", color_bar=False)
        found = {struct.unpack("fff", bytes(p)) for p in
                 pixels(result.posterized, "R'G'B' float", 12)}
        self.assertEqual(len(found), 1)
        self.assertIn(found.pop()[1], [struct.unpack("f", struct.pack("f", v))[0] for v in values])


class Orders(GimpTestCase):
    def setUp(self):
        super().setUp()
        self.parts = [(GREEN, 5), (WHITE, 4), (RED, 3), (BLACK, 2), (BLUE, 6)]
        self.image, self.layer = self.striped(self.parts)

    def check(self, order, expected):
        colors, shares, palette = self.extract(self.image, self.layer, colors=5, order=order)
        self.assertEqual(colors, expected)
        parts = dict(self.parts)
        self.assert_shares(shares, [parts[color] / 20 for color in expected])
        for i, color in enumerate(expected):
            name = palette.get_entry_name(i).entry_name
            self.assertTrue(name.startswith("#%02x%02x%02x " % color), name)

    def test_share(self):
        self.check("share", [BLUE, GREEN, WHITE, RED, BLACK])

    def test_automatic_is_share(self):
        self.check("automatic", [BLUE, GREEN, WHITE, RED, BLACK])

    def test_palette_without_one_is_share(self):
        self.check("palette", [BLUE, GREEN, WHITE, RED, BLACK])

    def test_palette_has_kept_colors_first(self):
        colors, _, _ = self.extract(self.image, self.layer, colors=5, order="palette",
                                    keep_palette=self.new_palette([BLACK, WHITE]))
        self.assertEqual(colors, [BLACK, WHITE, BLUE, GREEN, RED])
        colors, _, _ = self.extract(self.image, self.layer, colors=5,
                                    keep_palette=self.new_palette([BLACK, WHITE]))
        self.assertEqual(colors, [BLUE, GREEN, WHITE, RED, BLACK])

    def test_lightness(self):
        self.check("lightness", [BLACK, RED, BLUE, GREEN, WHITE])

    def test_hue_with_grays_first(self):
        self.check("hue", [BLACK, WHITE, RED, GREEN, BLUE])

    def test_color_bar_has_the_same_order(self):
        result = self.posterize(self.image, self.layer, colors=5, order="lightness")
        row = list(map(tuple, pixels(result.color_bar)))[:self.layer.get_width()]
        seen = list(dict.fromkeys(row))
        self.assertEqual(seen, [BLACK, RED, BLUE, GREEN, WHITE])

    def bar_of_palette(self, **arguments):
        result = self.posterize(self.image, self.layer,
                                palette=self.new_palette([RED, WHITE, BLUE, GREEN, BLACK]),
                                **arguments)
        row = list(map(tuple, pixels(result.color_bar)))[:self.layer.get_width()]
        return list(dict.fromkeys(row)), result.shares

    def test_given_palette_keeps_its_order_unless_asked_otherwise(self):
        for order, expected, shares in (
                (None, [RED, WHITE, BLUE, GREEN, BLACK], [0.15, 0.2, 0.3, 0.25, 0.1]),
                ("palette", [RED, WHITE, BLUE, GREEN, BLACK], [0.15, 0.2, 0.3, 0.25, 0.1]),
                ("share", [BLUE, GREEN, WHITE, RED, BLACK], [0.3, 0.25, 0.2, 0.15, 0.1])):
            with self.subTest(order):
                bar, found = self.bar_of_palette(**({"order": order} if order else {}))
                self.assertEqual(bar, expected)
                self.assert_shares(found, shares)

    def test_given_palette_keeps_its_order_when_areas_change(self):
        bar, _ = self.bar_of_palette(smallest_area=25)
        self.assertEqual(bar, [RED, WHITE, BLUE, GREEN])
