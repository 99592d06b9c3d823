# SPDX-License-Identifier: GPL-3.0-or-later
"""A second run on the same layer, and runs on what an earlier one has made."""

import os
from pathlib import Path

from gi.repository import Gimp, Gio

from harness import BLUE, GREEN, POSTERIZE, RED, GimpTestCase, call, pixels, write

WITH_LAST_VALS = Gimp.RunMode.WITH_LAST_VALS
PARTS = [(RED, 20), (BLUE, 50), (GREEN, 30)]


class EarlierResults(GimpTestCase):
    def setUp(self):
        super().setUp()
        self.image, self.layer = self.striped(PARTS, width=100)

    def names(self, parent=None):
        return [item.get_name() for item in (parent.get_children() if parent
                                             else self.image.get_layers())]

    def visible(self):
        return [item.get_name() for item in self.image.get_layers() if item.get_visible()]

    def canvas(self):
        return self.image.get_width(), self.image.get_height()

    def run_again(self, layer, run_mode=WITH_LAST_VALS, **arguments):
        """As *Repeat* does; the last values are the defaults."""
        outcome = call(POSTERIZE, self.image, [layer], run_mode=run_mode, **arguments)
        self.assertTrue(outcome.ok, outcome.message)
        return outcome


class SecondRun(EarlierResults):
    def test_comes_on_top_and_the_first_goes_out_of_sight(self):
        self.posterize(self.image, self.layer, colors=2)
        self.posterize(self.image, self.layer, colors=3)
        self.assertEqual(self.names(), ["Color bar #1", "layer – 3 colors", "Color bar",
                                        "layer – 2 colors", "layer"])
        self.assertEqual(self.visible(), ["Color bar #1", "layer – 3 colors"])

    def test_its_bar_takes_the_place_of_the_first_one(self):
        self.posterize(self.image, self.layer, colors=2, color_bar_size=20)
        self.assertEqual(self.canvas(), (100, 121))
        bar = self.posterize(self.image, self.layer, colors=3, color_bar_size=10).color_bar
        self.assertEqual(tuple(bar.get_offsets())[1:], (0, 101))
        # The first can be shown again and is whole.
        self.assertEqual(self.canvas(), (100, 121))

    def test_without_hiding_both_are_there(self):
        self.posterize(self.image, self.layer, colors=2, hide_original=False)
        self.posterize(self.image, self.layer, colors=3, hide_original=False)
        self.assertEqual(self.visible(), self.names())
        self.assertEqual(self.names()[1], "layer – 3 colors")
        self.assertEqual(self.canvas(), (100, 118))

    def test_what_was_moved_elsewhere_does_not_matter(self):
        first = self.posterize(self.image, self.layer, colors=2, color_bar=False).posterized
        group = Gimp.GroupLayer.new(self.image, "group")
        self.image.insert_layer(group, None, 0)
        self.image.reorder_item(first, group, 0)
        self.posterize(self.image, self.layer, colors=3, color_bar=False)
        self.assertEqual(self.names(), ["group", "layer – 3 colors", "layer"])

    def test_results_of_another_layer_do_not_matter(self):
        other = self.new_layer(self.image, 100, 100, name="other")
        write(other, bytes(RED) * 10000)
        self.posterize(self.image, other, colors=1, color_bar=False)
        self.posterize(self.image, self.layer, colors=3, color_bar=False)
        self.assertEqual(self.names(), ["other – 1 color", "other", "layer – 3 colors", "layer"])
        self.assertEqual(self.visible(), ["other – 1 color", "layer – 3 colors"])


