# SPDX-License-Identifier: GPL-3.0-or-later
"""Contents of the palettes that the palette procedure makes."""

import os
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path

from gi.repository import Babl, Gimp, Gio

from harness import (BLACK, BLUE, GREEN, RED, WHITE, GimpTestCase, call, PALETTE, rectangle,
                     srgb_bytes, write)


class Contents(GimpTestCase):
    def test_flat_colors_come_back_exactly_and_largest_first(self):
        image, layer = self.striped([(RED, 2), (BLUE, 5), (GREEN, 3)])
        colors, shares, _ = self.extract(image, layer, colors=3)
        self.assertEqual(colors, [BLUE, GREEN, RED])
        self.assert_shares(shares, [0.5, 0.3, 0.2])

    def test_entries_are_named_with_hex_value_and_share(self):
        image, layer = self.striped([(RED, 271), (BLUE, 729)], width=1)
        _, _, palette = self.extract(image, layer, colors=2)
        names = [palette.get_entry_name(i).entry_name for i in range(2)]
        self.assertEqual(names, ["#2980b9 · 72.9 %", "#c0392b · 27.1 %"])

    def test_entry_colors_belong_to_their_names(self):
        image, layer = self.striped([(RED, 3), (BLUE, 4), (GREEN, 5), (BLACK, 6), (WHITE, 7)])
        colors, _, palette = self.extract(image, layer, colors=5)
        for i, color in enumerate(colors):
            name = palette.get_entry_name(i).entry_name
            self.assertTrue(name.startswith("#%02x%02x%02x " % color), name)

    def test_one_color_is_the_mean_of_all(self):
        image, layer = self.striped([((10, 20, 30), 1), ((30, 60, 90), 3)])
        colors, shares, _ = self.extract(image, layer, colors=1)
        self.assertEqual(colors, [(25, 50, 75)])
        self.assertEqual(shares, [1.0])

    def test_two_centers_are_the_means_of_their_groups(self):
        image, layer = self.striped(
            [((0, 0, 0), 4), ((10, 0, 0), 4), ((200, 0, 0), 1), ((220, 0, 0), 3)])
        colors, shares, _ = self.extract(image, layer, colors=2)
        self.assertEqual(colors, [(5, 0, 0), (215, 0, 0)])
        self.assert_shares(shares, [2 / 3, 1 / 3])

    def test_white_and_black_are_colors_like_others(self):
        image, layer = self.striped([(WHITE, 6), (BLACK, 4)])
        colors, _, _ = self.extract(image, layer, colors=2)
        self.assertEqual(colors, [WHITE, BLACK])

    def test_default_is_five_colors(self):
        image, layer = self.striped([((i * 25, 0, 0), 1) for i in range(10)])
        colors, _, _ = self.extract(image, layer)
        self.assertEqual(len(colors), 5)

    def test_two_hundred_fifty_six_colors(self):
        image, layer = self.striped([((i, 255 - i, 128), 1) for i in range(256)], width=3)
        colors, shares, palette = self.extract(image, layer, colors=256)
        self.assertEqual(sorted(colors), [(i, 255 - i, 128) for i in range(256)])
        self.assert_shares(shares, [1 / 256] * 256)
        self.assertEqual(palette.get_columns(), 16)

    def test_fewer_distinct_colors_than_asked_for(self):
        image, layer = self.striped([(RED, 3), (BLUE, 1)])
        colors, shares, palette = self.extract(image, layer, colors=12)
        self.assertEqual(colors, [RED, BLUE])
        self.assert_shares(shares, [0.75, 0.25])
        self.assertEqual(palette.get_color_count(), 2)

    def test_a_few_colors_make_one_row(self):
        image, layer = self.striped([(RED, 3), (BLUE, 2), (GREEN, 1)])
        _, _, palette = self.extract(image, layer, colors=3)
        self.assertEqual(palette.get_columns(), 3)

    def test_large_layer_with_an_odd_size(self):
        # More than one tile in both directions, none of them full at the edges.
        width, height = 333, 517
        image = self.new_image(width, height)
        layer = self.new_layer(image, width, height)
        write(layer, bytes(RED) * (width * 500) + bytes(BLUE) * (width * 17))
        colors, shares, _ = self.extract(image, layer, colors=2)
        self.assertEqual(colors, [RED, BLUE])
        self.assert_shares(shares, [500 / 517, 17 / 517], places=9)

    def test_image_stays_as_it_is(self):
        image, layer = self.striped([(RED, 3), (BLUE, 2)])
        image.clean_all()
        self.extract(image, layer, colors=2)
        self.assertFalse(image.is_dirty())
        self.assertEqual(len(image.get_layers()), 1)

    def test_same_layer_gives_the_same_palette(self):
        parts = [((i * 7 % 256, i * 31 % 256, i * 57 % 256), i % 5 + 1) for i in range(200)]
        image, layer = self.striped(parts)
        first = self.extract(image, layer, colors=9)[:2]
        self.assertEqual(self.extract(image, layer, colors=9)[:2], first)


def png(rows):
    """A file with rows of 8-bit colors."""
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data
                + struct.pack(">I", zlib.crc32(kind + data)))
    pixels = b"".join(b"\0" + b"".join(bytes(color) for color in row) for row in rows)
    return (b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b""))


NAME_PALETTES = """
import sys; sys.path.insert(0, {runner!r})
from harness import *
Gegl.init(None)
image = Gimp.get_images()[0]
layers = image.get_layers()
palette = call(PALETTE, image, layers).palette
posterized = call(POSTERIZE, image, layers).posterized
with open({results!r}, "w", encoding="utf-8") as file:
    print(image.get_name(), palette.get_name(), posterized.get_name(), sep="\\n", file=file)
"""


