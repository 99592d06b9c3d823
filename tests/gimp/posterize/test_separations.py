# SPDX-License-Identifier: GPL-3.0-or-later
"""One layer per color, and the colors of a given palette."""

import struct

from gi.repository import Gimp

from harness import (BLACK, BLUE, GREEN, POSTERIZE, RED, WHITE, GimpTestCase, call, pixels, read,
                     rectangle, write)

RGBA = "R'G'B'A u8"
CALLING_ERROR = Gimp.PDBStatusType.CALLING_ERROR


def names(group):
    return [layer.get_name() for layer in group.get_children()]


class LayerPerColor(GimpTestCase):
    PARTS = [(RED, 5), (BLUE, 3), (GREEN, 2)]

    def test_each_layer_holds_the_pixels_of_its_color(self):
        image, layer = self.striped(self.PARTS)
        outcome = self.posterize(image, layer, colors=3, layers="per-color")
        group = outcome.posterized
        self.assertTrue(group.is_group_layer())
        self.assertEqual(group.get_name(), "layer – 3 colors")
        self.assertEqual(names(group), ["#c0392b · 50.0 %", "#2980b9 · 30.0 %", "#27ae60 · 20.0 %"])
        clear = (0, 0, 0, 0)
        red, blue, green = group.get_children()
        self.assertTrue(all(part.get_visible() for part in (red, blue, green)))
        self.assertEqual(pixels(red, RGBA, 4), [(*RED, 255)] * 50 + [clear] * 50)
        self.assertEqual(pixels(blue, RGBA, 4),
                         [clear] * 50 + [(*BLUE, 255)] * 30 + [clear] * 20)
        self.assertEqual(pixels(green, RGBA, 4), [clear] * 80 + [(*GREEN, 255)] * 20)
        self.assertEqual([item.get_name() for item in image.get_layers()],
                         ["Color bar", "layer – 3 colors", "layer"])
        self.assertEqual(image.get_selected_layers(), [group])

    def test_order_is_that_of_the_bar(self):
        image, layer = self.striped(self.PARTS)
        outcome = self.posterize(image, layer, colors=3, layers="per-color", order="hue")
        self.assertEqual([name[:7] for name in names(outcome.posterized)],
                         ["#c0392b", "#27ae60", "#2980b9"])

    def assert_equal_pictures(self, image, layer, pixel_format, **arguments):
        arguments.setdefault("colors", 4)
        one = self.posterize(image, layer, color_bar=False, **arguments).posterized
        many = self.posterize(image, layer, color_bar=False, layers="per-color",
                              **arguments).posterized
        self.assertEqual((many.get_width(), many.get_height()), (one.get_width(), one.get_height()))
        self.assertEqual(many.get_offsets(), one.get_offsets())
        # What is fully transparent has no color in a group.
        size = {RGBA: 4, "R'G'B'A u16": 8, "Y'A u8": 2}.get(pixel_format, 0)
        for i, (a, b) in enumerate(zip(self.seen(one, pixel_format, size),
                                       self.seen(many, pixel_format, size))):
            self.assertEqual(b, a, f"pixel {i}")
        return one, many

    @staticmethod
    def seen(layer, pixel_format, size):
        """The pixels as bytes, without those that are transparent; all in one where there is no
        alpha."""
        data = read(layer, pixel_format)
        if size == 0:
            return [data]
        alpha = size // (2 if pixel_format.startswith("Y") else 4)
        pixels_ = [data[i:i + size] for i in range(0, len(data), size)]
        return [pixel if any(pixel[-alpha:]) else None for pixel in pixels_]

    def noisy(self, precision, kind=Gimp.ImageType.RGBA_IMAGE):
        image = self.new_image(90, 70, precision=precision)
        layer = self.new_layer(image, 90, 70, kind)
        alpha = (255, 255, 128, 1, 0)
        write(layer, b"".join(bytes((i * 3 % 256, i // 25 % 256, i * i % 256, alpha[i % 5]))
                              for i in range(90 * 70)), RGBA)
        return image, layer

    def test_together_they_are_the_single_layer_exactly(self):
        for precision in (Gimp.Precision.U8_NON_LINEAR, Gimp.Precision.U16_NON_LINEAR,
                          Gimp.Precision.U8_LINEAR, Gimp.Precision.U32_LINEAR):
            with self.subTest(precision.value_nick):
                image, layer = self.noisy(precision)
                _, many = self.assert_equal_pictures(image, layer, RGBA)
                self.assertEqual(len(many.get_children()), 4)

    def test_floats_beyond_the_range(self):
        image = self.new_image(8, 8, precision=Gimp.Precision.FLOAT_LINEAR)
        layer = self.new_layer(image, 8, 8)
        write(layer, struct.pack("<192f", *(i * 0.05 - 1.0 for i in range(192))), "RGB float")
        self.assert_equal_pictures(image, layer, "RGB float")

    def test_with_selection_and_feather(self):
        image, layer = self.noisy(Gimp.Precision.U8_NON_LINEAR, Gimp.ImageType.RGB_IMAGE)
        image.select_ellipse(Gimp.ChannelOps.REPLACE, 10, 10, 50, 40)
        Gimp.Selection.feather(image, 6)
        _, many = self.assert_equal_pictures(image, layer, RGBA)
        self.assertEqual(names(many)[-1], "Not selected")
        self.assertEqual(pixels(many, RGBA, 4)[0][:3], pixels(layer)[0])

    def test_gray_with_offset_beyond_the_canvas(self):
        image = self.new_image(30, 30, Gimp.ImageBaseType.GRAY)
        layer = self.new_layer(image, 30, 30, Gimp.ImageType.GRAYA_IMAGE)
        write(layer, bytes(i % 256 for i in range(1800)), "Y'A u8")
        layer.set_offsets(-12, 9)
        self.assert_equal_pictures(image, layer, "Y'A u8")

    def test_mask_and_blending_are_those_of_the_group(self):
        image, layer = self.striped(self.PARTS)
        mask = layer.create_mask(Gimp.AddMaskType.WHITE)
        layer.add_mask(mask)
        write(mask, bytes(i * 255 // 99 for i in range(100)), "Y u8")
        layer.set_opacity(40.0)
        layer.set_mode(Gimp.LayerMode.MULTIPLY)
        group = self.posterize(image, layer, colors=3, layers="per-color").posterized
        self.assertEqual(read(group.get_mask(), "Y u8"), read(mask, "Y u8"))
        self.assertAlmostEqual(group.get_opacity(), 40.0)
        self.assertEqual(group.get_mode(), Gimp.LayerMode.MULTIPLY)
        for child in group.get_children():
            self.assertEqual(child.get_opacity(), 100.0)

    def test_inside_a_group(self):
        image = self.new_image(10, 10)
        parent = Gimp.GroupLayer.new(image, "group")
        image.insert_layer(parent, None, 0)
        layer = self.new_layer(image, 10, 10, parent=parent)
        write(layer, bytes(RED) * 50 + bytes(BLUE) * 50)
        outcome = self.posterize(image, layer, colors=2, layers="per-color")
        self.assertEqual(names(parent), ["Color bar", "layer – 2 colors", "layer"])


class GivenPalette(GimpTestCase):
    def test_pixels_get_the_nearest_of_its_colors(self):
        image, layer = self.striped([((10, 0, 0), 5), ((250, 250, 250), 3), ((90, 90, 255), 2)])
        palette = self.new_palette([WHITE, (0, 0, 255), BLACK])
        outcome = self.posterize(image, layer, palette=palette, colors=1)
        self.assertEqual(pixels(outcome.posterized),
                         [BLACK] * 50 + [WHITE] * 30 + [(0, 0, 255)] * 20)
        self.assert_shares(outcome.shares, [0.3, 0.2, 0.5])
        self.assertEqual(pixels(outcome.color_bar), [WHITE] * 3 + [(0, 0, 255)] * 2 + [BLACK] * 5)

    def test_nearest_in_the_space_chosen(self):
        # Dark green is nearer to black in sRGB, but to green for the eye.
        image, layer = self.striped([((0, 110, 0), 10)])
        palette = self.new_palette([BLACK, (0, 255, 0)])
        for space, expected in (("srgb", BLACK), ("cielab", (0, 255, 0))):
            outcome = self.posterize(image, layer, palette=palette, color_space=space)
            self.assertEqual(set(pixels(outcome.posterized)), {expected}, space)

    def test_colors_without_pixels_have_no_share_and_no_segment(self):
        image, layer = self.striped([(RED, 10)])
        palette = self.new_palette([BLUE, GREEN, RED, RED])
        outcome = self.posterize(image, layer, palette=palette)
        self.assert_shares(outcome.shares, [0.0, 0.0, 1.0])
        self.assertEqual(set(pixels(outcome.color_bar)), {RED})
        layers = self.posterize(image, layer, palette=palette, layers="per-color").posterized
        self.assertEqual(names(layers), ["#c0392b · 100.0 %"])

    def test_exact_for_every_pixel(self):
        image = self.new_image(64, 64)
        layer = self.new_layer(image, 64, 64)
        write(layer, bytes((i * i * 7 + i // 3) >> 2 & 255 for i in range(64 * 64 * 3)))

        def distance(a, b):
            return sum((x - y) ** 2 for x, y in zip(a, b))

        # Palettes can have more colors than there can be clusters.
        for count in (40, 300):
            colors = [((i * 53) % 256, (i * 101) % 256, (i * 29 + i // 256) % 256)
                      for i in range(count)]
            outcome = self.posterize(image, layer, palette=self.new_palette(colors),
                                     color_bar=False)
            self.assertEqual(len(outcome.shares), count)
            for before, after in zip(pixels(layer), pixels(outcome.posterized)):
                self.assertIn(after, colors)
                self.assertEqual(distance(before, after),
                                 min(distance(before, color) for color in colors))
            image.remove_layer(outcome.posterized)

    def test_high_precision_keeps_the_palette_colors(self):
        image, layer = self.striped([(RED, 5), (BLUE, 5)], precision=Gimp.Precision.U16_LINEAR)
        outcome = self.posterize(image, layer, palette=self.new_palette([GREEN, BLACK]))
        self.assertLessEqual(set(pixels(outcome.posterized)), {GREEN, BLACK})

    def test_locked_number_and_automatic_play_no_part(self):
        image, layer = self.striped([(RED, 5), (BLUE, 5)])
        palette = self.new_palette([RED, BLUE, GREEN])
        keep = self.new_palette([WHITE, BLACK])
        outcome = self.posterize(image, layer, palette=palette, keep_palette=keep, colors=1,
                                 automatic=True, accents=1.0, representative="nearest")
        self.assertEqual(set(pixels(outcome.posterized)), {RED, BLUE})

    def test_empty_palette_is_refused(self):
        image, layer = self.striped([(RED, 10)])
        outcome = call(POSTERIZE, image, [layer], palette=self.new_palette([], name="Empty"))
        self.assertEqual(outcome.status, CALLING_ERROR)
        self.assertIn("“Empty” has no colors", outcome.message)
        self.assertEqual(len(image.get_layers()), 1)
