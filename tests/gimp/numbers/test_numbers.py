# SPDX-License-Identifier: GPL-3.0-or-later
"""Paint by Numbers: its layers, every option, and what an area without room becomes."""

from gi.repository import Gimp

from harness import (BLACK, BLUE, GREEN, NUMBERS, POSTERIZE, RED, WHITE, GimpTestCase, call,
                     gegl_color, pixels, read, rectangle, write)

RGBA = "R'G'B'A u8"
GRAY = (128, 128, 128)


class Numbered:
    """What the command came to."""

    def __init__(self, outcome):
        self.group, self.key, self.key_image, self.areas = outcome.values[:4]
        self.shares = outcome.shares
        self.parts = {child.get_name(): child for child in self.group.get_children()}


class PaintByNumbers(GimpTestCase):
    def paint(self, image, layer, **arguments):
        arguments.setdefault("color_space", "srgb")
        outcome = call(NUMBERS, image, [layer], **arguments)
        self.assertTrue(outcome.ok, outcome.message)
        numbered = Numbered(outcome)
        if numbered.key_image is not None:
            self._images.append(numbered.key_image)
        return numbered

    def refused(self, image, layer, **arguments):
        before = [item.get_id() for item in image.get_layers()]
        outcome = call(NUMBERS, image, [layer], **arguments)
        self.assertFalse(outcome.ok)
        self.assertEqual([item.get_id() for item in image.get_layers()], before)
        self.assertTrue(layer.get_visible())
        return outcome.message

    def picture(self, width=240, height=180):
        """White, a large blue square, a red one, and a red one too small for a number."""
        image = self.new_image(width, height)
        layer = self.new_layer(image, width, height)
        write(layer, bytes(WHITE) * width * height)
        for color, x, y, size in ((BLUE, 20, 20, 90), (RED, 150, 40, 40), (RED, 220, 150, 6)):
            write(layer, bytes(color) * size * size, area=rectangle(x, y, size, size))
        return image, layer

    def chessboard(self, columns, rows, side=25):
        image = self.new_image(columns * side, rows * side)
        layer = self.new_layer(image, columns * side, rows * side)
        data = [b"".join(bytes(RED if (x + y) % 2 else WHITE) * side for x in range(columns)) * side
                for y in range(rows)]
        write(layer, b"".join(data))
        return image, layer

    def texts(self, numbered):
        numbers = numbered.parts["Numbers"]
        self.assertTrue(numbers.is_group_layer())
        return numbers.get_children()

    def number_boxes(self, numbered):
        """The text of each number and the box of the pixels that it has."""
        for text in self.texts(numbered):
            _, left, top = text.get_offsets()
            seen = [(left + i % text.get_width(), top + i // text.get_width())
                    for i, pixel in enumerate(pixels(text, RGBA, 4)) if pixel[3] > 0]
            yield (text.get_text(), min(x for x, _ in seen), min(y for _, y in seen),
                   max(x for x, _ in seen), max(y for _, y in seen))

    def test_layers_lie_in_one_group_above_the_layer(self):
        image, layer = self.picture()
        numbered = self.paint(image, layer, colors=3)
        self.assertEqual([child.get_name() for child in numbered.group.get_children()],
                         ["Numbers", "Outlines", "Painted", "Paper"])
        names = [item.get_name() for item in image.get_layers()]
        self.assertEqual(names, ["Key", numbered.group.get_name(), "layer"])
        self.assertEqual(numbered.group.get_name(), "layer – 3 numbers")
        self.assertFalse(layer.get_visible())
        self.assertEqual(image.get_selected_layers(), [numbered.group])
        self.assertEqual(numbered.areas, 3)

    def test_template_or_painted_is_seen_at_first(self):
        for template in (True, False):
            image, layer = self.picture()
            numbered = self.paint(image, layer, colors=3, template=template)
            seen = {name: part.get_visible() for name, part in numbered.parts.items()}
            self.assertEqual(seen, {"Numbers": template, "Outlines": template,
                                    "Painted": not template, "Paper": template})

    def test_paper_is_white_and_the_picture_is_painted(self):
        image, layer = self.picture()
        numbered = self.paint(image, layer, colors=3)
        self.assertEqual(set(pixels(numbered.parts["Paper"])), {WHITE})
        painted = pixels(numbered.parts["Painted"])
        self.assertEqual(set(painted), {WHITE, BLUE, RED})
        self.assertEqual(painted[50 * 240 + 50], BLUE)
        # The small square has no room.
        self.assertEqual(painted[152 * 240 + 222], WHITE)
        self.assert_shares(numbered.shares, [pixels_of / (240 * 180) for pixels_of in
                                             (240 * 180 - 8100 - 1600, 8100, 1600)])

    def test_each_area_has_the_number_of_its_color_inside(self):
        image, layer = self.picture()
        numbered = self.paint(image, layer, colors=3, outline_color=gegl_color(RED))
        painted = pixels(numbered.parts["Painted"])
        outlines = pixels(numbered.parts["Outlines"], RGBA, 4)
        colors = {"1": WHITE, "2": BLUE, "3": RED}
        found = []
        for text, left, top, right, bottom in self.number_boxes(numbered):
            found.append(text)
            for y in range(top, bottom + 1):
                for x in range(left, right + 1):
                    self.assertEqual(painted[y * 240 + x], colors[text])
                    self.assertEqual(outlines[y * 240 + x][3], 0, "on an outline")
        self.assertEqual(sorted(found), ["1", "2", "3"])

    def test_numbers_and_outlines_have_the_color(self):
        image, layer = self.picture()
        numbered = self.paint(image, layer, colors=3, outline_color=gegl_color(GREEN))
        for part in [numbered.parts["Outlines"], *self.texts(numbered)]:
            seen = {pixel[:3] for pixel in pixels(part, RGBA, 4) if pixel[3] == 255}
            self.assertEqual(seen, {GREEN})

    def test_outlines_have_the_width_on_the_border(self):
        for width in (1, 2, 3, 8, 20):
            image, layer = self.picture()
            numbered = self.paint(image, layer, colors=3, outline_width=width)
            row = pixels(numbered.parts["Outlines"], RGBA, 4, rectangle(0, 65, 60, 1))
            drawn = [x for x, pixel in enumerate(row) if pixel[3] == 255]
            first = 20 - (width + 1) // 2
            self.assertEqual(drawn, list(range(first, first + width)))
            self.assertEqual({pixel[3] for pixel in row}, {0, 255})
            self.assertEqual(numbered.parts["Outlines"].has_alpha(), True)

    def test_hidden_areas_get_a_line_or_dissolve(self):
        image, layer = self.picture()
        numbered = self.paint(image, layer, colors=3, hidden_areas="leader-lines")
        self.assertEqual(numbered.areas, 4)
        painted = pixels(numbered.parts["Painted"])
        self.assertEqual(painted[152 * 240 + 222], RED)
        outlines = pixels(numbered.parts["Outlines"], RGBA, 4)
        # The line ends in the middle of the small square.
        self.assertGreater(outlines[152 * 240 + 222][3] + outlines[153 * 240 + 223][3], 100)
        boxes = list(self.number_boxes(numbered))
        self.assertEqual(sorted(box[0] for box in boxes), ["1", "2", "3", "3"])
        for _, left, top, right, bottom in boxes:
            for y in range(top, bottom + 1):
                for x in range(left, right + 1):
                    self.assertEqual(outlines[y * 240 + x][3], 0, "on a line")

    def test_sizes_of_numbers(self):
        image, layer = self.picture()
        image.set_resolution(144, 144)
        numbered = self.paint(image, layer, colors=3, smallest_number=10, largest_number=10,
                              unit=Gimp.Unit.point())
        for _, _, top, _, bottom in self.number_boxes(numbered):
            # Digits of a font of 20 pixels.
            self.assertAlmostEqual(bottom - top + 1, 14.5, delta=2)
        image, layer = self.picture()
        image.set_resolution(254, 254)
        numbered = self.paint(image, layer, colors=3, smallest_number=1, largest_number=4,
                              unit=Gimp.Unit.mm())
        heights = sorted(bottom - top + 1 for _, _, top, _, bottom in self.number_boxes(numbered))
        self.assertEqual(len(heights), 3)
        self.assertAlmostEqual(heights[-1], 29, delta=3)
        self.assertLess(heights[0], 29)

    def test_large_numbers_leave_fewer_areas(self):
        image, layer = self.picture()
        numbered = self.paint(image, layer, colors=3, smallest_number=60)
        self.assertEqual(numbered.areas, 2)
        self.assertEqual(pixels(numbered.parts["Painted"])[60 * 240 + 170], WHITE)

    def test_areas_are_cleaned(self):
        image, layer = self.picture()
        numbered = self.paint(image, layer, colors=3, smallest_area=2000)
        self.assertEqual(numbered.areas, 2)
        image, layer = self.picture()
        numbered = self.paint(image, layer, colors=3, smooth_edges=10)
        corner = pixels(numbered.parts["Painted"])[20 * 240 + 20]
        self.assertEqual(corner, WHITE)

    def test_what_is_narrow_dissolves_in_any_unit(self):
        image, layer = self.picture()
        write(layer, bytes(WHITE) * 240 * 180)
        write(layer, bytes(BLUE) * 20 * 120, area=rectangle(110, 30, 20, 120))
        image.set_resolution(254, 254)
        for width, unit, areas in ((20, Gimp.Unit.pixel(), 2), (21, Gimp.Unit.pixel(), 1),
                                   (2, Gimp.Unit.mm(), 2), (2.1, Gimp.Unit.mm(), 1)):
            numbered = self.paint(image, layer, colors=2, minimum_width=width, unit=unit,
                                  smallest_number=1.0 if unit == Gimp.Unit.mm() else 10)
            self.assertEqual(numbered.areas, areas, f"{width} {unit.get_name()}")

    def test_many_numbers_are_one_layer(self):
        image, layer = self.chessboard(20, 16)
        numbered = self.paint(image, layer, colors=2)
        self.assertEqual(numbered.areas, 320)
        numbers = numbered.parts["Numbers"]
        self.assertFalse(numbers.is_group_layer())
        data = pixels(numbers, RGBA, 4)
        self.assertEqual({pixel[:3] for pixel in data if pixel[3] == 255}, {BLACK})
        # Each square has some of it, around its middle and not at its edge.
        for row in range(16):
            for column in range(20):
                inside = edge = 0
                for y in range(25):
                    for x in range(25):
                        alpha = data[(row * 25 + y) * 500 + column * 25 + x][3]
                        if 2 <= x < 23 and 2 <= y < 23:
                            inside += alpha
                        else:
                            edge += alpha
                self.assertGreater(inside, 1000)
                self.assertEqual(edge, 0)

    def test_fewer_numbers_are_text_layers(self):
        image, layer = self.chessboard(20, 14)
        numbered = self.paint(image, layer, colors=2)
        self.assertEqual(len(self.texts(numbered)), 280)
        self.assertTrue(all(text.is_text_layer() for text in self.texts(numbered)))
        self.assertFalse(numbered.parts["Numbers"].get_expanded())

    def key_colors(self, layer):
        return {pixel for pixel in pixels(layer) if pixel[0] != pixel[1] or pixel[1] != pixel[2]}

    def test_key_lies_below_or_beside(self):
        for place in ("below", "beside"):
            image, layer = self.picture()
            numbered = self.paint(image, layer, colors=3, key=place)
            self.assertIsNone(numbered.key_image)
            _, x, y = numbered.key.get_offsets()
            if place == "below":
                self.assertGreater(y, 180)
                self.assertEqual(image.get_height(), y + numbered.key.get_height())
            else:
                self.assertGreater(x, 240)
                self.assertEqual(image.get_width(), x + numbered.key.get_width())
            colors = self.key_colors(numbered.key)
            self.assertIn(RED, colors)
            self.assertIn(BLUE, colors)

    def test_key_is_an_image_of_its_own(self):
        image, layer = self.picture()
        image.set_resolution(200, 200)
        numbered = self.paint(image, layer, colors=3, key="image")
        self.assertIsNone(numbered.key)
        self.assertEqual((image.get_width(), image.get_height()), (240, 180))
        self.assertEqual(len(image.get_layers()), 2)
        self.assertEqual([item.get_name() for item in numbered.key_image.get_layers()], ["Key"])
        self.assertEqual(numbered.key_image.get_resolution()[1], 200)
        self.assertIn(RED, self.key_colors(numbered.key_image.get_layers()[0]))

    def swatch_height(self, key, color):
        width = key.get_width()
        data = pixels(key)
        return max(sum(data[y * width + x] == color for y in range(key.get_height()))
                   for x in range(width))

    def test_key_can_be_read_where_there_is_room(self):
        # 1488 × 1052 pixels on A4: the smallest numbers have 5 points, which are 8.8 pixels.
        heights = {}
        for place in ("below", "beside", "image"):
            image, layer = self.picture(1488, 1052)
            numbered = self.paint(image, layer, colors=3, key=place)
            key = numbered.key or numbered.key_image.get_layers()[0]
            heights[place] = self.swatch_height(key, RED)
        # A swatch is 1.4 times as high as the font, without its frame: of 8 and 10 points.
        self.assertAlmostEqual(heights["below"], 14.1 * 1.4, delta=3)
        self.assertAlmostEqual(heights["beside"], 14.1 * 1.4, delta=3)
        self.assertAlmostEqual(heights["image"], 17.7 * 1.4, delta=3)
        # Where the names would make the canvas wider, the font is smaller.
        image, layer = self.picture()
        numbered = self.paint(image, layer, colors=3, key="below")
        self.assertLessEqual(image.get_width(), 250)

    def test_no_key(self):
        image, layer = self.picture()
        numbered = self.paint(image, layer, colors=3, key="none")
        self.assertIsNone(numbered.key)
        self.assertIsNone(numbered.key_image)
        self.assertEqual((image.get_width(), image.get_height()), (240, 180))
        self.assertEqual(len(image.get_layers()), 2)

    def test_key_has_only_what_is_painted(self):
        image, layer = self.picture()
        numbered = self.paint(image, layer,
                              palette=self.new_palette([WHITE, BLUE, RED, (0, 255, 0)]))
        self.assertNotIn((0, 255, 0), self.key_colors(numbered.key))
        self.assertEqual(numbered.shares[3], 0.0)

    def test_numbers_are_those_of_the_palette(self):
        image, layer = self.picture()
        numbered = self.paint(image, layer, palette=self.new_palette([RED, WHITE, BLUE]))
        self.assertEqual(sorted(box[0] for box in self.number_boxes(numbered)), ["1", "2", "3"])
        painted = pixels(numbered.parts["Painted"])
        for text, left, top, _, _ in self.number_boxes(numbered):
            self.assertEqual(painted[top * 240 + left], [RED, WHITE, BLUE][int(text) - 1])

    def test_a_layer_larger_than_the_canvas_has_numbers_only_on_it(self):
        image, layer = self.picture()
        layer.set_offsets(-60, -30)
        numbered = self.paint(image, layer, colors=3, key="none")
        for _, left, top, right, bottom in self.number_boxes(numbered):
            self.assertTrue(0 <= left and 0 <= top and right < 240 and bottom < 180)
        self.assertEqual(numbered.parts["Painted"].get_offsets()[1:], (-60, -30))

    def test_selection_alpha_and_mask(self):
        image = self.new_image(200, 100)
        layer = self.new_layer(image, 200, 100, Gimp.ImageType.RGBA_IMAGE)
        write(layer, (bytes((*RED, 255)) * 100 + bytes((*BLUE, 255)) * 60 + bytes(4) * 40) * 100,
              RGBA)
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 0, 200, 50)
        numbered = self.paint(image, layer, colors=2, key="none")
        self.assertEqual(numbered.areas, 2)
        self.assertEqual(read(numbered.parts["Painted"], RGBA), read(layer, RGBA))
        for _, _, _, _, bottom in self.number_boxes(numbered):
            self.assertLess(bottom, 50)

    def test_gray_and_high_precision(self):
        for precision in (Gimp.Precision.U8_NON_LINEAR, Gimp.Precision.FLOAT_LINEAR):
            image = self.new_image(120, 90, Gimp.ImageBaseType.GRAY, precision)
            layer = self.new_layer(image, 120, 90, Gimp.ImageType.GRAY_IMAGE)
            write(layer, bytes([30] * 60 + [200] * 60) * 90, "Y' u8")
            numbered = self.paint(image, layer, colors=2, outline_color=gegl_color(GRAY))
            self.assertEqual(numbered.areas, 2)
            line = pixels(numbered.parts["Outlines"], "Y'A u8", 2, rectangle(59, 40, 2, 1))
            self.assertEqual(line, [(128, 255)] * 2)

    def test_an_earlier_result_is_replaced(self):
        image, layer = self.picture()
        self.paint(image, layer, colors=3)
        numbered = self.paint(image, layer, colors=2, replace_earlier=True, key="none")
        self.assertEqual(image.get_layers(), [numbered.group, layer])
        self.assertEqual((image.get_width(), image.get_height()), (240, 180))
        # Posterize replaces only its own results.
        call(POSTERIZE, image, [layer], colors=2, replace_earlier=True, color_bar=False)
        self.assertIn(numbered.group, image.get_layers())

    def test_the_artist_keeps_color_and_images(self):
        image, layer = self.picture()
        color = Gimp.context_get_foreground().get_rgba()
        images = len(Gimp.get_images())
        self.paint(image, layer, colors=3)
        self.assertEqual(Gimp.context_get_foreground().get_rgba(), color)
        self.assertEqual(len(Gimp.get_images()), images)

    def test_a_palette_of_the_colors(self):
        image, layer = self.picture()
        outcome = call(NUMBERS, image, [layer], colors=3, create_palette=True)
        palette = outcome.values[5]
        self.addCleanup(palette.delete)
        self.assertEqual(len(palette.get_colors()), 3)

    def test_what_does_not_go_together_is_refused(self):
        image, layer = self.picture()
        message = self.refused(image, layer, smallest_number=30, largest_number=20)
        self.assertIn("larger than the largest", message)
        message = self.refused(image, layer, smallest_number=3)
        self.assertIn("cannot be read", message)
        image.set_resolution(72, 72)
        message = self.refused(image, layer, largest_number=1, unit=Gimp.Unit.mm())
        self.assertIn("cannot be read", message)
        message = self.refused(image, layer, minimum_width=500)
        self.assertIn("Minimum width", message)

    def test_nothing_to_number(self):
        image, layer = self.striped([(BLACK, 3)], 3)
        numbered = self.paint(image, layer)
        self.assertEqual(numbered.areas, 0)
        self.assertIsNone(numbered.key)
