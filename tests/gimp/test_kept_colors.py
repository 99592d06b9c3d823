# SPDX-License-Identifier: GPL-3.0-or-later
"""Colors of a palette that stay while the others are found around them."""

import struct

from gi.repository import Babl, Gegl, Gimp, GLib

from harness import (BLACK, BLUE, GREEN, PALETTE, POSTERIZE, RED, SEPARATE, WHITE, GimpTestCase, call,
                     pixels, read, rectangle, write)

SPACES = ("srgb", "oklab", "cielab")
CALLING_ERROR = Gimp.PDBStatusType.CALLING_ERROR
MAGENTA = (255, 0, 255)


class KeptColorsTestCase(GimpTestCase):
    def shades(self, precision=Gimp.Precision.U8_NON_LINEAR):
        """A picture of a hundred colors around red, green and blue."""
        parts = [((150 + i, 40 + i % 7, 30), 2) for i in range(40)]
        parts += [((30, 120 + i, 50 + i % 9), 1) for i in range(40)]
        parts += [((20 + i % 5, 60, 150 + i), 1) for i in range(20)]
        return self.striped(parts, width=4, precision=precision)


class Palettes(KeptColorsTestCase):
    def test_kept_colors_are_exact_and_the_others_are_found(self):
        image, layer = self.shades()
        keep = [(170, 43, 31), (25, 61, 162)]
        palette = self.new_palette(keep)
        for space in SPACES:
            with self.subTest(space):
                colors, shares, _ = self.extract(image, layer, colors=6, color_space=space,
                                                 keep_palette=palette)
                self.assertEqual(len(colors), 6)
                self.assertLessEqual(set(keep), set(colors))
                self.assertTrue(any(g > 100 for _, g, _ in colors))
                self.assertEqual(shares, sorted(shares, reverse=True))

    def test_every_byte_comes_back(self):
        image, layer = self.striped([(RED, 1), (BLUE, 1)])
        for start in (0, 100):
            keep = [(i, 255 - i, i * 7 % 256) for i in range(start, start + 156)]
            colors, _, _ = self.extract(image, layer, colors=156, keep_palette=self.new_palette(keep))
            self.assertEqual(sorted(colors), sorted(keep))

    def test_color_that_no_pixel_has_stays_with_share_zero(self):
        image, layer = self.striped([(RED, 3), (BLUE, 2)])
        colors, shares, palette = self.extract(image, layer, colors=3,
                                               keep_palette=self.new_palette([MAGENTA]))
        self.assertEqual(colors, [RED, BLUE, MAGENTA])
        self.assert_shares(shares, [0.6, 0.4, 0.0])
        self.assertEqual(palette.get_entry_name(2).entry_name, "#ff00ff · 0.0 %")

    def test_color_without_pixels_has_its_place_in_the_order(self):
        image, layer = self.striped([(WHITE, 3), (BLACK, 2)])
        keep = self.new_palette([(100, 100, 100)])
        colors, shares, _ = self.extract(image, layer, colors=3, order="lightness", keep_palette=keep)
        self.assertEqual(colors, [BLACK, (100, 100, 100), WHITE])
        self.assert_shares(shares, [0.4, 0.0, 0.6])

    def test_kept_color_of_the_picture_is_not_found_twice(self):
        for precision in (Gimp.Precision.U8_NON_LINEAR, Gimp.Precision.U8_LINEAR,
                          Gimp.Precision.U16_LINEAR, Gimp.Precision.FLOAT_NON_LINEAR,
                          Gimp.Precision.HALF_LINEAR):
            for space in SPACES:
                with self.subTest(f"{precision.value_nick} {space}"):
                    image, layer = self.striped([(RED, 5), (BLUE, 3), (GREEN, 2)],
                                                precision=precision)
                    colors, shares, _ = self.extract(image, layer, colors=8, color_space=space,
                                                     keep_palette=self.new_palette([BLUE, RED]))
                    self.assertEqual(colors[:2], [RED, BLUE])
                    self.assertEqual(len(colors), 3)
                    # Eight linear bits do not hold the green exactly.
                    self.assert_near(colors[2], GREEN)
                    self.assert_shares(shares, [0.5, 0.3, 0.2])

    def test_as_many_as_are_asked_for(self):
        image, layer = self.shades()
        keep = [RED, GREEN, BLUE]
        colors, shares, _ = self.extract(image, layer, colors=3, keep_palette=self.new_palette(keep))
        self.assertEqual(sorted(colors), sorted(keep))
        self.assertAlmostEqual(sum(shares), 1.0)

    def test_a_palette_that_was_found_stays(self):
        image, layer = self.shades()
        first, _, palette = self.extract(image, layer, colors=5)
        again, _, _ = self.extract(image, layer, colors=5, keep_palette=palette)
        self.assertEqual(sorted(again), sorted(first))

    def test_color_kept_twice_is_one(self):
        image, layer = self.striped([(RED, 3), (BLUE, 2)])
        colors, _, _ = self.extract(image, layer, colors=2,
                                    keep_palette=self.new_palette([MAGENTA, MAGENTA]))
        self.assertEqual(len(colors), 2)
        self.assertIn(MAGENTA, colors)

    def test_none_and_an_empty_palette_keep_nothing(self):
        image, layer = self.shades()
        plain = self.extract(image, layer, colors=4)[:2]
        self.assertEqual(self.extract(image, layer, colors=4, keep_palette=None)[:2], plain)
        empty = self.new_palette([])
        self.assertEqual(self.extract(image, layer, colors=4, keep_palette=empty)[:2], plain)

    def test_automatic_counts_kept_colors_as_chosen(self):
        image, layer = self.striped([(RED, 30), (BLUE, 25), (GREEN, 20), (BLACK, 15), (WHITE, 10)],
                                    width=100)
        for space in SPACES:
            with self.subTest(space):
                red = (194, 57, 43)
                colors, _, _ = self.extract(image, layer, colors=16, automatic=True,
                                            color_space=space,
                                            keep_palette=self.new_palette([red, MAGENTA]))
                self.assertEqual(sorted(colors),
                                 sorted([red, BLUE, GREEN, BLACK, WHITE, MAGENTA]))

    def test_representative_leaves_them_alone(self):
        image, layer = self.shades()
        own = set(pixels(layer))
        keep = {(171, 45, 33), MAGENTA}
        for precision in (None, Gimp.Precision.FLOAT_LINEAR):
            if precision:
                image.convert_precision(precision)
            colors, _, _ = self.extract(image, layer, colors=6, representative="nearest",
                                        keep_palette=self.new_palette(keep))
            self.assertLessEqual(keep, set(colors))
            self.assertLessEqual(set(colors) - keep, own)

    def test_gray_layer_compares_their_luminance(self):
        image = self.new_image(10, 10, Gimp.ImageBaseType.GRAY)
        layer = self.new_layer(image, 10, 10, Gimp.ImageType.GRAY_IMAGE)
        # The luminance of pure green is that of the gray (220, 220, 220).
        write(layer, bytes((220,)) * 60 + bytes((30,)) * 40, "Y' u8")
        colors, shares, _ = self.extract(image, layer, colors=2,
                                         keep_palette=self.new_palette([(0, 255, 0)]))
        self.assertEqual(colors, [(0, 255, 0), (30, 30, 30)])
        self.assert_shares(shares, [0.6, 0.4])

    def test_indexed_image(self):
        image, layer = self.striped([(RED, 6), (BLUE, 4)])
        image.convert_indexed(Gimp.ConvertDitherType.NONE, Gimp.ConvertPaletteType.GENERATE, 8,
                              False, False, "")
        colors, shares, _ = self.extract(image, layer, colors=8, keep_palette=self.new_palette([RED]))
        self.assertEqual(colors, [RED, BLUE])
        self.assert_shares(shares, [0.6, 0.4])

    def test_wide_color_space(self):
        image, layer = self.striped([((200, 60, 50), 6), ((40, 130, 180), 4)])
        image.set_color_profile(Gimp.ColorProfile.new_rgb_adobe())
        first, _, palette = self.extract(image, layer, colors=2)
        colors, shares, _ = self.extract(image, layer, colors=8, keep_palette=palette)
        self.assertEqual(colors, first)
        self.assert_shares(shares, [0.6, 0.4])


