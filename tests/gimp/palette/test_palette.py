# SPDX-License-Identifier: GPL-3.0-or-later
"""Contents of the palettes that the palette procedure makes."""

import os
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path

from gi.repository import Gimp, Gio

from harness import BLACK, BLUE, GREEN, RED, WHITE, GimpTestCase, call, PALETTE, write


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
            code = NAME_PALETTES.format(runner=str(Path(__file__).parents[1] / "runner"),
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
