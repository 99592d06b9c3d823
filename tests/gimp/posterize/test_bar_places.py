# SPDX-License-Identifier: GPL-3.0-or-later
"""Place and size of the color bar, and what becomes of the canvas."""

from gi.repository import Gimp

from harness import BLUE, GREEN, POSTERIZE, RED, GimpTestCase, call, pixels, read, rectangle, write

PARTS = [(RED, 20), (BLUE, 50), (GREEN, 30)]
POSITIONS = ("inside-bottom", "inside-top", "below", "right")


def place(layer):
    return (*tuple(layer.get_offsets())[1:], layer.get_width(), layer.get_height())


def canvas(image):
    return image.get_width(), image.get_height()


class Places(GimpTestCase):
    def setUp(self):
        super().setUp()
        self.image, self.layer = self.striped(PARTS, width=200)

    def bar(self, **arguments):
        return self.posterize(self.image, self.layer, colors=3, **arguments).color_bar

    def assert_across(self, bar):
        width, height = bar.get_width(), bar.get_height()
        row = [BLUE] * (width // 2) + [GREEN] * (width * 3 // 10) + [RED] * (width // 5)
        self.assertEqual(pixels(bar), row * height)

    def test_inside_at_the_bottom(self):
        bar = self.bar(color_bar_position="inside-bottom")
        self.assertEqual(place(bar), (0, 92, 200, 8))
        self.assert_across(bar)
        self.assertEqual(canvas(self.image), (200, 100))

    def test_inside_at_the_top(self):
        bar = self.bar(color_bar_position="inside-top")
        self.assertEqual(place(bar), (0, 0, 200, 8))
        self.assert_across(bar)
        self.assertEqual(canvas(self.image), (200, 100))

    def test_below_with_a_gap_is_the_default(self):
        bar = self.bar()
        self.assertEqual(place(bar), (0, 101, 200, 8))
        self.assert_across(bar)
        self.assertEqual(canvas(self.image), (200, 109))
        # Nothing is in the gap: there the canvas is transparent.
        shown = Gimp.Layer.new_from_visible(self.image, self.image, "shown")
        self.assertEqual(pixels(shown, "R'G'B'A u8", 4, rectangle(0, 100, 200, 1)),
                         [(0, 0, 0, 0)] * 200)
        shown.delete()

    def test_right_has_its_segments_stacked_largest_at_the_top(self):
        bar = self.bar(color_bar_position="right")
        self.assertEqual(place(bar), (201, 0, 16, 100))
        self.assertEqual(pixels(bar), [BLUE] * 16 * 50 + [GREEN] * 16 * 30 + [RED] * 16 * 20)
        self.assertEqual(canvas(self.image), (217, 100))

    def test_order_holds_from_top_to_bottom(self):
        bar = self.bar(color_bar_position="right", order="hue")
        self.assertEqual(list(dict.fromkeys(pixels(bar))), [RED, GREEN, BLUE])

    def test_smallest_and_largest_size(self):
        for size, thickness in ((1, 1), (12.6, 13), (50, 50)):
            with self.subTest(size):
                self.assertEqual(place(self.bar(color_bar_position="inside-bottom",
                                                color_bar_size=size)),
                                 (0, 100 - thickness, 200, thickness))
        self.assertEqual(place(self.bar(color_bar_position="right", color_bar_size=50)),
                         (201, 0, 100, 100))
        self.assertEqual(place(self.bar(color_bar_position="inside-top", color_bar_size=1)),
                         (0, 0, 200, 1))

    def test_canvas_grows_for_each_result_that_stays_in_sight(self):
        self.bar(color_bar_position="below", color_bar_size=10, hide_original=False)
        second = self.bar(color_bar_position="below", color_bar_size=10, hide_original=False)
        self.assertEqual(place(second), (0, 112, 200, 10))
        self.assertEqual(canvas(self.image), (200, 122))

    def test_canvas_stays_when_no_bar_is_wanted(self):
        for position in POSITIONS:
            self.assertIsNone(self.bar(color_bar=False, color_bar_position=position))
        self.assertEqual(canvas(self.image), (200, 100))

    def test_image_shows_picture_and_bar(self):
        self.bar(color_bar_position="below")
        shown = self.image.duplicate()
        self._images.append(shown)
        flat = shown.flatten()
        self.assertEqual(pixels(flat, area=rectangle(0, 0, 200, 100)), pixels(self.layer))
        self.assertEqual(set(pixels(flat, area=rectangle(0, 101, 100, 8))), {BLUE})


class OtherThings(GimpTestCase):
    def test_nothing_else_moves(self):
        image, layer = self.striped(PARTS, width=100)
        other = self.new_layer(image, 30, 40, Gimp.ImageType.RGBA_IMAGE, "other")
        other.set_offsets(-7, 80)
        before = (place(layer), place(other), read(layer), read(other))
        for position in ("below", "right"):
            result = self.posterize(image, layer, colors=3, color_bar_position=position,
                                    hide_original=False)
            self.assertEqual(place(result.posterized), place(layer))
        self.assertEqual((place(layer), place(other), read(layer), read(other)), before)
        self.assertEqual(canvas(image), (109, 109))

    def test_selection_stays(self):
        image, layer = self.striped(PARTS, width=100)
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 10, 20, 30, 40)
        self.posterize(image, layer, colors=2, color_bar_position="below")
        self.assertEqual(tuple(Gimp.Selection.bounds(image))[1:], (True, 10, 20, 40, 60))

    def test_layer_within_the_canvas(self):
        image = self.new_image(400, 300)
        layer = self.new_layer(image, 100, 50)
        write(layer, bytes(RED) * 5000)
        layer.set_offsets(30, 40)
        for position, expected, size in (("below", (30, 301, 100, 5), (400, 306)),
                                         ("right", (401, 40, 10, 50), (411, 306))):
            bar = self.posterize(image, layer, colors=1, color_bar_position=position,
                                 color_bar_size=10, hide_original=False).color_bar
            self.assertEqual(place(bar), expected)
            self.assertEqual(canvas(image), size)

    def test_layer_larger_than_the_canvas(self):
        image = self.new_image(100, 50)
        layer = self.new_layer(image, 300, 400)
        write(layer, bytes(RED) * 300 * 400)
        layer.set_offsets(-100, -100)
        for position, expected, size in (("inside-top", (0, 0, 100, 4), (100, 50)),
                                         ("below", (0, 51, 100, 4), (100, 55)),
                                         ("right", (101, 0, 8, 55), (109, 55))):
            bar = self.posterize(image, layer, colors=1, color_bar_position=position,
                                 hide_original=False).color_bar
            self.assertEqual(place(bar), expected)
            self.assertEqual(canvas(image), size)

    def test_layer_beside_the_canvas(self):
        image = self.new_image(50, 40)
        layer = self.new_layer(image, 20, 50)
        write(layer, bytes(RED) * 1000)
        layer.set_offsets(100, 100)
        bar = self.posterize(image, layer, colors=1, color_bar_position="below",
                             color_bar_size=10).color_bar
        self.assertEqual(place(bar), (0, 41, 50, 4))
        self.assertEqual(canvas(image), (50, 45))

    def test_one_pixel(self):
        for position, expected, size in (("inside-bottom", (0, 0, 1, 1), (1, 1)),
                                         ("inside-top", (0, 0, 1, 1), (1, 1)),
                                         ("below", (0, 2, 1, 1), (1, 3)),
                                         ("right", (2, 0, 1, 1), (3, 1))):
            with self.subTest(position):
                image, layer = self.striped([(RED, 1)], width=1)
                bar = self.posterize(image, layer, colors=3, color_bar_position=position,
                                     color_bar_size=1).color_bar
                self.assertEqual(place(bar), expected)
                self.assertEqual(pixels(bar), [RED])
                self.assertEqual(canvas(image), size)

    def test_layer_in_a_group(self):
        image = self.new_image(50, 40)
        group = Gimp.GroupLayer.new(image, "group")
        image.insert_layer(group, None, 0)
        layer = self.new_layer(image, 50, 40, parent=group)
        write(layer, bytes(RED) * 2000)
        bar = self.posterize(image, layer, colors=1, color_bar_position="right").color_bar
        self.assertEqual(bar.get_parent(), group)
        self.assertEqual(place(bar), (51, 0, 4, 40))
        self.assertEqual(canvas(image), (55, 40))

    def test_gray_in_high_precision(self):
        image = self.new_image(10, 20, Gimp.ImageBaseType.GRAY, Gimp.Precision.U16_LINEAR)
        layer = self.new_layer(image, 10, 20, Gimp.ImageType.GRAYA_IMAGE)
        write(layer, bytes((50, 255)) * 150 + bytes((200, 255)) * 50, "Y'A u8")
        bar = self.posterize(image, layer, colors=2, color_bar_position="right",
                             color_bar_size=10).color_bar
        self.assertEqual(read(bar, "Y'A u8"), bytes((50, 255)) * 15 + bytes((200, 255)) * 5)

    def test_image_as_large_as_images_get(self):
        most = 524288
        image = self.new_image(1, most)
        layer = self.new_layer(image, 1, 5)
        write(layer, bytes(RED) * 5)
        outcome = call(POSTERIZE, image, [layer], colors=1, color_bar_position="below")
        self.assertEqual(outcome.status, Gimp.PDBStatusType.CALLING_ERROR)
        self.assertIn("Choose a place inside the picture", outcome.message)
        self.assertEqual(len(image.get_layers()), 1)
        self.posterize(image, layer, colors=1, color_bar_position="below", color_bar=False)
        self.posterize(image, layer, colors=1, color_bar_position="right")
        self.assertEqual(canvas(image), (3, most))


class Arguments(GimpTestCase):
    def test_ranges_and_defaults(self):
        procedure = Gimp.get_pdb().lookup_procedure(POSTERIZE)
        size = procedure.find_argument("color-bar-size")
        self.assertEqual((size.minimum, size.maximum, size.default_value), (1.0, 50.0, 8.0))
        position = procedure.find_argument("color-bar-position")
        choice = Gimp.param_spec_choice_get_choice(position)
        self.assertEqual(sorted(choice.list_nicks()), sorted(POSITIONS))
        self.assertEqual(position.get_default_value(), "below")
