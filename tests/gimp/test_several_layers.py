# SPDX-License-Identifier: GPL-3.0-or-later
"""Several layers at once, and the picture as it is visible."""

from gi.repository import Gimp

from harness import (BLACK, BLUE, GREEN, NUMBERS, PALETTE, POSTERIZE, RED, WHITE, GimpTestCase, call, pixels,
                     read, rectangle, segments, srgb_bytes, stripes, write)

CALLING_ERROR = Gimp.PDBStatusType.CALLING_ERROR


def place(layer):
    return (*tuple(layer.get_offsets())[1:], layer.get_width(), layer.get_height())


class SeveralLayersTestCase(GimpTestCase):
    def add(self, image, parts, width=10, kind=Gimp.ImageType.RGB_IMAGE, offset=(0, 0), name="layer",
            parent=None):
        layer = self.new_layer(image, width, sum(rows for _, rows in parts), kind, name, parent)
        layer.set_offsets(*offset)
        write(layer, stripes(parts, width))
        return layer

    def three(self, precision=Gimp.Precision.U8_NON_LINEAR):
        """Layers of 100, 60 and 40 pixels: 100 red, 40 blue, 60 green of 200."""
        image = self.new_image(10, 10, precision=precision)
        return image, [self.add(image, [(RED, 8), (BLUE, 2)], name="first"),
                       self.add(image, [(RED, 2), (GREEN, 4)], name="second"),
                       self.add(image, [(BLUE, 2), (GREEN, 2)], offset=(0, 6), name="third")]


class OnePalette(SeveralLayersTestCase):
    def test_all_pixels_count_together(self):
        for precision in (Gimp.Precision.U8_NON_LINEAR, Gimp.Precision.U16_NON_LINEAR,
                          Gimp.Precision.FLOAT_LINEAR):
            image, layers = self.three(precision)
            for order in (layers, layers[::-1]):
                colors, shares, _ = self.extract(image, order, colors=8)
                self.assertEqual(colors, [RED, GREEN, BLUE])
                self.assert_shares(shares, [0.5, 0.3, 0.2])

    def test_is_that_of_one_layer_with_all_pixels(self):
        parts = [[((150 + i, 40 + i % 7, 30 + 3 * k), 1 + (i + k) % 3) for i in range(40)]
                 for k in range(3)]
        image = self.new_image(7, 100)
        layers = [self.add(image, part, width=7) for part in parts]
        other, whole = self.striped(sum(parts, []), width=7)
        for arguments in ({}, {"color_space": "cielab"}, {"representative": "nearest"},
                          {"accents": 0.5}):
            colors, shares, _ = self.extract(image, layers, colors=9, **arguments)
            wanted, wanted_shares, _ = self.extract(other, whole, colors=9, **arguments)
            self.assertEqual(colors, wanted)
            self.assertEqual(shares, wanted_shares)

    def test_alpha_masks_and_selection_weigh(self):
        image = self.new_image(10, 10)
        first = self.add(image, [(RED, 10)])
        second = self.new_layer(image, 10, 10, Gimp.ImageType.RGBA_IMAGE)
        write(second, bytes((*BLUE, 102)) * 100, "R'G'B'A u8")
        third = self.add(image, [(GREEN, 10)])
        mask = third.create_mask(Gimp.AddMaskType.WHITE)
        third.add_mask(mask)
        write(mask, b"\xff" * 20 + b"\x00" * 80, "Y u8")
        colors, shares, _ = self.extract(image, [first, second, third], colors=3)
        self.assertEqual(colors, [RED, BLUE, GREEN])
        self.assert_shares(shares, [100 / 160, 40 / 160, 20 / 160])
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 0, 10, 1)
        _, shares, _ = self.extract(image, [first, second, third], colors=3)
        self.assert_shares(shares, sorted([10 / 24, 4 / 24, 10 / 24], reverse=True))

    def test_a_layer_outside_the_selection_is_passed_over(self):
        image, layers = self.three()
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 0, 10, 6)
        colors, shares, _ = self.extract(image, layers, colors=8)
        self.assertEqual(colors, [RED, GREEN])
        self.assert_shares(shares, [80 / 120, 40 / 120])

    def test_what_lies_in_a_group_counts_once(self):
        image = self.new_image(10, 10)
        group = Gimp.GroupLayer.new(image, "group")
        image.insert_layer(group, None, 0)
        inside = self.add(image, [(RED, 10)], parent=group)
        beside = self.add(image, [(BLUE, 5)])
        for layers in ([group, beside], [inside, group, beside], [beside, inside, group, inside]):
            colors, shares, _ = self.extract(image, layers, colors=4)
            self.assertEqual(colors, [RED, BLUE])
            self.assert_shares(shares, [2 / 3, 1 / 3])

    def test_automatic_and_own_colors(self):
        image, layers = self.three()
        for arguments in ({"automatic": True}, {"representative": "vivid"}, {"accents": 1.0}):
            colors, _, _ = self.extract(image, layers, colors=5, **arguments)
            self.assertEqual(set(colors), {RED, GREEN, BLUE})

    def test_gray_layers(self):
        image = self.new_image(10, 10, Gimp.ImageBaseType.GRAY)
        first = self.new_layer(image, 10, 10, Gimp.ImageType.GRAY_IMAGE)
        write(first, bytes((30,)) * 100, "Y' u8")
        second = self.new_layer(image, 10, 10, Gimp.ImageType.GRAYA_IMAGE)
        write(second, bytes((200, 255)) * 100, "Y'A u8")
        colors, shares, _ = self.extract(image, [first, second], colors=2)
        self.assertEqual(set(colors), {(30,) * 3, (200,) * 3})
        self.assert_shares(shares, [0.5, 0.5])

    def test_errors_leave_the_image_alone(self):
        image, layers = self.three()
        _, foreign = self.striped([(RED, 2)])
        for name in (PALETTE, POSTERIZE):
            outcome = call(name, image, layers + [foreign])
            self.assertEqual(outcome.status, CALLING_ERROR)
            self.assertIn("belongs to another image", outcome.message)
            self.assertEqual(len(image.get_layers()), 3)