class Names(GimpTestCase):
    def test_given_name(self):
        image, layer = self.striped([(RED, 1)])
        _, _, palette = self.extract(image, layer, colors=1, palette_name="My inks")
        self.assertEqual(palette.get_name(), "My inks")

    def test_empty_name_is_made_from_the_image(self):
        image, layer = self.striped([(RED, 3), (BLUE, 2)])
        image.set_file(Gio.File.new_for_path("/nowhere/sunset.beach.xcf"))
        _, _, palette = self.extract(image, layer, colors=2)
        self.assertEqual(palette.get_name(), "sunset.beach – 2 colors")

    def test_names_of_files_lose_only_their_suffix(self):
        image, layer = self.striped([(RED, 3)])
        for file, title in (("[2024] beach.xcf", "[2024] beach"), ("[done].xcf", "[done]"),
                            ("sunset.xcf.gz", "sunset"), ("a.b.xcf", "a.b")):
            with self.subTest(file):
                image.set_file(Gio.File.new_for_path(f"/nowhere/{file}"))
                _, _, palette = self.extract(image, layer, colors=1)
                self.assertEqual(palette.get_name(), f"{title} – 1 color")

    def test_what_gimp_says_about_an_image_is_not_part_of_its_name(self):
        # Only images that GIMP itself has opened are called so: a second one does.
        with tempfile.TemporaryDirectory(prefix="color-clusters-names-") as name:
            folder = Path(name)
            (folder / "fruits.v2.png").write_bytes(png([[RED, BLUE]]))
            code = NAME_PALETTES.format(runner=str(Path(__file__).parent / "runner"),
                                        results=str(folder / "results"))
            program = os.readlink(f"/proc/{os.getppid()}/exe")
            with open(folder / "log", "wb") as log:
                subprocess.run(
                    [program, "--no-interface", "--no-data", "--no-fonts", folder / "fruits.v2.png",
                     "--batch-interpreter", "python-fu-eval", "--batch", code, "--quit"],
                    env=os.environ | {"GIMP3_DIRECTORY": str(folder / "profile")},
                    stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, timeout=120,
                    check=False)
            results = folder / "results"
            self.assertTrue(results.exists(), (folder / "log").read_text(errors="replace"))
            image, palette, layer = results.read_text(encoding="utf-8").splitlines()
        self.assertEqual(image, "[fruits.v2] (imported)")
        self.assertEqual(palette, "fruits.v2 – 2 colors")
        self.assertEqual(layer, "fruits.v2 – 2 colors")

    def test_one_color_is_not_plural(self):
        image, layer = self.striped([(RED, 3)])
        _, _, palette = self.extract(image, layer, colors=1)
        self.assertEqual(palette.get_name(), "Untitled – 1 color")

    def test_names_too_long_for_a_file_are_shortened(self):
        image, layer = self.striped([(RED, 1)])
        for name in ("x" * 300, "ü" * 200, "色" * 100):
            with self.subTest(name[0]):
                _, _, palette = self.extract(image, layer, colors=1, palette_name=name)
                shortened = palette.get_name()
                self.assertTrue(shortened.endswith("…"))
                self.assertTrue(name.startswith(shortened[:-1]))
                self.assertIn(len(shortened.encode()), range(230, 241))

    def test_long_name_of_an_image_leaves_room_for_the_number(self):
        image, layer = self.striped([(RED, 1)])
        image.set_file(Gio.File.new_for_path("/tmp/" + "y" * 250 + ".xcf"))
        _, _, palette = self.extract(image, layer, colors=1)
        self.assertRegex(palette.get_name(), "^y{190,}… – 1 color$")

    def test_name_in_use_gets_another_one(self):
        image, layer = self.striped([(RED, 3)])
        _, _, first = self.extract(image, layer, colors=1, palette_name="Twice")
        _, _, second = self.extract(image, layer, colors=1, palette_name="Twice")
        self.assertEqual(first.get_name(), "Twice")
        self.assertNotEqual(second.get_name(), "Twice")
        self.assertTrue(second.get_name().startswith("Twice"))
        self.assertEqual(second.get_color_count(), 1)

    def test_line_breaks_do_not_reach_the_palette_file(self):
        image, layer = self.striped([(RED, 3)])
        _, _, palette = self.extract(image, layer, colors=1, palette_name=" two\nlines ")
        self.assertEqual(palette.get_name(), "two lines")


class ColorSpaces(GimpTestCase):
    def test_flat_colors_are_the_same_in_every_space(self):
        for space in ("srgb", "oklab", "cielab"):
            with self.subTest(space):
                image, layer = self.striped([(RED, 2), (BLUE, 5), (GREEN, 3)])
                colors, shares, _ = self.extract(image, layer, colors=3, color_space=space)
                self.assertEqual(colors, [BLUE, GREEN, RED])
                self.assert_shares(shares, [0.5, 0.3, 0.2])

    def test_means_differ_between_spaces(self):
        image, layer = self.striped([((0, 0, 0), 1), ((255, 255, 255), 1)])
        middle = {space: self.extract(image, layer, colors=1, color_space=space)[0][0]
                  for space in ("srgb", "oklab", "cielab")}
        # Half of the encoded value; L = 0.5 and L* = 50 in gamma-encoded sRGB.
        self.assert_near(middle["srgb"], (128, 128, 128))
        self.assert_near(middle["oklab"], (99, 99, 99))
        self.assert_near(middle["cielab"], (119, 119, 119))


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
