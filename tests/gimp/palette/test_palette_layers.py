# SPDX-License-Identifier: GPL-3.0-or-later
"""What the palette procedure counts of a layer: alpha, selection, masks, filters, types and profiles."""

import struct

from gi.repository import Babl, Gimp

from harness import (BLACK, BLUE, GREEN, RED, WHITE, GimpTestCase, call, PALETTE, rectangle,
                     srgb_bytes, write)


class WhatCounts(GimpTestCase):
    def test_alpha_is_a_weight(self):
        image = self.new_image(4, 1)
        layer = self.new_layer(image, 4, 1, Gimp.ImageType.RGBA_IMAGE)
        write(layer, bytes([*RED, 255, *RED, 255, *BLUE, 51, *GREEN, 0]), "R'G'B'A u8")
        colors, shares, _ = self.extract(image, layer, colors=5)
        self.assertEqual(colors, [RED, BLUE])
        self.assert_shares(shares, [10 / 11, 1 / 11])

    def test_only_the_selection_counts(self):
        image, layer = self.striped([(RED, 6), (BLUE, 4)])
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 5, 10, 5)
        colors, shares, _ = self.extract(image, layer, colors=5)
        self.assertEqual(colors, [BLUE, RED])
        self.assert_shares(shares, [0.8, 0.2])

    def test_partly_selected_pixels_count_in_part(self):
        image, layer = self.striped([(RED, 1), (BLUE, 1)])
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 0, 10, 2)
        write(image.get_selection(), bytes([255] * 10 + [51] * 10), "Y u8")
        _, shares, _ = self.extract(image, layer, colors=2)
        self.assert_shares(shares, [5 / 6, 1 / 6])

    def test_feathered_selection_shifts_shares(self):
        image = self.new_image(100, 100)
        layer = self.new_layer(image, 100, 100)
        write(layer, (bytes(RED) * 50 + bytes(BLUE) * 50) * 100)
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 0, 50, 100)
        Gimp.Selection.feather(image, 20.0)
        mask = [v for v in bytes(image.get_selection().get_buffer().get(
            rectangle(0, 0, 100, 100), 1.0, "Y u8", 0))]
        inside = sum(v for i, v in enumerate(mask) if i % 100 < 50)
        outside = sum(v for i, v in enumerate(mask) if i % 100 >= 50)
        self.assertGreater(outside, 0)
        colors, shares, _ = self.extract(image, layer, colors=2)
        self.assertEqual(colors, [RED, BLUE])
        self.assert_shares(shares, [inside / (inside + outside), outside / (inside + outside)])

    def test_selection_is_in_image_coordinates(self):
        image = self.new_image(30, 30)
        layer = self.new_layer(image, 10, 10)
        write(layer, bytes(RED) * 50 + bytes(BLUE) * 50)
        layer.set_offsets(12, 7)
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 12, 11, 10, 2)
        colors, shares, _ = self.extract(image, layer, colors=2)
        self.assertEqual(sorted(colors), sorted([RED, BLUE]))
        self.assert_shares(shares, [0.5, 0.5])

    def test_layer_larger_than_the_canvas_counts_as_a_whole(self):
        image = self.new_image(5, 5)
        layer = self.new_layer(image, 10, 10)
        write(layer, bytes(RED) * 40 + bytes(BLUE) * 60)
        layer.set_offsets(-3, -8)
        colors, shares, _ = self.extract(image, layer, colors=2)
        self.assertEqual(colors, [BLUE, RED])
        self.assert_shares(shares, [0.6, 0.4])

    def test_applied_layer_mask_is_a_weight(self):
        image, layer = self.striped([(RED, 5), (BLUE, 5)])
        mask = layer.create_mask(Gimp.AddMaskType.WHITE)
        layer.add_mask(mask)
        write(mask, bytes([51] * 50 + [255] * 50), "Y u8")
        colors, shares, _ = self.extract(image, layer, colors=2)
        self.assertEqual(colors, [BLUE, RED])
        self.assert_shares(shares, [5 / 6, 1 / 6])

    def test_layer_mask_that_is_not_applied_does_not_count(self):
        image, layer = self.striped([(RED, 6), (BLUE, 4)])
        mask = layer.create_mask(Gimp.AddMaskType.BLACK)
        layer.add_mask(mask)
        layer.set_apply_mask(False)
        colors, shares, _ = self.extract(image, layer, colors=2)
        self.assertEqual(colors, [RED, BLUE])
        self.assert_shares(shares, [0.6, 0.4])

    def test_selection_and_layer_mask_together(self):
        image, layer = self.striped([(RED, 2), (BLUE, 2), (GREEN, 2)])
        mask = layer.create_mask(Gimp.AddMaskType.WHITE)
        layer.add_mask(mask)
        write(mask, bytes([0] * 20 + [255] * 20 + [51] * 20), "Y u8")
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 0, 10, 5)
        colors, shares, _ = self.extract(image, layer, colors=5)
        self.assertEqual(colors, [BLUE, GREEN])
        self.assert_shares(shares, [10 / 11, 1 / 11])

    def test_filters_are_seen(self):
        image, layer = self.striped([((0, 0, 0), 6), ((250, 200, 100), 4)])
        layer.append_filter(Gimp.DrawableFilter.new(layer, "gegl:invert-gamma", "invert"))
        colors, shares, _ = self.extract(image, layer, colors=2)
        self.assertEqual(colors, [(255, 255, 255), (5, 55, 155)])
        self.assert_shares(shares, [0.6, 0.4])
        self.assertEqual(len(layer.get_filters()), 1)
        self.assertEqual(len(Gimp.get_images()), len(self._images))

    def test_hidden_filters_are_not_seen(self):
        image, layer = self.striped([((0, 0, 0), 6), ((250, 200, 100), 4)])
        invert = Gimp.DrawableFilter.new(layer, "gegl:invert-gamma", "invert")
        layer.append_filter(invert)
        invert.set_visible(False)
        colors, _, _ = self.extract(image, layer, colors=2)
        self.assertEqual(colors, [(0, 0, 0), (250, 200, 100)])

    def test_filters_and_layer_mask_together(self):
        image, layer = self.striped([((0, 0, 0), 5), ((250, 200, 100), 5)])
        mask = layer.create_mask(Gimp.AddMaskType.WHITE)
        layer.add_mask(mask)
        write(mask, bytes([51] * 50 + [255] * 50), "Y u8")
        layer.append_filter(Gimp.DrawableFilter.new(layer, "gegl:invert-gamma", "invert"))
        colors, shares, _ = self.extract(image, layer, colors=2)
        self.assertEqual(colors, [(5, 55, 155), (255, 255, 255)])
        self.assert_shares(shares, [5 / 6, 1 / 6])

    def test_group_shows_its_layers(self):
        image = self.new_image(10, 10)
        group = Gimp.GroupLayer.new(image, "group")
        image.insert_layer(group, None, 0)
        low = self.new_layer(image, 10, 10, Gimp.ImageType.RGBA_IMAGE, "low", group)
        write(low, bytes([*RED, 255]) * 100, "R'G'B'A u8")
        high = self.new_layer(image, 10, 4, Gimp.ImageType.RGBA_IMAGE, "high", group)
        write(high, bytes([*BLUE, 255]) * 40, "R'G'B'A u8")
        colors, shares, _ = self.extract(image, group, colors=2)
        self.assertEqual(colors, [RED, BLUE])
        self.assert_shares(shares, [0.6, 0.4])

    def test_group_in_which_a_filter_makes_a_layer_larger(self):
        image = self.new_image(100, 60)
        group = Gimp.GroupLayer.new(image, "group")
        image.insert_layer(group, None, 0)
        layer = self.new_layer(image, 40, 40, Gimp.ImageType.RGBA_IMAGE, "inside", group)
        write(layer, bytes([*RED, 255]) * 1600, "R'G'B'A u8")
        shadow = Gimp.DrawableFilter.new(layer, "gegl:dropshadow", "shadow")
        for name, value in (("x", 20.0), ("y", 0.0), ("radius", 0.0), ("opacity", 1.0)):
            shadow.get_config().set_property(name, value)
        layer.append_filter(shadow)
        colors, shares, _ = self.extract(image, group, colors=2)
        self.assertEqual(colors, [RED, (0, 0, 0)])
        self.assert_shares(shares, [2 / 3, 1 / 3])
        self.assertEqual(len(Gimp.get_images()), len(self._images))

    def test_group_with_a_filter(self):
        image = self.new_image(10, 10)
        group = Gimp.GroupLayer.new(image, "group")
        image.insert_layer(group, None, 0)
        layer = self.new_layer(image, 10, 10, Gimp.ImageType.RGBA_IMAGE, "inside", group)
        write(layer, bytes([250, 200, 100, 255]) * 100, "R'G'B'A u8")
        group.append_filter(Gimp.DrawableFilter.new(group, "gegl:invert-gamma", "invert"))
        colors, _, _ = self.extract(image, group, colors=1)
        self.assertEqual(colors, [(5, 55, 155)])
        self.assertEqual(len(group.get_children()), 1)
        self.assertEqual(len(Gimp.get_images()), len(self._images))

    def test_invisible_layer_is_read(self):
        image, layer = self.striped([(RED, 1)])
        layer.set_visible(False)
        colors, _, _ = self.extract(image, layer, colors=1)
        self.assertEqual(colors, [RED])


