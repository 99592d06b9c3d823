# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers in the areas of a posterized picture, and their key."""

from gi.repository import Gimp

from harness import BLACK, BLUE, RED, WHITE, GimpTestCase, pixels, rectangle, write

RGBA = "R'G'B'A u8"


class Labels(GimpTestCase):
    def picture(self, width=240, height=180):
        """White, a large blue square, a red one, and a red one too small for a number."""
        image = self.new_image(width, height)
        layer = self.new_layer(image, width, height)
        write(layer, bytes(WHITE) * width * height)
        for color, x, y, size in ((BLUE, 20, 20, 90), (RED, 150, 40, 40), (RED, 220, 150, 3)):
            write(layer, bytes(color) * size * size, area=rectangle(x, y, size, size))
        return image, layer

    def numbers(self, group):
        return [child for child in group.get_children() if child.is_text_layer()]

    def test_each_area_has_the_number_of_its_color_inside(self):
        image, layer = self.picture()
        outcome = self.posterize(image, layer, colors=3, labels=True, color_bar_position="below")
        group = image.get_layers()[0]
        self.assertEqual(group.get_name(), "Numbers")
        self.assertTrue(group.is_group_layer())
        inside = [text for text in self.numbers(group) if text.get_offsets()[2] < 180]
        self.assertEqual(sorted(text.get_text() for text in inside), ["1", "2", "3"])
        posterized = pixels(outcome.posterized)
        bar = pixels(outcome.color_bar)
        colors = list(dict.fromkeys(bar[:240]))
        for text in inside:
            color = colors[int(text.get_text()) - 1]
            _, left, top = text.get_offsets()
            seen = 0
            for i, pixel in enumerate(pixels(text, RGBA, 4)):
                if pixel[3] == 0:
                    continue
                seen += 1
                x, y = left + i % text.get_width(), top + i // text.get_width()
                self.assertEqual(posterized[y * 240 + x], color)
            self.assertGreater(seen, 10)

    def test_numbers_can_be_told_from_their_ground(self):
        image, layer = self.picture()
        self.posterize(image, layer, colors=3, labels=True)
        for text in self.numbers(image.get_layers()[0]):
            solid = {pixel[:3] for pixel in pixels(text, RGBA, 4) if pixel[3] == 255}
            self.assertEqual(len(solid), 1)
            self.assertIn(solid.pop(), ((0, 0, 0), (255, 255, 255)))

    def test_key_shows_colors_and_numbers_under_the_bar(self):
        image, layer = self.picture()
        outcome = self.posterize(image, layer, colors=3, labels=True, color_bar_position="below")
        group = image.get_layers()[0]
        key = next(child for child in group.get_children() if child.get_name() == "Key")
        bar = outcome.color_bar
        self.assertEqual(key.get_offsets()[2], bar.get_offsets()[2] + bar.get_height() + 1)
        self.assertEqual(key.get_width(), 240)
        self.assertEqual(image.get_height(), key.get_offsets()[2] + key.get_height())
        cells = pixels(key, RGBA, 4)[:240]
        order = [pixel[:3] for pixel in dict.fromkeys(cells)]
        self.assertEqual(order, list(dict.fromkeys(pixels(bar)[:240])))
        texts = [text for text in self.numbers(group)
                 if text.get_offsets()[2] >= key.get_offsets()[2]]
        for text in texts:
            middle = text.get_offsets()[1] + text.get_width() // 2
            self.assertEqual(cells[middle][:3], order[int(text.get_text()) - 1])
        self.assertEqual(len(texts), 3)

    def covered(self, outcome, group):
        """Bar and cells of the key as rectangles of the image."""
        key = next(child for child in group.get_children() if child.get_name() == "Key")
        for item in (outcome.color_bar, key):
            _, x, y = item.get_offsets()
            yield x, y, x + item.get_width(), y + item.get_height()

    def test_numbers_are_not_under_bar_and_key_or_outside_the_canvas(self):
        for position in ("inside-bottom", "inside-top", "below", "right"):
            for offset in ((0, 0), (-40, -25), (30, 40)):
                with self.subTest(f"{position} {offset}"):
                    image = self.new_image(300, 240)
                    layer = self.new_layer(image, 300, 240)
                    write(layer, bytes(WHITE) * 300 * 240)
                    # One is covered for the most part, whatever the position is.
                    for color, place in ((BLUE, (0, 0, 150, 120)), (RED, (150, 120, 150, 120)),
                                         (BLACK, (20, 130, 100, 110))):
                        write(layer, bytes(color) * place[2] * place[3], area=rectangle(*place))
                    layer.set_offsets(*offset)
                    outcome = self.posterize(image, layer, colors=4, labels=True,
                                             color_bar_position=position, color_bar_size=15)
                    group = image.get_layers()[0]
                    covered = list(self.covered(outcome, group))
                    inside = []
                    for text in self.numbers(group):
                        _, x, y = text.get_offsets()
                        x += text.get_width() / 2
                        y += text.get_height() / 2
                        if any(a <= x < c and b <= y < d for a, b, c, d in covered[1:]):
                            continue  # It stands in the key.
                        inside.append(text.get_text())
                        a, b, c, d = covered[0]
                        self.assertFalse(a <= x < c and b <= y < d, "under the bar")
                        self.assertTrue(0 <= x < 300 and 0 <= y < 240, "outside the canvas")
                        # The number of what can be seen there.
                        picked = pixels(outcome.posterized,
                                        area=rectangle(int(x) - offset[0], int(y) - offset[1], 1, 1))
                        colors = list(dict.fromkeys(pixels(outcome.color_bar)))
                        self.assertEqual(picked[0], colors[int(text.get_text()) - 1])
                    # Parts of all can be seen.
                    self.assertEqual(set(inside), {"1", "2", "3", "4"})
                    self.assertEqual(len(self.numbers(group)) - len(inside), 4)

    def test_key_without_a_bar(self):
        image, layer = self.picture()
        outcome = self.posterize(image, layer, colors=3, labels=True, color_bar=False,
                                 color_bar_position="inside-bottom")
        self.assertIsNone(outcome.color_bar)
        names = [child.get_name() for child in image.get_layers()[0].get_children()]
        self.assertIn("Key", names)
        self.assertEqual(image.get_height(), 180)

    def test_hundreds_of_numbers_are_in_a_group_that_is_closed(self):
        image = self.new_image(500, 400)
        layer = self.new_layer(image, 500, 400)
        # Squares of two colors like those of a chessboard.
        rows = [b"".join(bytes(RED if (x + y) % 2 else WHITE) * 25 for x in range(20)) * 25
                for y in range(16)]
        write(layer, b"".join(rows))
        self.posterize(image, layer, colors=2, labels=True)
        group = image.get_layers()[0]
        self.assertEqual(len(self.numbers(group)), 320 + 2)
        self.assertFalse(group.get_expanded())

    def test_colors_without_pixels_have_no_cell(self):
        image, layer = self.picture()
        self.posterize(image, layer, labels=True,
                       palette=self.new_palette([WHITE, BLUE, RED, (0, 255, 0)]))
        key = next(child for child in image.get_layers()[0].get_children()
                   if child.get_name() == "Key")
        self.assertEqual({pixel[:3] for pixel in pixels(key, RGBA, 4)}, {WHITE, BLUE, RED})

    def test_high_precision_gray_and_layers_per_color(self):
        image = self.new_image(120, 90, Gimp.ImageBaseType.GRAY, Gimp.Precision.FLOAT_LINEAR)
        layer = self.new_layer(image, 120, 90, Gimp.ImageType.GRAY_IMAGE)
        write(layer, bytes([30] * 60 + [200] * 60) * 90, "Y' u8")
        self.posterize(image, layer, colors=2, labels=True, layers="per-color")
        numbers, _, group, _ = image.get_layers()
        self.assertEqual(len(self.numbers(numbers)), 4)
        self.assertEqual(len(group.get_children()), 2)

    def test_the_artist_keeps_color_and_images(self):
        image, layer = self.picture()
        color = Gimp.context_get_foreground().get_rgba()
        images = len(Gimp.get_images())
        self.posterize(image, layer, colors=3, labels=True)
        self.assertEqual(Gimp.context_get_foreground().get_rgba(), color)
        self.assertEqual(len(Gimp.get_images()), images)