class Posterized(KeptColorsTestCase):
    def test_pixels_get_the_kept_color_exactly(self):
        keep = [(171, 45, 33), (24, 63, 160)]
        for precision in (Gimp.Precision.U8_NON_LINEAR, Gimp.Precision.U16_NON_LINEAR,
                          Gimp.Precision.FLOAT_LINEAR):
            for space in SPACES:
                with self.subTest(f"{precision.value_nick} {space}"):
                    image, layer = self.shades(precision)
                    result = self.posterize(image, layer, colors=4, color_space=space,
                                            keep_palette=self.new_palette(keep))
                    seen = set(pixels(result.posterized))
                    self.assertEqual(len(seen), 4)
                    self.assertLessEqual(set(keep), seen)
                    self.assertLessEqual(set(pixels(result.color_bar)), seen)

    def test_float_layer_gets_the_color_itself(self):
        image, layer = self.striped([((100, 100, 100), 5), (WHITE, 5)],
                                    precision=Gimp.Precision.FLOAT_NON_LINEAR)
        keep = self.new_palette([])
        entry = Gegl.Color.new("black")
        entry.set_bytes(Babl.format("R'G'B' float"),
                        GLib.Bytes.new(struct.pack("<3f", 0.401, 0.4, 0.399)))
        keep.add_entry("fine", entry)
        result = self.posterize(image, layer, colors=2, keep_palette=keep)
        found = struct.unpack("<3f", read(result.posterized, "R'G'B' float",
                                          rectangle(0, 0, 1, 1)))
        for a, b in zip(found, (0.401, 0.4, 0.399)):
            self.assertAlmostEqual(a, b, places=6)

    def test_pixels_go_to_the_nearest_color(self):
        image, layer = self.striped([((10, 10, 10), 3), ((60, 60, 60), 3), ((240, 240, 240), 4)])
        keep = self.new_palette([(30, 30, 30), MAGENTA])
        result = self.posterize(image, layer, colors=3, keep_palette=keep)
        self.assertEqual(pixels(result.posterized),
                         [(30, 30, 30)] * 60 + [(240, 240, 240)] * 40)
        # Magenta has no pixels: no segment, but its share is listed.
        self.assertEqual(set(pixels(result.color_bar)), {(30, 30, 30), (240, 240, 240)})
        self.assert_shares(result.shares, [0.6, 0.4, 0.0])
        self.assertEqual(result.posterized.get_name(), "layer – 3 colors")

    def test_gray_layer_gets_their_luminance(self):
        image = self.new_image(10, 10, Gimp.ImageBaseType.GRAY)
        layer = self.new_layer(image, 10, 10, Gimp.ImageType.GRAY_IMAGE)
        write(layer, bytes((210,)) * 60 + bytes((30,)) * 40, "Y' u8")
        result = self.posterize(image, layer, colors=2,
                                keep_palette=self.new_palette([(0, 255, 0)]))
        self.assertEqual(read(result.posterized, "Y' u8"), bytes((220,)) * 60 + bytes((30,)) * 40)

    def test_wide_color_space_is_managed(self):
        # The same color has other values in Adobe RGB.
        image, layer = self.striped([((200, 60, 50), 6), ((40, 130, 180), 4)],
                                    precision=Gimp.Precision.U16_NON_LINEAR)
        image.set_color_profile(Gimp.ColorProfile.new_rgb_adobe())
        result = self.posterize(image, layer, colors=2, keep_palette=self.new_palette([RED]))
        self.assertEqual(pixels(result.posterized, "R'G'B' u8")[0], RED)


