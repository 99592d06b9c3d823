# SPDX-License-Identifier: GPL-3.0-or-later
"""Films of a layer: which inks there are, where each prints, and what each option does to it."""

import struct

from gi.repository import Gimp

from harness import BLACK, BLUE, GREEN, RED, WHITE, gegl_color, pixels, read, rectangle, write
from separate_case import DARK, YELLOW, Separate

RGBA = "R'G'B'A u8"


class Inks(Separate):
    PARTS = [(WHITE, 4), (RED, 5), (BLUE, 3), (YELLOW, 8)]

    def test_a_film_for_each_ink_from_light_to_dark(self):
        image, layer = self.striped(self.PARTS)
        outcome = self.separate(image, layer, colors=3)
        group = outcome.values[0]
        self.assertTrue(group.is_group_layer())
        self.assertEqual(group.get_name(), "layer – 3 films")
        self.assertEqual(self.names(outcome), ["1 #faf078 · 40.0 %", "2 #2980b9 · 15.0 %",
                                               "3 #c0392b · 25.0 %"])
        self.assert_shares(outcome.shares, [0.4, 0.15, 0.25])
        self.assertEqual(self.prints(outcome, "#faf078"), [0] * 120 + [1] * 80)
        self.assertEqual(self.prints(outcome, "#c0392b"), [0] * 40 + [1] * 50 + [0] * 110)
        self.assertEqual(self.prints(outcome, "#2980b9"), [0] * 90 + [1] * 30 + [0] * 80)
        for film in group.get_children():
            self.assertTrue(film.get_visible())
            self.assertFalse(film.has_alpha())
        self.assertIsNone(outcome.values[1])
        self.assertEqual(image.get_selected_layers(), [group])
        self.assertFalse(layer.get_visible())

    def test_order_of_printing(self):
        image, layer = self.striped(self.PARTS)
        inks = {"light-to-dark": "#faf078 #2980b9 #c0392b", "dark-to-light": "#c0392b #2980b9 #faf078",
                "share": "#faf078 #c0392b #2980b9"}
        for order, expected in inks.items():
            names = self.names(self.separate(image, layer, colors=3, order=order))
            self.assertEqual([name.split()[1] for name in names], expected.split(), order)
            self.assertEqual([name.split()[0] for name in names], ["1", "2", "3"])
        palette = self.new_palette([BLUE, YELLOW, RED])
        names = self.names(self.separate(image, layer, palette=palette, order="palette"))
        self.assertEqual([name.split()[1] for name in names], ["#2980b9", "#faf078", "#c0392b"])

    def test_paper_is_no_ink(self):
        image, layer = self.striped(self.PARTS)
        outcome = self.separate(image, layer, colors=3, paper="color", paper_color=gegl_color(YELLOW))
        self.assertEqual(sorted(name.split()[1] for name in self.names(outcome)),
                         ["#2980b9", "#c0392b", "#ffffff"])
        everything = self.separate(image, layer, colors=4, paper="none")
        self.assertEqual(len(self.names(everything)), 4)
        self.assertAlmostEqual(sum(everything.shares), 1.0)

    def test_paper_of_a_palette_is_no_ink(self):
        image, layer = self.striped(self.PARTS)
        palette = self.new_palette([WHITE, RED, BLUE, YELLOW, GREEN])
        outcome = self.separate(image, layer, palette=palette)
        self.assertEqual(len(self.names(outcome)), 3)
        # The one that no pixel has is in the list, but has no film.
        self.assertEqual(len(outcome.shares), 4)
        self.assertEqual(outcome.shares.count(0.0), 1)

    def test_the_best_inks_of_a_palette_with_their_names(self):
        image, layer = self.striped(self.PARTS)
        palette = Gimp.Palette.new("Inks")
        self.addCleanup(palette.delete)
        for name, color in (("Sun", YELLOW), ("Sea", BLUE), ("Sea", (0, 0, 90)), ("", RED),
                            ("Grass", GREEN)):
            palette.add_entry(name, gegl_color(color))
        outcome = self.separate(image, layer, palette=palette, palette_colors=3)
        self.assertEqual(self.names(outcome), ["1 Sun #faf078 · 40.0 %", "2 Sea #2980b9 · 15.0 %",
                                               "3 #c0392b · 25.0 %"])
        # What is kept is one of them; the paper is not counted.
        keep = self.new_palette([GREEN])
        outcome = self.separate(image, layer, palette=palette, palette_colors=2, keep_palette=keep)
        self.assertEqual(len(outcome.shares), 2)
        outcome = self.separate(image, layer, palette=palette, palette_colors=1)
        self.assertEqual(len(self.names(outcome)), 1)

    def test_kept_colors_count_among_the_inks(self):
        image, layer = self.striped(self.PARTS)
        keep = self.new_palette([(255, 0, 0), (0, 0, 255)])
        names = self.names(self.separate(image, layer, colors=3, keep_palette=keep))
        self.assertEqual(len(names), 3)
        self.assertIn("#ff0000", " ".join(names))
        self.assertIn("#0000ff", " ".join(names))
        # The paper is not counted, also when it is kept.
        white = self.new_palette([WHITE])
        self.assertEqual(len(self.names(self.separate(image, layer, colors=3, keep_palette=white))),
                         3)

    def test_automatic_number(self):
        image, layer = self.striped([(WHITE, 40), (RED, 50), (BLUE, 30), (YELLOW, 80)], width=100)
        outcome = self.separate(image, layer, automatic=True)
        self.assertEqual(len(self.names(outcome)), 3)
        outcome = self.separate(image, layer, automatic=True, most_colors=2)
        self.assertLessEqual(len(self.names(outcome)), 2)

    def test_inks_are_the_colors_that_posterize_finds(self):
        image = self.new_image(60, 60)
        layer = self.new_layer(image, 60, 60)
        write(layer, bytes(c for i in range(3600) for c in (
            (i * 7 % 256, i % 60 * 4, i // 60 * 4) if i % 500 > 3 else (255, 0, 255))))
        keep = self.new_palette([RED, (0, 0, 255)])
        for options in ({}, {"accents": 1.0}, {"representative": "nearest"},
                        {"representative": "vivid"}, {"color_space": "oklab"},
                        {"color_space": "cielab"}, {"automatic": True, "most_colors": 5},
                        {"keep_palette": keep}):
            with self.subTest(options):
                arguments = {"colors": 6, "color_space": "srgb"} | options
                found = self.posterize(image, layer, layers="per-color", color_bar=False, **arguments)
                outcome = self.separate(image, layer, paper="none", order="share", **arguments)
                self.assertEqual([name.partition(" ")[2] for name in self.names(outcome)],
                                 [child.get_name() for child in found.posterized.get_children()])
                self.assertEqual(outcome.shares, found.shares)

    def test_recolored_inks(self):
        image, layer = self.striped(self.PARTS)
        recolor = self.new_palette([GREEN])
        names = self.names(self.separate(image, layer, colors=3, recolor=recolor))
        self.assertEqual(names[0], "1 #27ae60 · 40.0 %")

    def test_palette_of_the_inks(self):
        image, layer = self.striped(self.PARTS)
        outcome = self.separate(image, layer, colors=3, create_palette=True)
        self.addCleanup(outcome.values[3].delete)
        self.assertEqual(outcome.values[3].get_color_count(), 3)

    def test_paper_is_not_missed_among_the_inks(self):
        image, layer = self.striped([(YELLOW, 4), (RED, 3), (DARK, 2), (WHITE, 1)])
        self.assertEqual(len(self.separate(image, layer, colors=3).shares), 3)
        self.refuse_in_log("instead of the 4 asked for")
        self.refuse_in_log("instead of the 3 asked for")
        self.separate(image, layer, colors=7)
        self.expect_in_log("There are only 3 distinct colors here; they are used instead of the 7 "
                           "asked for.")

    def test_more_inks_than_there_can_be(self):
        image, layer = self.striped([(YELLOW, 4), (RED, 3)])
        self.refused(image, layer, "255 inks at the most", colors=256)
        self.separate(image, layer, colors=255)
        self.separate(image, layer, colors=256, paper="none")
        self.separate(image, layer, automatic=True, most_colors=256)
        kept = self.new_palette([(i, 0, 255 - i) for i in range(256)])
        self.refused(image, layer, "255 inks at the most", colors=256, keep_palette=kept)

    def test_nothing_to_print(self):
        image, layer = self.striped([(WHITE, 10)])
        self.refused(image, layer, "Nothing would be printed", colors=3)
        self.refused(image, layer, "Nothing would be printed", colors=3, halftone="round")

    def test_transparent_and_unselected_pixels_do_not_print(self):
        image = self.new_image(4, 1)
        layer = self.new_layer(image, 4, 1, Gimp.ImageType.RGBA_IMAGE)
        write(layer, bytes((*RED, 255, *RED, 127, *RED, 128, *RED, 255)), RGBA)
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 0, 3, 1)
        outcome = self.separate(image, layer, colors=1)
        self.assertEqual(self.prints(outcome, "#c0392b"), [1, 0, 1, 0])

    def test_in_high_precision_and_gray(self):
        image, layer = self.striped([((10,), 5), ((200,), 5)], kind=Gimp.ImageType.GRAY_IMAGE,
                                    pixel_format="Y' u8", base=Gimp.ImageBaseType.GRAY,
                                    precision=Gimp.Precision.FLOAT_LINEAR)
        outcome = self.separate(image, layer, colors=2, paper="none", proof=True)
        light, dark = outcome.values[0].get_children()
        self.assertEqual(struct.unpack("<100f", read(dark, "Y float")), (0.0,) * 50 + (1.0,) * 50)
        self.assertEqual(struct.unpack("<100f", read(light, "Y float")), (1.0,) * 50 + (0.0,) * 50)
        self.assertEqual(pixels(outcome.values[1])[99], (200, 200, 200))

    def test_are_not_blended_like_the_layer(self):
        image, layer = self.striped([(RED, 5), (BLUE, 5)])
        layer.set_opacity(30.0)
        self.assertEqual(self.separate(image, layer, colors=2).values[0].get_opacity(), 100.0)

    def test_large_films_are_made_in_parts(self):
        image, layer = self.striped([(RED, 700), (YELLOW, 300), (WHITE, 530)], width=20)
        outcome = self.separate(image, layer, colors=2, proof=True)
        self.assertEqual(self.prints(outcome, "#c0392b"), [1] * 14000 + [0] * 16600)
        self.assertEqual(self.prints(outcome, "#faf078"), [0] * 14000 + [1] * 6000 + [0] * 10600)
        self.assertEqual(pixels(outcome.values[1])[::20], [RED] * 700 + [YELLOW] * 300 + [WHITE] * 530)


class Areas(Separate):
    def test_lighter_inks_spread_under_darker_ones(self):
        image, layer = self.striped([(YELLOW, 4), (DARK, 8), (RED, 6), (WHITE, 6)], width=3)
        outcome = self.separate(image, layer, colors=3, trap=2.0)
        rows = [self.prints(outcome, part)[::3] for part in ("#faf078", "#14143c", "#c0392b")]
        self.assertEqual(rows[0], [1] * 6 + [0] * 18)
        self.assertEqual(rows[1], [0] * 4 + [1] * 8 + [0] * 12)
        self.assertEqual(rows[2], [0] * 10 + [1] * 8 + [0] * 6)

    def test_the_same_trap_in_other_units(self):
        image, layer = self.striped([(YELLOW, 20), (DARK, 20)], width=3)
        image.set_resolution(254, 254)  # A tenth of a millimeter is a pixel.
        for unit, trap in ((Gimp.Unit.pixel(), 5.0), (Gimp.Unit.mm(), 0.5),
                           (Gimp.Unit.inch(), 0.5 / 25.4)):
            outcome = self.separate(image, layer, colors=2, trap=trap, unit=unit)
            self.assertEqual(self.prints(outcome, "#faf078")[::3], [1] * 25 + [0] * 15,
                             unit.get_name())

    def test_lengths_that_are_too_long(self):
        image, layer = self.striped([(YELLOW, 20), (DARK, 20)])
        image.set_resolution(300, 300)
        for name, label in (("trap", "Trap"), ("choke", "Choke"), ("minimum_width", "Minimum width"),
                            ("underbase_choke", "Underbase choke")):
            self.refused(image, layer, f"“{label}” is 300 pixels", unit=Gimp.Unit.inch(), underbase=True,
                         **{name: 1.0})

    def test_choke(self):
        image, layer = self.striped([(WHITE, 5), (RED, 8), (BLUE, 7)], width=11)
        outcome = self.separate(image, layer, colors=2, choke=2.0)
        column = self.prints(outcome, "#c0392b")[5::11]
        self.assertEqual(column, [0] * 7 + [1] * 4 + [0] * 9)
        middle = self.prints(outcome, "#c0392b")[9 * 11:10 * 11]
        self.assertEqual(middle, [0, 0] + [1] * 7 + [0, 0])

    def test_underbase_lies_under_all_inks(self):
        image, layer = self.striped([(BLACK, 5), (RED, 8), (YELLOW, 7), (BLACK, 5)], width=9)
        outcome = self.separate(image, layer, colors=2, paper="black", underbase=True)
        self.assertEqual(self.names(outcome)[0], "Underbase")
        self.assertEqual(len(self.names(outcome)), 3)
        self.assertEqual(self.prints(outcome, "Underbase")[::9], [0] * 5 + [1] * 15 + [0] * 5)
        outcome = self.separate(image, layer, colors=2, paper="black", underbase=True,
                                underbase_choke=2.0)
        self.assertEqual(self.prints(outcome, "Underbase")[4::9], [0] * 7 + [1] * 11 + [0] * 7)
        # The films of the inks are as they were.
        self.assertEqual(self.prints(outcome, "#c0392b")[::9], [0] * 5 + [1] * 8 + [0] * 12)

    def test_underbase_choke_without_underbase_has_no_effect(self):
        image, layer = self.striped([(RED, 8), (YELLOW, 7)])
        outcome = self.separate(image, layer, colors=2, underbase_choke=90.0, unit=Gimp.Unit.inch())
        self.assertEqual(len(self.names(outcome)), 2)

    def test_narrow_lines_dissolve(self):
        image, layer = self.striped([(WHITE, 20), (RED, 3), (WHITE, 20), (RED, 4), (WHITE, 10)],
                                    width=40)
        outcome = self.separate(image, layer, colors=1, minimum_width=4.0)
        self.assertEqual(self.prints(outcome, "#c0392b")[::40], [0] * 43 + [1] * 4 + [0] * 10)
        # So do gaps.
        image, layer = self.striped([(RED, 20), (WHITE, 3), (RED, 20)], width=40)
        outcome = self.separate(image, layer, colors=1, minimum_width=4.0)
        self.assertEqual(self.prints(outcome, "#c0392b")[::40], [1] * 43)

    def test_small_areas_and_ragged_edges(self):
        image, layer = self.striped([(WHITE, 30)], width=30)
        write(layer, bytes(RED) * 9, area=rectangle(5, 5, 3, 3))
        write(layer, bytes(RED) * 100, area=rectangle(15, 15, 10, 10))
        outcome = self.separate(image, layer, colors=1, smallest_area=10)
        self.assertEqual(sum(self.prints(outcome, "#c0392b")), 100)
        outcome = self.separate(image, layer, colors=1, smooth_edges=5)
        smoothed = sum(self.prints(outcome, "#c0392b"))
        self.assertNotEqual(smoothed, 109)
        self.assertGreater(smoothed, 50)

    def test_shares_are_those_of_the_tidied_areas(self):
        image, layer = self.striped([(WHITE, 30)], width=30)
        write(layer, bytes(RED) * 9, area=rectangle(5, 5, 3, 3))
        write(layer, bytes(RED) * 90, area=rectangle(15, 15, 10, 9))
        outcome = self.separate(image, layer, colors=1, smallest_area=10)
        self.assertEqual(self.names(outcome), ["1 #c0392b · 10.0 %"])


class ManyTiles(Separate):
    """Films larger than GIMP's tiles, most of which have nothing of an ink."""

    WIDTH, HEIGHT = 400, 330
    PAPER = (240, 230, 200)

    def setUp(self):
        super().setUp()
        self.image = self.new_image(self.WIDTH, self.HEIGHT)
        self.layer = self.new_layer(self.image, self.WIDTH, self.HEIGHT, Gimp.ImageType.RGB_IMAGE)
        write(self.layer, bytes(self.PAPER) * (self.WIDTH * self.HEIGHT))
        self.areas = {RED: (3, 5, 20, 10), BLUE: (250, 100, 140, 40), YELLOW: (120, 126, 20, 150)}
        for color, (x, y, width, height) in self.areas.items():
            write(self.layer, bytes(color) * (width * height), area=rectangle(x, y, width, height))

    def shifted(self, drawable, x, y):
        """The part of a film that has the picture, whose corner lies there."""
        return read(drawable, area=rectangle(x, y, self.WIDTH, self.HEIGHT))

    def test_each_film_and_the_proof_are_those_of_the_picture(self):
        for marks in (False, True):
            image = self.image.duplicate()
            self._images.append(image)
            layer = image.get_layers()[0]
            outcome = self.separate(image, layer, colors=3, paper="color", proof=True,
                                    paper_color=gegl_color(self.PAPER), registration_marks=marks)
            margin = (image.get_width() - self.WIDTH) // 2
            self.assertEqual(margin > 0, marks)
            for color, area in self.areas.items():
                name = "#{:02x}{:02x}{:02x}".format(*color)
                film = next(film for title, film in self.films(outcome).items() if name in title)
                x, y, width, height = area
                expected = bytearray(b"\xff" * (3 * self.WIDTH * self.HEIGHT))
                for row in range(y, y + height):
                    start = 3 * (row * self.WIDTH + x)
                    expected[start:start + 3 * width] = bytes(3 * width)
                self.assertEqual(self.shifted(film, margin, margin), bytes(expected), name)
            proof = self.shifted(outcome.values[1], margin, margin)
            picture = read(self.layer)
            for start in range(0, len(picture), 3 * 37):
                seen, found = tuple(picture[start:start + 3]), tuple(proof[start:start + 3])
                if seen == self.PAPER:
                    self.assertEqual(found, seen)
                else:
                    self.assertNotEqual(found, self.PAPER)