class Replacing(EarlierResults):
    def test_takes_the_place_of_the_first(self):
        top = self.new_layer(self.image, 5, 5, name="top")
        self.posterize(self.image, self.layer, colors=2, color_bar_size=20)
        outcome = self.posterize(self.image, self.layer, colors=3, replace_earlier=True)
        self.assertEqual(self.names(), ["top", "Color bar", "layer – 3 colors", "layer"])
        self.assertEqual(self.visible(), ["top", "Color bar", "layer – 3 colors"])
        self.assertEqual(self.canvas(), (100, 109))
        self.assertEqual(self.image.get_selected_layers(), [outcome.posterized])
        self.assertTrue(top.is_valid())

    def test_only_the_newest_goes(self):
        for colors in (1, 2):
            self.posterize(self.image, self.layer, colors=colors, color_bar=False)
        self.posterize(self.image, self.layer, colors=3, color_bar=False, replace_earlier=True)
        self.assertEqual(self.names(), ["layer – 3 colors", "layer – 1 color", "layer"])

    def test_wherever_it_was_moved(self):
        first = self.posterize(self.image, self.layer, colors=2).posterized
        group = Gimp.GroupLayer.new(self.image, "group")
        self.image.insert_layer(group, None, 0)
        self.image.reorder_item(first, group, 0)
        self.posterize(self.image, self.layer, colors=3, replace_earlier=True, color_bar=False)
        self.assertEqual(self.names(), ["group", "layer"])
        self.assertEqual(self.names(group), ["layer – 3 colors"])

    def test_nothing_to_replace(self):
        self.posterize(self.image, self.layer, colors=3, replace_earlier=True, color_bar=False)
        self.assertEqual(self.names(), ["layer – 3 colors", "layer"])

    def test_canvas_that_was_changed_since_stays(self):
        self.posterize(self.image, self.layer, colors=2)
        self.image.resize(150, 150, 0, 0)
        self.posterize(self.image, self.layer, colors=3, replace_earlier=True, color_bar=False)
        self.assertEqual(self.canvas(), (150, 150))

    def test_canvas_after_many(self):
        for size in (5, 40, 10):
            self.posterize(self.image, self.layer, color_bar_size=size, replace_earlier=True)
        self.assertEqual(self.canvas(), (100, 111))

    def test_layers_per_color(self):
        for kind in ("per-color", "single"):
            self.posterize(self.image, self.layer, colors=3, layers=kind, replace_earlier=True)
            self.assertEqual(len(self.names()), 3, kind)