class Posterized(SeveralLayersTestCase):
    def run_on(self, image, sources, **arguments):
        outcome = self.posterize(image, sources, **arguments)
        return outcome, outcome.posterized_layers

    def test_each_layer_gets_its_own_above_it_in_the_same_colors(self):
        image, layers = self.three()
        before = [read(layer) for layer in layers]
        outcome, made = self.run_on(image, layers, colors=2)
        self.assertEqual(len(made), 3)
        self.assertEqual(made[0], outcome.posterized)
        colors = set()
        for layer, result in zip(layers[::-1], made):
            self.assertEqual(place(result), place(layer))
            position = image.get_item_position(result)
            self.assertEqual(image.get_item_position(layer), position + 1)
            self.assertFalse(layer.get_visible())
            colors |= set(pixels(result))
        self.assertEqual(len(colors), 2)
        self.assertEqual([read(layer) for layer in layers], before)
        self.assertEqual(outcome.shares, sorted(outcome.shares, reverse=True))

    def test_there_is_one_bar_for_all(self):
        image, layers = self.three()
        outcome, made = self.run_on(image, layers, colors=8)
        self.assertEqual(len(image.get_layers()), 7)
        bar = outcome.color_bar
        self.assertEqual(image.get_item_position(bar), 0)
        self.assertEqual(place(bar), (0, 11, 10, 1))
        self.assertEqual(segments(pixels(bar)), [(RED, 5), (GREEN, 3), (BLUE, 2)])
        self.assertEqual((image.get_width(), image.get_height()), (10, 12))
        self.assertEqual(set(image.get_selected_layers()), set(made))

    def test_names_are_those_of_the_layers(self):
        image, layers = self.three()
        _, made = self.run_on(image, layers, colors=3)
        self.assertEqual([layer.get_name() for layer in made],
                         ["third – 3 colors", "second – 3 colors", "first – 3 colors"])

    def test_kinds_of_layers(self):
        image, layers = self.three()
        _, made = self.run_on(image, layers, colors=3, layers="per-color")
        self.assertEqual([len(group.get_children()) for group in made], [2, 2, 2])
        image, layers = self.three()
        outcome, made = self.run_on(image, layers, colors=3, layers="none")
        self.assertEqual(made, [])
        self.assertEqual(image.get_layers(), [outcome.color_bar, *layers[::-1]])
        self.assertTrue(all(layer.get_visible() for layer in layers))

    def test_tidied_areas_count_in_all(self):
        image = self.new_image(10, 10)
        first = self.add(image, [(RED, 10)])
        second = self.add(image, [(RED, 5), (BLUE, 5)])
        write(first, bytes(BLUE), area=rectangle(4, 4, 1, 1))
        outcome, made = self.run_on(image, [first, second], colors=2, smallest_area=3)
        self.assert_shares(outcome.shares, [0.75, 0.25])
        self.assertEqual(set(pixels(made[1])), {RED})
        outcome, _ = self.run_on(image, [first, second], colors=2)
        self.assert_shares(outcome.shares, [149 / 200, 51 / 200])

    def test_an_order_by_shares_is_that_of_all(self):
        image = self.new_image(10, 10)
        first = self.add(image, [(RED, 6), (BLUE, 4)])
        second = self.add(image, [(BLUE, 9), (RED, 1)])
        for arguments in ({}, {"smooth_edges": 1}):
            outcome, made = self.run_on(image, [first, second], colors=2, **arguments)
            self.assert_shares(outcome.shares, [0.65, 0.35])
            self.assertEqual(segments(pixels(outcome.color_bar))[0][0], BLUE)
            self.assertEqual(read(made[1]), read(first))

    def test_alpha_and_masks_stay_with_each(self):
        image = self.new_image(10, 10)
        opaque = self.add(image, [(RED, 10)])
        soft = self.new_layer(image, 10, 10, Gimp.ImageType.RGBA_IMAGE)
        write(soft, bytes((*BLUE, 102)) * 100, "R'G'B'A u8")
        mask = opaque.create_mask(Gimp.AddMaskType.BLACK)
        opaque.add_mask(mask)
        write(mask, b"\x80" * 100, "Y u8")
        for arguments in ({}, {"layers": "per-color"}, {"smallest_area": 2}):
            _, made = self.run_on(image, [opaque, soft], colors=2, **arguments)
            self.assertEqual(set(pixels(made[0], "R'G'B'A u8", 4)), {(*BLUE, 102)})
            self.assertIsNone(made[0].get_mask())
            self.assertEqual(read(made[1].get_mask(), "Y u8"), b"\x80" * 100)

    def test_layers_in_groups_get_theirs_there(self):
        image = self.new_image(10, 10)
        group = Gimp.GroupLayer.new(image, "group")
        image.insert_layer(group, None, 0)
        inside = self.add(image, [(RED, 10)], parent=group)
        beside = self.add(image, [(BLUE, 10)])
        _, made = self.run_on(image, [inside, beside], colors=2)
        self.assertEqual(made[0].get_parent(), None)
        self.assertEqual(made[1].get_parent(), group)
        self.assertEqual([layer.get_name().split(" #")[0] for layer in group.get_children()],
                         ["layer – 2 colors", "layer"])

    def test_earlier_results_are_replaced_each(self):
        image, layers = self.three()
        self.run_on(image, layers, colors=3)
        size = image.get_width(), image.get_height()
        _, made = self.run_on(image, layers, colors=2, replace_earlier=True)
        self.assertEqual(len(image.get_layers()), 7)
        self.assertEqual((image.get_width(), image.get_height()), size)
        self.assertEqual([layer.get_name() for layer in made],
                         ["third – 2 colors", "second – 2 colors", "first – 2 colors"])

    def test_canvas_of_an_earlier_bar_of_any_layer_is_given_back(self):
        wanted, _ = self.three()
        image, layers = self.three()
        self.run_on(wanted, wanted.get_layers(), colors=3)
        self.run_on(image, layers[:1], colors=3)
        outcome, _ = self.run_on(image, layers, colors=3, replace_earlier=True)
        self.assertEqual(len(image.get_layers()), 7)
        self.assertEqual(place(outcome.color_bar), (0, 11, 10, 1))
        self.assertEqual((image.get_width(), image.get_height()),
                         (wanted.get_width(), wanted.get_height()))

    def test_canvas_of_several_earlier_bars_is_given_back(self):
        image, layers = self.three()
        # Each makes room for its own bar.
        for layer in layers[:2]:
            self.run_on(image, [layer], colors=3)
        self.assertGreater(image.get_height(), 12)
        outcome, _ = self.run_on(image, layers, colors=3, replace_earlier=True)
        self.assertEqual(place(outcome.color_bar), (0, 11, 10, 1))
        self.assertEqual((image.get_width(), image.get_height()), (10, 12))

    def test_canvas_of_hidden_earlier_bars_is_kept(self):
        image, layers = self.three()
        self.run_on(image, layers[:1], colors=3)
        outcome, _ = self.run_on(image, layers, colors=2)
        self.assertEqual(place(outcome.color_bar), (0, 11, 10, 1))
        self.assertEqual((image.get_width(), image.get_height()), (10, 12))

    def test_numbers_are_for_one_layer(self):
        image, layers = self.three()
        outcome = call(NUMBERS, image, layers)
        self.assertEqual(outcome.status, CALLING_ERROR)
        self.assertIn("one layer", outcome.message)
        self.assertEqual(image.get_layers(), layers[::-1])

    def test_two_hundred_frames(self):
        image = self.new_image(48, 48)
        frames = [self.add(image, [((k, 200 - k, 40), 20), ((30, k, 220 - k), 28)], width=48,
                           name=f"frame {k}") for k in range(200)]
        _, made = self.run_on(image, frames, colors=16)
        self.assertEqual(len(made), 200)
        self.assertEqual(len(image.get_layers()), 401)
        self.assertEqual(len(set().union(*(set(pixels(layer)) for layer in made))), 16)
        self.run_on(image, frames, colors=8, replace_earlier=True)
        self.assertEqual(len(image.get_layers()), 401)


