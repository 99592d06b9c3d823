# SPDX-License-Identifier: GPL-3.0-or-later
"""Color bar and place of the layers that the posterize procedure makes."""

from gi.repository import Gimp

from harness import BLUE, GREEN, RED, WHITE, GimpTestCase, pixels, read, rectangle, segments, write


class ColorBar(GimpTestCase):
    def test_segments_are_as_wide_as_the_shares_and_largest_first(self):
        image, layer = self.striped([(RED, 20), (BLUE, 50), (GREEN, 30)], width=100)
        bar = self.posterize(image, layer, colors=3).color_bar
        for y in range(bar.get_height()):
            row = pixels(bar, area=rectangle(0, y, 100, 1))
            self.assertEqual(segments(row), [(BLUE, 50), (GREEN, 30), (RED, 20)])

    def test_segments_fill_a_width_that_does_not_divide_evenly(self):
        image, layer = self.striped([(RED, 1), (BLUE, 1), (GREEN, 1)], width=10)
        bar = self.posterize(image, layer, colors=3).color_bar
        widths = [width for _, width in segments(pixels(bar))]
        self.assertEqual(sum(widths), 10)
        self.assertEqual(sorted(widths, reverse=True), [4, 3, 3])
        self.assertEqual(widths[0], 4)

    def test_more_colors_than_pixels_of_width(self):
        image, layer = self.striped([((i, 255 - i, 0), 1) for i in range(256)], width=7)
        bar = self.posterize(image, layer, colors=256).color_bar
        self.assertEqual(bar.get_width(), 7)
        self.assertEqual(len(pixels(bar, area=rectangle(0, 0, 7, 1))), 7)

    def test_place_and_size(self):
        image = self.new_image(400, 400)
        layer = self.new_layer(image, 200, 150)
        write(layer, bytes(RED) * 200 * 150)
        layer.set_offsets(30, 40)
        bar = self.posterize(image, layer, colors=1, color_bar_position="inside-bottom").color_bar
        self.assertEqual((bar.get_width(), bar.get_height()), (200, 12))
        self.assertEqual(tuple(bar.get_offsets())[1:], (30, 40 + 150 - 12))

    def test_bar_of_a_layer_larger_than_the_canvas_is_visible(self):
        image = self.new_image(100, 50)
        layer = self.new_layer(image, 300, 400)
        write(layer, bytes(RED) * 300 * 400)
        layer.set_offsets(-100, -100)
        bar = self.posterize(image, layer, colors=1, color_bar_position="inside-bottom").color_bar
        self.assertEqual((bar.get_width(), bar.get_height()), (100, 4))
        self.assertEqual(tuple(bar.get_offsets())[1:], (0, 46))

    def test_bar_of_a_layer_beside_the_canvas_is_inside_the_layer(self):
        image = self.new_image(10, 10)
        layer = self.new_layer(image, 20, 50)
        write(layer, bytes(RED) * 20 * 50)
        layer.set_offsets(100, 100)
        bar = self.posterize(image, layer, colors=1, color_bar_position="inside-bottom").color_bar
        self.assertEqual((bar.get_width(), bar.get_height()), (20, 4))
        self.assertEqual(tuple(bar.get_offsets())[1:], (100, 146))

    def test_at_least_one_pixel_high(self):
        image, layer = self.striped([(RED, 3)])
        bar = self.posterize(image, layer, colors=1).color_bar
        self.assertEqual(bar.get_height(), 1)

    def test_opaque_over_a_transparent_layer(self):
        image = self.new_image(100, 100)
        layer = self.new_layer(image, 100, 100, Gimp.ImageType.RGBA_IMAGE)
        write(layer, bytes([*RED, 10]) * 10000, "R'G'B'A u8")
        bar = self.posterize(image, layer, colors=1).color_bar
        self.assertEqual(set(pixels(bar, "R'G'B'A u8", 4)), {(*RED, 255)})

    def test_gray_bar(self):
        image, layer = self.striped([((200,), 6), ((50,), 4)], kind=Gimp.ImageType.GRAY_IMAGE,
                                    pixel_format="Y' u8", base=Gimp.ImageBaseType.GRAY)
        bar = self.posterize(image, layer, colors=2).color_bar
        self.assertEqual(read(bar, "Y' u8"), bytes([200] * 6 + [50] * 4))

    def test_bar_in_high_precision(self):
        image = self.new_image(10, 10, precision=Gimp.Precision.FLOAT_LINEAR)
        layer = self.new_layer(image, 10, 10, Gimp.ImageType.RGBA_IMAGE)
        write(layer, bytes([*RED, 255]) * 60 + bytes([*BLUE, 255]) * 40, "R'G'B'A u8")
        bar = self.posterize(image, layer, colors=2).color_bar
        self.assertEqual(segments(pixels(bar, "R'G'B'A u8", 4)), [((*RED, 255), 6), ((*BLUE, 255), 4)])

    def test_none_when_not_wanted(self):
        image, layer = self.striped([(RED, 3)])
        outcome = self.posterize(image, layer, colors=1, color_bar=False)
        self.assertIsNone(outcome.color_bar)
        self.assertEqual([layer.get_name() for layer in image.get_layers()],
                         ["layer – 1 color", "layer"])