class RunOnAResult(EarlierResults):
    """Where somebody works at the screen, or a script asks for it."""

    def test_it_is_made_again_of_its_source(self):
        first = self.posterize(self.image, self.layer, colors=2).posterized
        outcome = self.run_again(first)
        # Of five colors that can be asked for the layer has three, its posterized copy had two.
        self.assertEqual(self.names(), ["Color bar", "layer – 3 colors", "layer"])
        self.assertEqual(pixels(outcome.posterized), pixels(self.layer))
        self.assertFalse(self.layer.get_visible())

    def test_a_script_gets_what_it_asks_for(self):
        first = self.posterize(self.image, self.layer, colors=2).posterized
        second = self.posterize(self.image, first, colors=3, color_bar=False).posterized
        self.assertEqual(second.get_name(), "layer – 2 colors – 2 colors")
        outcome = self.posterize(self.image, first, colors=3, color_bar=False, replace_earlier=True)
        self.assertEqual(outcome.posterized.get_name(), "layer – 3 colors")
        self.assertFalse(first.is_valid() and first in self.image.get_layers())

    def test_any_of_its_layers(self):
        for pick in (lambda outcome: outcome.posterized.get_children()[1],
                     lambda outcome: outcome.color_bar,
                     lambda outcome: outcome.posterized):
            outcome = self.posterize(self.image, self.layer, colors=2, layers="per-color",
                                     replace_earlier=True)
            self.run_again(pick(outcome))
            self.assertEqual(self.names(), ["Color bar", "layer – 3 colors", "layer"])

    def test_bar_below_a_selection(self):
        bar = self.posterize(self.image, self.layer, colors=2).color_bar
        self.image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 0, 100, 30)
        self.run_again(bar)
        self.assertEqual(self.names(), ["Color bar", "layer – 2 colors", "layer"])

    def test_a_copy_is_a_layer_like_others(self):
        first = self.posterize(self.image, self.layer, colors=2, color_bar=False).posterized
        copy = first.copy()
        self.image.insert_layer(copy, None, 0)
        name = copy.get_name()
        self.run_again(copy)
        self.assertIn(f"{name} – 2 colors", self.names())
        self.assertTrue(copy in self.image.get_layers() and first in self.image.get_layers())

    def test_without_its_source_it_is_a_layer_like_others(self):
        first = self.posterize(self.image, self.layer, colors=2, color_bar=False).posterized
        self.image.remove_layer(self.layer)
        self.run_again(first)
        self.assertIn("layer – 2 colors – 2 colors", self.names())

    def test_renamed_source(self):
        first = self.posterize(self.image, self.layer, colors=2).posterized
        self.layer.set_name("portrait")
        self.run_again(first)
        self.assertEqual(self.names(), ["Color bar", "portrait – 3 colors", "portrait"])

    def test_in_a_copy_of_the_image_nothing_is_mixed_up(self):
        # Layers get other tattoos there.
        for color_bar in (True, False):
            image, layer = self.striped(PARTS, width=100)
            self.posterize(image, layer, colors=2, color_bar=color_bar)
            copy = image.duplicate()
            self._images.append(copy)
            before = [(item.get_name(), pixels(item)) for item in copy.get_layers()]
            picture = copy.get_layer_by_name("layer – 2 colors")
            outcome = call(POSTERIZE, copy, [picture], run_mode=WITH_LAST_VALS)
            self.assertTrue(outcome.ok, outcome.message)
            after = {item.get_name(): pixels(item) for item in copy.get_layers()}
            for name, data in before:
                self.assertEqual(after.get(name), data)

    def test_after_saving_and_opening(self):
        self.posterize(self.image, self.layer, colors=2, color_bar_size=20)
        file = Gio.File.new_for_path(str(Path(os.environ["GIMP3_DIRECTORY"], "saved.xcf")))
        self.assertTrue(Gimp.file_save(Gimp.RunMode.NONINTERACTIVE, self.image, file, None))
        self.image = Gimp.file_load(Gimp.RunMode.NONINTERACTIVE, file)
        self._images.append(self.image)
        self.run_again(self.image.get_layer_by_name("layer – 2 colors"))
        self.assertEqual(self.names(), ["Color bar", "layer – 3 colors", "layer"])
        self.assertEqual(self.canvas(), (100, 109))
        self.posterize(self.image, self.image.get_layer_by_name("layer"), colors=1,
                       replace_earlier=True)
        self.assertEqual(self.names(), ["Color bar", "layer – 1 color", "layer"])

    def test_a_parasite_that_nobody_understands(self):
        first = self.posterize(self.image, self.layer, colors=2, color_bar=False).posterized
        for data in (b"", b"1", b"1 2 3", b"9 9 9", b"\x7f" * 40, b"1 1 1 1 1 1 1 1 1 1 999999999\nx"):
            with self.subTest(data):
                first.attach_parasite(Gimp.Parasite.new("color-clusters-result", 1, data))
                outcome = call(POSTERIZE, self.image, [first], run_mode=WITH_LAST_VALS)
                self.assertTrue(outcome.ok, outcome.message)
                self.assertTrue(outcome.posterized.get_name().startswith("layer – 2 colors – "))

    def test_numbers_are_part_of_it(self):
        self.posterize(self.image, self.layer, colors=2, color_bar_position="inside-bottom",
                       replace_earlier=True)
        group = Gimp.GroupLayer.new(self.image, "Numbers")
        self.image.insert_layer(group, None, 0)
        self.posterize(self.image, self.layer, colors=2, replace_earlier=True)
        self.assertIn("Numbers", self.names())  # That is the artist's own.
