# SPDX-License-Identifier: GPL-3.0-or-later
"""Pixels of the layers that the posterize procedure makes."""

import struct

from gi.repository import Gimp

from harness import BLUE, GREEN, RED, WHITE, GimpTestCase, pixels, read, rectangle, segments, write

# Two groups of two colors each, with known means.
DARK = [(0, 0, 0), (10, 0, 0)]
BRIGHT = [(200, 0, 0), (220, 0, 0)]
DARK_MEAN, BRIGHT_MEAN = (5, 0, 0), (210, 0, 0)


class Picture(GimpTestCase):
    def test_every_pixel_has_the_color_of_its_cluster(self):
        image, layer = self.striped([(DARK[0], 5), (BRIGHT[0], 5), (DARK[1], 5), (BRIGHT[1], 5)])
        outcome = self.posterize(image, layer, colors=2)
        expected = ([DARK_MEAN] * 50 + [BRIGHT_MEAN] * 50) * 2
        self.assertEqual(pixels(outcome.posterized), expected)
        self.assert_shares(outcome.shares, [0.5, 0.5])

    def test_a_layer_that_is_read_and_written_in_pieces(self):
        # 576 MB in GIMP, whose parts are not all alike.
        width, rows, parts = 4800, 25, 100
        data = b"".join(bytes(group[i]) * (width * rows) for part in range(parts)
                        for group in (DARK, BRIGHT) for i in (part % 2, 1 - part % 2))
        image = self.new_image(width, 4 * rows * parts, precision=Gimp.Precision.FLOAT_NON_LINEAR)
        layer = self.new_layer(image, width, 4 * rows * parts)
        write(layer, data)
        outcome = self.posterize(image, layer, colors=2, color_space="srgb")
        expected = (bytes(DARK_MEAN) * (2 * width * rows) +
                    bytes(BRIGHT_MEAN) * (2 * width * rows)) * parts
        self.assertTrue(read(outcome.posterized) == expected)
        self.assertTrue(read(layer) == data)
        self.assert_shares(outcome.shares, [0.5, 0.5])

    def test_original_stays_untouched(self):
        data = bytes((i * 73 + i // 7) % 256 for i in range(300 * 200 * 3))
        image = self.new_image(300, 200)
        layer = self.new_layer(image, 300, 200)
        write(layer, data)
        self.posterize(image, layer, colors=4)
        self.assertEqual(read(layer), data)
        self.assertEqual(layer.get_name(), "layer")

    def test_number_of_colors_in_a_large_noisy_layer(self):
        width, height = 300, 290
        data = bytes((i * i * 31 + i * 17) >> 4 & 255 for i in range(width * height * 3))
        image = self.new_image(width, height)
        layer = self.new_layer(image, width, height)
        write(layer, data)
        outcome = self.posterize(image, layer, colors=7)
        result = pixels(outcome.posterized)
        self.assertEqual(len(set(result)), 7)
        # The shares are those of the pixels.
        counts = sorted((result.count(color) for color in set(result)), reverse=True)
        self.assert_shares(outcome.shares, [count / (width * height) for count in counts], places=9)

    def test_pixels_get_the_nearest_color(self):
        data = bytes((i * 97 + i // 11) % 256 for i in range(64 * 64 * 3))
        image = self.new_image(64, 64)
        layer = self.new_layer(image, 64, 64)
        write(layer, data)
        outcome = self.posterize(image, layer, colors=5)
        result = pixels(outcome.posterized)
        centers = set(result)

        def distance(a, b):
            return sum((x - y) ** 2 for x, y in zip(a, b))

        for before, after in zip(pixels(layer), result):
            best = min(distance(before, center) for center in centers)
            # The centers are rounded here: nearly equal distances may go either way.
            self.assertLessEqual(distance(before, after) ** 0.5, best ** 0.5 + 1.8)

    def test_alpha_is_kept(self):
        image = self.new_image(256, 4)
        layer = self.new_layer(image, 256, 4, Gimp.ImageType.RGBA_IMAGE)
        rows = [bytes(v for a in range(256) for v in (*color, a)) for color in (RED, BLUE)]
        write(layer, rows[0] * 2 + rows[1] * 2, "R'G'B'A u8")
        outcome = self.posterize(image, layer, colors=2)
        self.assertTrue(outcome.posterized.has_alpha())
        result = pixels(outcome.posterized, "R'G'B'A u8", 4)
        self.assertEqual([p[3] for p in result], list(range(256)) * 4)
        self.assertEqual([p[:3] for p in result if p[3]], [RED] * 510 + [BLUE] * 510)

    def test_gray(self):
        image, layer = self.striped([((10,), 3), ((20,), 3), ((200,), 4)],
                                    kind=Gimp.ImageType.GRAY_IMAGE, pixel_format="Y' u8",
                                    base=Gimp.ImageBaseType.GRAY)
        outcome = self.posterize(image, layer, colors=2)
        self.assertEqual(outcome.posterized.type(), Gimp.ImageType.GRAY_IMAGE)
        self.assertEqual(read(outcome.posterized, "Y' u8"), bytes([15] * 60 + [200] * 40))

    def test_gray_with_alpha_in_oklab(self):
        image, layer = self.striped([((100, 255), 5), ((200, 100), 5)],
                                    kind=Gimp.ImageType.GRAYA_IMAGE, pixel_format="Y'A u8",
                                    base=Gimp.ImageBaseType.GRAY)
        outcome = self.posterize(image, layer, colors=2, color_space="oklab")
        self.assertEqual(read(outcome.posterized, "Y'A u8"),
                         bytes([100, 255] * 50 + [200, 100] * 50))

    def test_flat_colors_come_back_exactly_in_every_space(self):
        for space in ("srgb", "oklab", "cielab"):
            with self.subTest(space):
                image, layer = self.striped([(RED, 2), (BLUE, 5), (GREEN, 3)])
                outcome = self.posterize(image, layer, colors=3, color_space=space)
                self.assertEqual(read(outcome.posterized), read(layer))

    def test_every_precision_keeps_flat_colors(self):
        for precision in Gimp.Precision.__enum_values__.values():
            with self.subTest(precision.value_nick):
                image = self.new_image(10, 10, Gimp.ImageBaseType.RGB, precision)
                layer = self.new_layer(image, 10, 10, Gimp.ImageType.RGBA_IMAGE)
                write(layer, bytes([*RED, 255]) * 60 + bytes([*BLUE, 77]) * 40, "R'G'B'A u8")
                outcome = self.posterize(image, layer, colors=2)
                self.assertEqual(read(outcome.posterized), read(layer))
                self.assertEqual(image.get_precision(), precision)

    def test_sixteen_bits_are_not_rounded_to_eight(self):
        image = self.new_image(10, 10, precision=Gimp.Precision.U16_NON_LINEAR)
        layer = self.new_layer(image, 10, 10)
        data = struct.pack("<3H", 30000, 30001, 30002) * 60 + struct.pack("<3H", 31003, 5, 60001) * 40
        write(layer, data, "R'G'B' u16")
        outcome = self.posterize(image, layer, colors=2)
        result = struct.unpack("<300H", read(outcome.posterized, "R'G'B' u16"))
        for a, b in zip(result, struct.unpack("<300H", data)):
            self.assertLessEqual(abs(a - b), 1)

    def test_float_values_outside_the_range_survive(self):
        image = self.new_image(10, 10, precision=Gimp.Precision.FLOAT_LINEAR)
        layer = self.new_layer(image, 10, 10)
        write(layer, struct.pack("<3f", 4.0, 0.5, -0.25) * 60 + struct.pack("<3f", 0, 0, 1) * 40,
              "RGB float")
        outcome = self.posterize(image, layer, colors=2)
        result = struct.unpack("<300f", read(outcome.posterized, "RGB float"))
        for a, b in zip(result[:3], (4.0, 0.5, -0.25)):
            self.assertAlmostEqual(a, b, places=3)

    def test_group_gets_an_ordinary_layer_above(self):
        image = self.new_image(10, 10)
        group = Gimp.GroupLayer.new(image, "group")
        image.insert_layer(group, None, 0)
        inside = self.new_layer(image, 10, 10, Gimp.ImageType.RGBA_IMAGE, "inside", group)
        write(inside, bytes([*DARK[0], 255]) * 50 + bytes([*DARK[1], 255]) * 50, "R'G'B'A u8")
        outcome = self.posterize(image, group, colors=1, color_bar=False)
        self.assertFalse(outcome.posterized.is_group())
        self.assertEqual(pixels(outcome.posterized), [DARK_MEAN] * 100)
        self.assertEqual([layer.get_name() for layer in image.get_layers()],
                         ["group – 1 color", "group"])
        self.assertEqual(len(group.get_children()), 1)

    def test_filters_are_seen_and_stay_on_the_original(self):
        image, layer = self.striped([((250, 200, 100), 5), ((0, 0, 0), 5)])
        layer.append_filter(Gimp.DrawableFilter.new(layer, "gegl:invert-gamma", "invert"))
        outcome = self.posterize(image, layer, colors=2)
        self.assertEqual(pixels(outcome.posterized), [(5, 55, 155)] * 50 + [WHITE] * 50)
        self.assertEqual(len(layer.get_filters()), 1)
        self.assertEqual(len(outcome.posterized.get_filters()), 0)
        self.assertEqual(len(Gimp.get_images()), len(self._images))

    def test_filter_that_makes_the_layer_larger(self):
        image = self.new_image(200, 200)
        layer = self.new_layer(image, 40, 40, Gimp.ImageType.RGBA_IMAGE)
        write(layer, bytes([*RED, 255]) * 1600, "R'G'B'A u8")
        layer.set_offsets(50, 60)
        shadow = Gimp.DrawableFilter.new(layer, "gegl:dropshadow", "shadow")
        for name, value in (("x", 40.0), ("y", 0.0), ("radius", 0.0), ("opacity", 1.0)):
            shadow.get_config().set_property(name, value)
        layer.append_filter(shadow)
        outcome = self.posterize(image, layer, colors=2)
        self.assert_shares(outcome.shares, [0.5, 0.5])
        result = outcome.posterized
        self.assertEqual((result.get_width(), result.get_height()), (80, 40))
        self.assertEqual(tuple(result.get_offsets())[1:], (50, 60))
        self.assertEqual(segments(pixels(result, area=rectangle(0, 20, 80, 1))),
                         [(RED, 40), ((0, 0, 0), 40)])
        self.assertEqual((layer.get_width(), layer.get_height()), (40, 40))

    def test_mask_of_a_layer_that_a_filter_makes_larger(self):
        image = self.new_image(100, 60)
        layer = self.new_layer(image, 40, 40, Gimp.ImageType.RGBA_IMAGE)
        write(layer, bytes([*RED, 255] * 20 + [*BLUE, 255] * 20) * 40, "R'G'B'A u8")
        layer.set_offsets(50, 6)
        mask = layer.create_mask(Gimp.AddMaskType.WHITE)
        layer.add_mask(mask)
        write(mask, bytes([255] * 20 + [51] * 20) * 40, "Y u8")
        shadow = Gimp.DrawableFilter.new(layer, "gegl:dropshadow", "shadow")
        for name, value in (("x", -30.0), ("y", 0.0), ("radius", 0.0), ("opacity", 1.0)):
            shadow.get_config().set_property(name, value)
        layer.append_filter(shadow)
        # The layer grows to the left, its mask does not and hides the shadow there.
        visible = Gimp.Layer.new_from_visible(image, image, "visible")
        alpha = pixels(visible, "R'G'B'A u8", 4, rectangle(0, 20, 100, 1))
        self.assertEqual([p[3] for p in alpha], [0] * 50 + [255] * 20 + [51] * 20 + [0] * 10)
        visible.delete()
        outcome = self.posterize(image, layer, colors=3, color_bar=False)
        self.assert_shares(outcome.shares, [5 / 6, 1 / 6])
        result = outcome.posterized
        self.assertEqual((result.get_width(), tuple(result.get_offsets())[1:]), (70, (20, 6)))
        self.assertEqual(read(result.get_mask(), "Y u8", rectangle(0, 20, 70, 1)),
                         bytes([0] * 30 + [255] * 20 + [51] * 20))
        self.assertEqual(pixels(result, area=rectangle(30, 20, 40, 1)), [RED] * 20 + [BLUE] * 20)

    def test_wide_color_spaces_are_not_clipped(self):
        for precision in (Gimp.Precision.U8_NON_LINEAR, Gimp.Precision.U16_LINEAR,
                          Gimp.Precision.FLOAT_NON_LINEAR):
            for space in ("srgb", "oklab", "cielab"):
                with self.subTest(f"{precision.value_nick} {space}"):
                    image = self.new_image(10, 10, precision=precision)
                    layer = self.new_layer(image, 10, 10)
                    # The first is the most saturated green of the space: far outside sRGB.
                    write(layer, bytes((0, 255, 0)) * 30 + bytes(RED) * 30 + bytes(BLUE) * 40)
                    # Gives the values another meaning; does not convert them.
                    image.set_color_profile(Gimp.ColorProfile.new_rgb_adobe())
                    size = len(read(layer, None)) // 100
                    outcome = self.posterize(image, layer, colors=3, color_space=space)
                    result = read(outcome.posterized, None)
                    self.assertEqual(len(set(result[i:i + size]
                                             for i in range(0, len(result), size))), 3)
                    kind = {3: "<3B", 6: "<3H", 12: "<3f"}[size]
                    full = {3: 255, 6: 65535, 12: 1.0}[size]
                    for got, expected in zip(struct.unpack(kind, result[:size]), (0, 1, 0)):
                        self.assertAlmostEqual(got / full, expected, delta=0.002)

    def test_one_pixel(self):
        image, layer = self.striped([(RED, 1)], width=1)
        outcome = self.posterize(image, layer)
        self.assertEqual(pixels(outcome.posterized), [RED])
        self.assertEqual(pixels(outcome.color_bar), [RED])


class Selections(GimpTestCase):
    def test_only_selected_pixels_change(self):
        image, layer = self.striped([(DARK[0], 5), (DARK[1], 5)])
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 2, 1, 3, 8)
        outcome = self.posterize(image, layer, colors=1)
        before, after = pixels(layer), pixels(outcome.posterized)
        for y in range(10):
            for x in range(10):
                i = y * 10 + x
                inside = 2 <= x < 5 and 1 <= y < 9
                self.assertEqual(after[i], DARK_MEAN if inside else before[i])

    def test_unselected_pixels_are_the_same_bits_with_alpha(self):
        data = bytes((i * 89 + i // 5) % 256 for i in range(200 * 150 * 4))
        image = self.new_image(200, 150)
        layer = self.new_layer(image, 200, 150, Gimp.ImageType.RGBA_IMAGE)
        write(layer, data, "R'G'B'A u8")
        image.select_ellipse(Gimp.ChannelOps.REPLACE, 20, 30, 90, 80)
        Gimp.Selection.feather(image, 15.0)
        outcome = self.posterize(image, layer, colors=3)
        mask = bytes(image.get_selection().get_buffer().get(rectangle(0, 0, 200, 150), 1.0, "Y u8",
                                                            0))
        before, after = (pixels(drawable, None, 4) for drawable in (layer, outcome.posterized))
        changed = 0
        for selected, a, b in zip(mask, before, after):
            self.assertEqual(a[3], b[3])
            if selected == 0:
                self.assertEqual(a, b)
            changed += a != b
        self.assertGreater(changed, 1000)

    def test_partly_selected_pixels_are_mixed_in_linear_light(self):
        image, layer = self.striped([((0, 0, 0), 9), (WHITE, 1)])
        # One center for all: 10 % white, half selected in the first row.
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 0, 10, 10)
        write(image.get_selection(), bytes([128] * 10 + [255] * 90), "Y u8")
        outcome = self.posterize(image, layer, colors=1)
        center = pixels(outcome.posterized)[50][0]

        def linear(v):
            v /= 255
            return v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4

        mixed = pixels(outcome.posterized)[0][0]
        self.assertAlmostEqual(linear(mixed), linear(center) * 128 / 255, delta=0.0005)

    def test_selection_with_layer_offset(self):
        image = self.new_image(40, 40)
        layer = self.new_layer(image, 10, 10)
        write(layer, bytes(DARK[0]) * 50 + bytes(DARK[1]) * 50)
        layer.set_offsets(15, -2)
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 0, 20, 5)
        outcome = self.posterize(image, layer, colors=1)
        before, after = pixels(layer), pixels(outcome.posterized)
        # Selected are the columns 0 … 4 and the rows 2 … 6: three rows of the first color, two of
        # the second, mean (4, 0, 0).
        for i in range(100):
            inside = i % 10 < 5 and 2 <= i // 10 < 7
            self.assertEqual(after[i], (4, 0, 0) if inside else before[i])

    def test_selection_in_high_precision(self):
        image = self.new_image(10, 10, precision=Gimp.Precision.HALF_LINEAR)
        layer = self.new_layer(image, 10, 10)
        write(layer, bytes(RED) * 50 + bytes(BLUE) * 50)
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 0, 10, 3)
        outcome = self.posterize(image, layer, colors=1)
        self.assertEqual(read(outcome.posterized, None)[30 * 6:], read(layer, None)[30 * 6:])
        self.assertEqual(pixels(outcome.posterized)[0], RED)

    def test_selection_stays(self):
        image, layer = self.striped([(RED, 5), (BLUE, 5)])
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 1, 2, 3, 4)
        self.posterize(image, layer, colors=2)
        self.assertEqual(tuple(Gimp.Selection.bounds(image))[1:], (True, 1, 2, 4, 6))