class ImageTypes(GimpTestCase):
    def test_grayscale(self):
        image, layer = self.striped([((200,), 6), ((50,), 4)], kind=Gimp.ImageType.GRAY_IMAGE,
                                    pixel_format="Y' u8", base=Gimp.ImageBaseType.GRAY)
        colors, shares, _ = self.extract(image, layer, colors=2)
        self.assertEqual(colors, [(200, 200, 200), (50, 50, 50)])
        self.assert_shares(shares, [0.6, 0.4])

    def test_grayscale_with_alpha_is_neutral_in_every_space(self):
        for space in ("srgb", "oklab", "cielab"):
            with self.subTest(space):
                parts = [((i * 10, 255), 1) for i in range(20)] + [((255, 0), 5)]
                image, layer = self.striped(parts, kind=Gimp.ImageType.GRAYA_IMAGE,
                                            pixel_format="Y'A u8",
                                            base=Gimp.ImageBaseType.GRAY)
                _, _, palette = self.extract(image, layer, colors=3, color_space=space)
                for color in palette.get_colors():
                    r, g, b = srgb_bytes(color)
                    self.assertTrue(r == g == b, (r, g, b))

    def test_indexed(self):
        image, layer = self.striped([(RED, 6), (BLUE, 4)])
        image.convert_indexed(Gimp.ConvertDitherType.NONE, Gimp.ConvertPaletteType.GENERATE, 8,
                              False, False, "")
        colors, shares, _ = self.extract(image, layer, colors=2)
        self.assertEqual(colors, [RED, BLUE])
        self.assert_shares(shares, [0.6, 0.4])

    def test_indexed_with_alpha(self):
        image = self.new_image(4, 1)
        layer = self.new_layer(image, 4, 1, Gimp.ImageType.RGBA_IMAGE)
        write(layer, bytes([*RED, 255, *BLUE, 255, *BLUE, 255, *GREEN, 0]), "R'G'B'A u8")
        image.convert_indexed(Gimp.ConvertDitherType.NONE, Gimp.ConvertPaletteType.GENERATE, 8,
                              False, False, "")
        colors, shares, _ = self.extract(image, layer, colors=5)
        self.assertEqual(colors, [BLUE, RED])
        self.assert_shares(shares, [2 / 3, 1 / 3])

    def test_every_precision(self):
        for precision in Gimp.Precision.__enum_values__.values():
            with self.subTest(precision.value_nick):
                image = self.new_image(10, 10, Gimp.ImageBaseType.RGB, precision)
                layer = self.new_layer(image, 10, 10)
                write(layer, bytes(RED) * 60 + bytes(BLUE) * 40)
                colors, shares, _ = self.extract(image, layer, colors=2)
                # Linear light in 8 bits has only a few steps for dark channels.
                delta = 6 if precision == Gimp.Precision.U8_LINEAR else 0
                self.assert_near(colors[0], RED, delta)
                self.assert_near(colors[1], BLUE, delta)
                self.assert_shares(shares, [0.6, 0.4])

    def test_every_precision_in_gray(self):
        for precision in Gimp.Precision.__enum_values__.values():
            with self.subTest(precision.value_nick):
                image = self.new_image(10, 10, Gimp.ImageBaseType.GRAY, precision)
                layer = self.new_layer(image, 10, 10, Gimp.ImageType.GRAYA_IMAGE)
                write(layer, bytes([220, 255]) * 60 + bytes([90, 255]) * 40, "Y'A u8")
                colors, shares, _ = self.extract(image, layer, colors=2)
                delta = 2 if precision == Gimp.Precision.U8_LINEAR else 0
                self.assert_near(colors[0], (220, 220, 220), delta)
                self.assert_near(colors[1], (90, 90, 90), delta)
                self.assert_shares(shares, [0.6, 0.4])

    def test_masks_weigh_in_high_precision_too(self):
        image = self.new_image(10, 10, precision=Gimp.Precision.FLOAT_LINEAR)
        layer = self.new_layer(image, 10, 10, Gimp.ImageType.RGBA_IMAGE)
        write(layer, bytes([*RED, 255]) * 50 + bytes([*BLUE, 128]) * 50, "R'G'B'A u8")
        mask = layer.create_mask(Gimp.AddMaskType.WHITE)
        layer.add_mask(mask)
        write(mask, struct.pack("<100f", *([0.25] * 50 + [1.0] * 50)), "Y float")
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 0, 10, 8)
        _, shares, _ = self.extract(image, layer, colors=2)
        red, blue = 50 * 0.25, 30 * 128 / 255
        self.assert_shares(shares, [blue / (red + blue), red / (red + blue)], places=4)