class Merged(SeveralLayersTestCase):
    def visible(self):
        """Green below, a half transparent white strip over its upper half, and a hidden layer."""
        image = self.new_image(10, 10)
        below = self.add(image, [(GREEN, 10)])
        strip = self.add(image, [(WHITE, 5)], name="strip")
        strip.set_opacity(50.0)
        hidden = self.add(image, [(RED, 10)], name="hidden")
        hidden.set_visible(False)
        return image, below, strip, hidden

    def test_the_palette_is_that_of_what_is_seen(self):
        image, below, strip, hidden = self.visible()
        shown = Gimp.Layer.new_from_visible(image, image, "shown")
        wanted = set(pixels(shown))
        shown.delete()
        for layers in ([hidden], [below, strip]):
            colors, shares, _ = self.extract(image, layers, colors=8, sample_merged=True)
            self.assertEqual(set(colors), wanted)
            self.assert_shares(shares, [0.5, 0.5])
        colors, _, _ = self.extract(image, [hidden], colors=8)
        self.assertEqual(colors, [RED])

    def test_selection_counts(self):
        image, below, _, _ = self.visible()
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 5, 10, 5)
        colors, _, _ = self.extract(image, [below], colors=8, sample_merged=True)
        self.assertEqual(colors, [GREEN])

    def test_posterize_adds_a_layer_on_top(self):
        image, below, strip, hidden = self.visible()
        before = [(layer, layer.get_visible(), read(layer)) for layer in image.get_layers()]
        shown = Gimp.Layer.new_from_visible(image, image, "shown")
        wanted = pixels(shown)
        shown.delete()
        outcome = self.posterize(image, [below], colors=8, sample_merged=True)
        self.assertEqual(image.get_layers()[:2], [outcome.color_bar, outcome.posterized])
        self.assertEqual(outcome.posterized_layers, [outcome.posterized])
        self.assertEqual(pixels(outcome.posterized), wanted)
        self.assertEqual(place(outcome.posterized), (0, 0, 10, 10))
        self.assertEqual([(layer, layer.get_visible(), read(layer))
                          for layer in image.get_layers()[2:]], before)

    def test_transparent_parts_stay_transparent(self):
        image = self.new_image(10, 10)
        layer = self.add(image, [(RED, 5)], offset=(0, 5))
        outcome = self.posterize(image, [layer], colors=3, sample_merged=True)
        self.assertEqual(segments(pixels(outcome.posterized, "R'G'B'A u8", 4))[0][1], 50)
        self.assertEqual(pixels(outcome.posterized, "R'G'B'A u8", 4)[0][3], 0)
        self.assertEqual(set(pixels(outcome.posterized, "R'G'B'A u8", 4)[50:]), {(*RED, 255)})

    def test_options_work_on_it(self):
        def run(**arguments):
            image, below, _, _ = self.visible()
            outcome = self.posterize(image, [below], colors=2, sample_merged=True, **arguments)
            self.assert_shares(outcome.shares, [0.5, 0.5])
            return image, outcome
        image, plain = run(color_bar=False)
        wanted = pixels(plain.posterized)
        self.assertEqual([color == GREEN for color in wanted], [False] * 50 + [True] * 50)
        self.assertIsNone(plain.color_bar)
        self.assertEqual((len(image.get_layers()), image.get_height()), (4, 10))
        _, apart = run(layers="per-color")
        self.assertEqual([sorted({alpha for *_, alpha in pixels(layer, "R'G'B'A u8", 4)})
                          for layer in apart.posterized.get_children()], [[0, 255]] * 2)
        image, bar = run(layers="none")
        self.assertIsNone(bar.posterized)
        self.assertEqual(image.get_layers()[0], bar.color_bar)
        self.assertEqual([count for _, count in segments(pixels(bar.color_bar)[:10])], [5, 5])
        # Each pixel has a color of the palette: there is nothing to dither or to tidy.
        for arguments in ({"dither": "bayer"}, {"smallest_area": 3}):
            _, outcome = run(**arguments)
            self.assertEqual(pixels(outcome.posterized), wanted)

    def test_an_image_without_layers_is_refused(self):
        image = self.new_image(10, 10)
        for name in (PALETTE, POSTERIZE):
            for arguments in ({}, {"color_bar_position": "inside-bottom"}):
                if name == PALETTE and arguments:
                    continue
                outcome = call(name, image, [], sample_merged=True, **arguments)
                self.assertEqual(outcome.status, CALLING_ERROR)
                self.assertIn("No layer was given.", outcome.message)

    def test_a_mask_or_channel_can_be_selected(self):
        image, below, _, _ = self.visible()
        mask = below.create_mask(Gimp.AddMaskType.WHITE)
        below.add_mask(mask)
        wanted, _, _ = self.extract(image, [below], colors=8, sample_merged=True)
        colors, _, _ = self.extract(image, [mask], colors=8, sample_merged=True)
        self.assertEqual(colors, wanted)

    def test_indexed_images(self):
        image, below, _, _ = self.visible()
        image.flatten()
        image.convert_indexed(Gimp.ConvertDitherType.NONE, Gimp.ConvertPaletteType.GENERATE, 8,
                              False, False, "")
        layer = image.get_layers()[0]
        plain = self.extract(image, [layer], colors=8)[:2]
        self.assertEqual(self.extract(image, [layer], colors=8, sample_merged=True)[:2], plain)

    def test_a_live_filter_needs_a_layer(self):
        image, below, _, _ = self.visible()
        before = image.get_layers()
        outcome = call(POSTERIZE, image, [below], layers="filter", sample_merged=True,
                       color_bar=False)
        self.assertEqual(outcome.status, CALLING_ERROR)
        self.assertIn("A live filter belongs to a layer.", outcome.message)
        self.assertEqual(image.get_layers(), before)