class Layers(GimpTestCase):
    def test_order_names_and_selection(self):
        image, layer = self.striped([(RED, 5), (BLUE, 5)])
        top = self.new_layer(image, 3, 3, name="top")
        outcome = self.posterize(image, layer, colors=2)
        self.assertEqual([item.get_name() for item in image.get_layers()],
                         ["top", "Color bar", "layer – 2 colors", "layer"])
        self.assertEqual(image.get_layers()[0], top)
        self.assertEqual(image.get_layers()[1], outcome.color_bar)
        self.assertEqual(image.get_layers()[2], outcome.posterized)
        self.assertEqual(image.get_selected_layers(), [outcome.posterized])

    def test_stays_in_the_group_of_the_original(self):
        image = self.new_image(10, 10)
        group = Gimp.GroupLayer.new(image, "group")
        image.insert_layer(group, None, 0)
        below = self.new_layer(image, 10, 10, name="below", parent=group)
        layer = self.new_layer(image, 10, 10, parent=group)
        above = self.new_layer(image, 10, 10, name="above", parent=group)
        for item in (below, layer, above):
            write(item, bytes(RED) * 100)
        self.posterize(image, layer, colors=1)
        self.assertEqual([item.get_name() for item in group.get_children()],
                         ["above", "Color bar", "layer – 1 color", "layer", "below"])
        self.assertEqual(len(image.get_layers()), 1)

    def test_same_size_and_place(self):
        image = self.new_image(50, 50)
        layer = self.new_layer(image, 70, 30)
        write(layer, bytes(RED) * 2100)
        layer.set_offsets(-11, 33)
        result = self.posterize(image, layer, colors=1).posterized
        self.assertEqual((result.get_width(), result.get_height()), (70, 30))
        self.assertEqual(tuple(result.get_offsets())[1:], (-11, 33))

    def test_blending_is_taken_over(self):
        image, layer = self.striped([(RED, 5)])
        layer.set_opacity(40.0)
        layer.set_mode(Gimp.LayerMode.MULTIPLY)
        layer.set_blend_space(Gimp.LayerColorSpace.RGB_LINEAR)
        layer.set_composite_space(Gimp.LayerColorSpace.RGB_PERCEPTUAL)
        layer.set_composite_mode(Gimp.LayerCompositeMode.CLIP_TO_BACKDROP)
        outcome = self.posterize(image, layer, colors=1)
        result = outcome.posterized
        self.assertAlmostEqual(result.get_opacity(), 40.0, places=3)
        self.assertEqual(result.get_mode(), Gimp.LayerMode.MULTIPLY)
        self.assertEqual(result.get_blend_space(), Gimp.LayerColorSpace.RGB_LINEAR)
        self.assertEqual(result.get_composite_space(), Gimp.LayerColorSpace.RGB_PERCEPTUAL)
        self.assertEqual(result.get_composite_mode(), Gimp.LayerCompositeMode.CLIP_TO_BACKDROP)
        # The bar is to be seen as it is.
        self.assertEqual(outcome.color_bar.get_opacity(), 100.0)
        self.assertEqual(outcome.color_bar.get_mode(), Gimp.LayerMode.NORMAL)

    def test_applied_layer_mask_is_copied(self):
        image, layer = self.striped([(RED, 5), (BLUE, 5)])
        mask = layer.create_mask(Gimp.AddMaskType.WHITE)
        layer.add_mask(mask)
        values = bytes(i * 2 for i in range(100))
        write(mask, values, "Y u8")
        result = self.posterize(image, layer, colors=2).posterized
        self.assertIsNotNone(result.get_mask())
        self.assertEqual(read(result.get_mask(), "Y u8"), values)
        self.assertEqual(read(layer.get_mask(), "Y u8"), values)

    def test_masks_that_are_mostly_one_value_are_copied(self):
        width, height = 300, 200
        for precision in (Gimp.Precision.U8_NON_LINEAR, Gimp.Precision.FLOAT_LINEAR):
            for most in (0, 128, 255):
                with self.subTest(precision=precision, most=most):
                    image = self.new_image(width, height, precision=precision)
                    layer = self.new_layer(image, width, height)
                    write(layer, bytes(RED) * (width * height))
                    layer.set_offsets(-17, 40)
                    values = bytearray([most]) * (width * height)
                    # A spot in the middle, a line at the bottom, and a whole tile of the opposite.
                    values[100 * width + 150] = 77
                    values[-width:] = bytes(i % 256 for i in range(width))
                    for y in range(64):
                        values[y * width + 64:y * width + 128] = bytes([255 - most]) * 64
                    mask = layer.create_mask(Gimp.AddMaskType.WHITE)
                    layer.add_mask(mask)
                    write(mask, values, "Y u8")
                    for layers in ("single", "per-color"):
                        result = self.posterize(image, layer, colors=1, layers=layers).posterized
                        self.assertEqual(read(result.get_mask(), None), read(mask, None))

    def test_layer_mask_that_is_not_applied_is_not_copied(self):
        image, layer = self.striped([(RED, 5), (BLUE, 5)])
        layer.add_mask(layer.create_mask(Gimp.AddMaskType.BLACK))
        layer.set_apply_mask(False)
        result = self.posterize(image, layer, colors=2).posterized
        self.assertIsNone(result.get_mask())

    def test_twice(self):
        image, layer = self.striped([(RED, 5), (BLUE, 5)])
        first = self.posterize(image, layer, colors=2).posterized
        second = self.posterize(image, first, colors=1).posterized
        self.assertEqual(len(set(pixels(second))), 1)
        self.assertEqual(len(image.get_layers()), 5)
