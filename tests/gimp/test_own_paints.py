# SPDX-License-Identifier: GPL-3.0-or-later
"""The best colors of a palette, and the names that travel with them."""

import itertools

from gi.repository import Gimp

from harness import (BLACK, BLUE, GREEN, PALETTE, POSTERIZE, RED, WHITE, GimpTestCase, call, pixels,
                     srgb_bytes)

CALLING_ERROR = Gimp.PDBStatusType.CALLING_ERROR
MAGENTA = (255, 0, 255)
PAINTS = [WHITE, (220, 60, 40), (250, 220, 30), (40, 120, 190), (190, 60, 45), (20, 20, 25),
          (45, 170, 90), (130, 130, 130), (120, 70, 20), (240, 150, 180)]
NAMES = [f"Paint {i}" for i in range(len(PAINTS))]


def entry_names(palette):
    return [palette.get_entry_name(i).entry_name for i in range(palette.get_color_count())]


class OwnPaintsTestCase(GimpTestCase):
    def setUp(self):
        super().setUp()
        self.image, self.layer = self.striped([(RED, 5), (BLUE, 3), (GREEN, 2)])
        self.paints = self.new_palette(PAINTS, names=NAMES)

    def posterized(self, **arguments):
        arguments.setdefault("palette", self.paints)
        outcome = self.posterize(self.image, self.layer, create_palette=True, **arguments)
        palette = outcome.values[3]
        self.addCleanup(palette.delete)
        return outcome, [srgb_bytes(color) for color in palette.get_colors()], palette

    def refused(self, **arguments):
        before = self.image.get_layers()
        outcome = call(POSTERIZE, self.image, [self.layer], **arguments)
        self.assertEqual(outcome.status, CALLING_ERROR)
        self.assertEqual(self.image.get_layers(), before)
        return outcome.message