class Refused(KeptColorsTestCase):
    def test_more_colors_than_asked_for(self):
        image, layer = self.shades()
        keep = self.new_palette([RED, GREEN, BLUE], "My inks")
        for procedure in (PALETTE, POSTERIZE, SEPARATE):
            for automatic in (False, True):
                with self.subTest(f"{procedure} {automatic}"):
                    outcome = call(procedure, image, [layer], colors=2, keep_palette=keep,
                                   automatic=automatic, most_colors=2)
                    self.assertEqual(outcome.status, CALLING_ERROR)
                    self.assertIn("“My inks” has 3 colors to keep, more than the number of colors "
                                  "asked for (2)", outcome.message)
                    self.assertIn("Ask for more colors", outcome.message)
        self.assertEqual(len(image.get_layers()), 1)

    def test_palette_that_was_deleted(self):
        image, layer = self.shades()
        keep = Gimp.Palette.new("Gone")
        for procedure in (PALETTE, POSTERIZE, SEPARATE):
            with self.subTest(procedure):
                called = Gimp.get_pdb().lookup_procedure(procedure)
                config = called.create_config()
                config.set_property("image", image)
                config.set_core_object_array("drawables", [layer])
                config.set_property("keep-palette", keep)
                if keep.is_valid():
                    keep.delete()
                result = called.run(config)
                self.assertEqual(result.index(0), CALLING_ERROR)
        self.assertEqual(len(image.get_layers()), 1)

    def test_fewer_colors_are_reported_with_the_kept_ones(self):
        image, layer = self.striped([(RED, 3), (BLUE, 2)])
        self.extract(image, layer, colors=9, keep_palette=self.new_palette([MAGENTA]))
        self.expect_in_log("color-clusters: With the kept ones there are only 3 distinct colors "
                           "here; they are used instead of the 9 asked for.")