class ColorProfiles(GimpTestCase):
    def adobe_image(self, data):
        image = self.new_image(10, 10)
        layer = self.new_layer(image, 10, 10)
        write(layer, data)
        # Gives the bytes another meaning; does not convert them.
        image.set_color_profile(Gimp.ColorProfile.new_rgb_adobe())
        return image, layer

    def test_colors_of_a_wide_space_are_its_own(self):
        for space in ("srgb", "oklab", "cielab"):
            with self.subTest(space):
                image, layer = self.adobe_image(bytes((100, 150, 60)) * 60 +
                                                bytes((0, 255, 0)) * 40)
                outcome = call(PALETTE, image, [layer], colors=2, color_space=space)
                self.assertTrue(outcome.ok, outcome.message)
                self.addCleanup(outcome.palette.delete)
                adobe = Babl.format_with_space("R'G'B' float", layer.get_format())
                first, second = (struct.unpack("<3f", color.get_bytes(adobe).get_data())
                                 for color in outcome.palette.get_colors())
                for got, expected in zip(first + second,
                                         (100 / 255, 150 / 255, 60 / 255, 0, 1, 0)):
                    self.assertAlmostEqual(got, expected, delta=0.002)

    def test_names_are_in_srgb(self):
        image, layer = self.adobe_image(bytes((128, 128, 128)) * 60 + bytes((100, 150, 60)) * 40)
        colors, _, palette = self.extract(image, layer, colors=2)
        for i, color in enumerate(colors):
            self.assertTrue(palette.get_entry_name(i).entry_name.startswith("#%02x%02x%02x" % color))
        # Adobe RGB (1998) has gamma 2.2, sRGB nearly so; its red is more vivid.
        self.assert_near(colors[0], (128, 128, 128), 1)
        self.assertLess(colors[1][0], 95)