class Best(OwnPaintsTestCase):
    def best(self, count, kept=()):
        """The best subset by trying all: in sRGB, by shares."""
        def cost(subset):
            return sum(share * min(sum((a - b) ** 2 for a, b in zip(color, paint))
                                   for paint in subset)
                       for color, share in ((RED, 5), (BLUE, 3), (GREEN, 2)))
        return min((subset for subset in itertools.combinations(PAINTS, count)
                    if set(kept) <= set(subset)), key=cost)

    def test_the_best_of_all_subsets(self):
        for count in (1, 2, 3, 4):
            with self.subTest(count):
                outcome, colors, _ = self.posterized(palette_colors=count)
                if count < 4:
                    self.assertEqual(colors, list(self.best(count)))
                self.assertEqual(len(colors), count)
                self.assertLessEqual(set(pixels(outcome.posterized)), set(colors))

    def test_zero_and_more_than_there_are_use_all(self):
        for count in (0, len(PAINTS), 200):
            _, colors, _ = self.posterized(palette_colors=count)
            self.assertEqual(colors, PAINTS)

    def test_each_space_has_its_own_best(self):
        for space in ("srgb", "oklab", "cielab"):
            _, colors, _ = self.posterized(palette_colors=3, color_space=space)
            self.assertEqual(colors, [PAINTS[3], PAINTS[4], PAINTS[6]])

    def test_what_is_kept_counts(self):
        keep = self.new_palette([PAINTS[2]])
        _, colors, _ = self.posterized(palette_colors=2, keep_palette=keep)
        self.assertEqual(colors, list(self.best(2, [PAINTS[2]])))
        self.assertIn(PAINTS[2], colors)

    def test_what_is_kept_and_not_in_the_palette_has_no_effect(self):
        keep = self.new_palette([MAGENTA, PAINTS[0], BLACK])
        _, colors, _ = self.posterized(palette_colors=2, keep_palette=keep)
        self.assertEqual(colors, list(self.best(2, [PAINTS[0]])))
        # Without a choice all of it is used anyway.
        _, colors, _ = self.posterized(palette_colors=0, keep_palette=keep)
        self.assertEqual(colors, PAINTS)

    def test_more_kept_than_used_is_an_error(self):
        message = self.refused(palette=self.paints, palette_colors=2,
                               keep_palette=self.new_palette(PAINTS[:3]))
        self.assertEqual(message, "3 colors of the palette are kept, more than are to be used (2). "
                                  "Use more of them, or keep fewer.")
        message = self.refused(palette=self.paints, palette_colors=1,
                               keep_palette=self.new_palette(PAINTS[:2] + [MAGENTA]))
        self.assertIn("2 colors of the palette are kept", message)

    def test_it_has_no_effect_without_a_palette(self):
        plain = self.posterize(self.image, self.layer, colors=3)
        other = self.posterize(self.image, self.layer, colors=3, palette_colors=1)
        self.assertEqual(other.shares, plain.shares)

    def test_areas_and_dither_take_the_chosen(self):
        for arguments in ({"smallest_area": 4, "smooth_edges": 1}, {"dither": "bayer"}):
            outcome, colors, _ = self.posterized(palette_colors=2, **arguments)
            self.assertEqual(colors, list(self.best(2)))
            self.assertLessEqual(set(pixels(outcome.posterized)), set(colors))

    def test_five_hundred_entries(self):
        entries = [(i % 8 * 36, i // 8 % 8 * 36, i // 64 * 36) for i in range(500)]
        entries[321] = RED
        entries[77] = BLUE
        entries[499] = GREEN
        threads = self.new_palette(entries, names=[f"DMC {i}" for i in range(500)])
        _, colors, palette = self.posterized(palette=threads, palette_colors=3)
        self.assertEqual(colors, [BLUE, RED, GREEN])
        self.assertEqual(entry_names(palette),
                         ["DMC 77 · 30.0 %", "DMC 321 · 50.0 %", "DMC 499 · 20.0 %"])


class Names(OwnPaintsTestCase):
    def test_travel_into_layers(self):
        wanted = ["Paint 3 · 30.0 %", "Paint 4 · 50.0 %", "Paint 6 · 20.0 %"]
        self.image, self.layer = self.striped([(RED, 5), (BLUE, 3), (GREEN, 2)])
        outcome, _, palette = self.posterized(palette_colors=3, layers="per-color")
        self.assertEqual([layer.get_name() for layer in outcome.posterized.get_children()], wanted)
        self.assertEqual(entry_names(palette), wanted)

    def test_a_share_is_replaced_by_the_new_one(self):
        _, _, first = self.posterized(palette_colors=3)
        image, layer = self.striped([((190, 60, 45), 1), ((40, 120, 190), 3)])
        outcome = self.posterize(image, layer, palette=first, layers="per-color", order="share")
        self.assertEqual([layer.get_name() for layer in outcome.posterized.get_children()],
                         ["Paint 3 · 75.0 %", "Paint 4 · 25.0 %"])

    def test_entries_without_a_name_and_with_the_same(self):
        palette = self.new_palette([RED, BLUE, GREEN, WHITE], names=["", "Sky", "Sky", "Untitled"])
        _, _, made = self.posterized(palette=palette)
        self.assertEqual(entry_names(made), ["#c0392b · 50.0 %", "Sky · 30.0 %", "Sky (2) · 20.0 %",
                                             "#ffffff · 0.0 %"])

    def test_recoloring_takes_them_along(self):
        shown = self.new_palette([WHITE, BLACK], names=["Paper", "Ink"])
        _, colors, palette = self.posterized(palette=None, colors=3, recolor=shown)
        self.assertEqual(colors, [WHITE, BLACK, GREEN])
        self.assertEqual(entry_names(palette),
                         ["Paper · 50.0 %", "Ink · 30.0 %", "#27ae60 · 20.0 %"])


class NamesFrom(OwnPaintsTestCase):
    def test_the_nearest_entry_names_each_color(self):
        colors, _, palette = self.extract(self.image, self.layer, colors=3, names_from=self.paints)
        self.assertEqual(colors, [RED, BLUE, GREEN])
        self.assertEqual(entry_names(palette),
                         ["Paint 4 · 50.0 %", "Paint 3 · 30.0 %", "Paint 6 · 20.0 %"])

    def test_one_entry_can_name_several(self):
        names = self.new_palette([(100, 100, 200), GREEN], names=["Bluish", "Untitled"])
        _, _, palette = self.extract(self.image, self.layer, colors=3, names_from=names)
        self.assertEqual(entry_names(palette),
                         ["Bluish · 50.0 %", "Bluish (2) · 30.0 %", "Bluish (3) · 20.0 %"])

    def test_what_is_shown_is_named(self):
        _, _, palette = self.extract(self.image, self.layer, colors=2, names_from=self.paints,
                                     recolor=self.new_palette([WHITE], names=["Paper"]))
        self.assertTrue(entry_names(palette)[0].startswith("Paint 0 · "))

    def test_none_and_an_empty_palette_name_nothing(self):
        for names in (None, self.new_palette([]), self.new_palette([RED])):
            _, _, palette = self.extract(self.image, self.layer, colors=3, names_from=names)
            self.assertEqual(entry_names(palette)[0], "#c0392b · 50.0 %")

    def test_posterize_does_not_have_it(self):
        config = Gimp.get_pdb().lookup_procedure(POSTERIZE).create_config()
        self.assertIsNone(config.find_property("names-from"))
        config = Gimp.get_pdb().lookup_procedure(PALETTE).create_config()
        self.assertIsNone(config.find_property("palette-colors"))
