# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture in a dialog, pixel by pixel as it is on the screen: what it shows, and the mouse on it."""

import math
import random

from gi.repository import Atspi, Gimp

import window
from harness import POSTERIZE, call, pixels, rectangle, write
from window import window_numbers, xdotool
from window_case import (POSTERIZE_LABEL, WindowTestCase, click_at, color_at, geometry_of, has_state,
                         hold_and_move, move_mouse, place_of, screen)

ZOOM_STEP = 1.25


def rounded(value):
    """To a whole number, halves away from 0."""
    return int(math.copysign(math.floor(abs(value) + 0.5), value))


def fitting_place(area, width, height):
    """Where a layer of that size lies in the preview when all of it is shown: x, y, width, height."""
    scale = min(area.width / width, area.height / height)
    shown_width, shown_height = rounded(width * scale), rounded(height * scale)
    return ((area.width - shown_width) // 2, (area.height - shown_height) // 2, shown_width,
            shown_height)


def code(x, y):
    """A color that tells a pixel's place, up to 4096 × 4096."""
    return x % 256, y % 256, x // 256 * 16 + y // 256


def decoded(color):
    return color[0] + color[2] // 16 * 256, color[1] + color[2] % 16 * 256


def encoded(width, height):
    return b"".join(bytes(code(x, y)) for y in range(height) for x in range(width))


def blotches(width, height):
    """A picture with large and small areas, and grain."""
    chance = random.Random(7)
    colors = [(200, 60, 40), (40, 120, 180), (40, 170, 90), (240, 230, 210)]
    data = bytearray()
    for y in range(height):
        for x in range(width):
            color = colors[(x // 97 + y // 71 + (x * y) // 20011) % 4]
            if chance.random() < 0.2:
                color = colors[chance.randrange(4)]
            data += bytes(color)
    return bytes(data)


class PreviewTestCase(WindowTestCase):
    def show_image(self, width, height, data=None, precision=Gimp.Precision.U8_NON_LINEAR):
        """An image with a window in front of the others."""
        image = self.new_image(width, height, precision=precision)
        layer = self.new_layer(image, width, height)
        write(layer, data or encoded(width, height))
        display = Gimp.Display.new(image)
        self.addCleanup(display.delete)
        return image, layer

    def open_preview(self, colors=2):
        """The dialog with all of the layer, without a bar beside it, and its preview."""
        dialog = self.open_with(colors)
        window.click(window.find(dialog, "check box", lambda name: name == "Add a color bar"))
        return dialog, self.drawing(dialog, "Preview")

    def toggle(self, dialog, name):
        button = window.find(dialog, "toggle button", lambda text: text == name)
        window.click(button)
        return button

    def assert_seen(self, what, seen):
        """`seen` gives None as soon as all is as it must be, and says what is not before."""
        told = []

        def is_seen():
            told[:] = [seen()]
            return told == [None]
        try:
            window.wait_for(what, is_seen)
        except AssertionError as failure:
            raise AssertionError(f"{failure}: {told[0]}") from None

    def assert_colors(self, what, preview, expected):
        """`expected` gives {(x, y): color} of places in the preview, for its area."""
        def seen():
            area = place_of(preview)
            for (x, y), color in expected(area).items():
                found = color_at(preview, x, y)
                if found != color:
                    return f"{found} instead of {color} at {x}, {y}"
            return None
        self.assert_seen(what, seen)


class Picture(PreviewTestCase):
    def test_full_size_preview_shows_the_pixels_of_the_result(self):
        width, height = 900, 800
        image, layer = self.show_image(width, height, blotches(width, height))
        outcome = call(POSTERIZE, image, [layer], colors=4, smallest_area=40, smooth_edges=3,
                       color_bar=False, hide_original=False)
        self.assertTrue(outcome.ok, outcome.message)
        result = pixels(outcome.posterized)
        image.remove_layer(outcome.posterized)
        image.set_selected_layers([layer])
        dialog, preview = self.open_preview(4)
        window.open_more(dialog, "Areas and dithering")
        for label, value in (("Smallest area", 40), ("Smooth edges", 3)):
            window.control(dialog, "spin button", label).get_value_iface().set_current_value(value)
        self.toggle(dialog, "1:1")
        xdotool("mousemove", 2, 2)

        def different():
            area = place_of(preview)
            # Halves are rounded away from 0; the layer is larger.
            left = math.floor((area.width - width) / 2)
            top = math.floor((area.height - height) / 2)
            places = [(round(area.width * (i + 0.5) / 10),
                       round(area.height * (i * 3 % 10 + 0.5) / 10)) for i in range(10)]
            # Edges too: what is tidied there depends on what is beyond them.
            places += [(0, 0), (area.width - 1, area.height - 1), (0, area.height // 2)]
            shown = screen(area)
            return [(x, y) for x, y in places
                    if shown[y * area.width + x] != result[(y - top) * width + x - left]] or None
        self.assert_seen("the pixels of the result", different)
        window.press(dialog, "Posterize")
        window.dialog_closed()
        made = window.wait_for("the layer", lambda: image.get_layer_by_name("layer – 4 colors"))
        self.assertEqual(pixels(made), result)

    def test_split_view_has_the_result_to_the_left_of_a_line_that_can_be_dragged(self):
        outcome = call(POSTERIZE, self.image, [self.layer], colors=2, color_bar=False,
                       hide_original=False)
        result, original = pixels(outcome.posterized)[105 * 100], (1, 2, 3)
        self.assertNotEqual(result, original)
        self.image.remove_layer(outcome.posterized)
        self.image.set_selected_layers([self.layer])
        dialog, preview = self.open_preview()
        self.toggle(dialog, "Split view")

        def around(part):
            """What is seen with the line in that part of the preview's width."""
            def expected(area):
                x, y, width, height = fitting_place(area, 100, 115)
                row = y + round(105.5 / 115 * height)
                line = rounded(part * area.width)
                white = {(line, at): (255, 255, 255) for at in (0, row, area.height - 1)}
                return white | {(x + 2, row): result, (line - 4, row): result,
                                (line + 4, row): original, (x + width - 3, row): original}
            return expected
        self.assert_colors("the line in the middle", preview, around(0.5))
        hold_and_move(preview, (0.5, 0.5), (0.4, 0.5), (0.375, 0.5))
        self.assert_colors("the line further to the left", preview, around(0.375))

    def test_thumbnail_is_shown_while_a_large_layer_is_read(self):
        xdotool("mousemove", 2, 2)
        # The settings of the last time are those of the next.
        dialog = self.open_with(1)
        window.press(dialog, "Posterize")
        window.dialog_closed()
        # In so many colors that reading takes seconds: reddish above, whitish below.
        chance = random.Random(1)
        data = bytes(level - chance.randrange(30) for part in ((220, 60, 60), (250, 250, 250))
                     for _ in range(80 * 25) for level in part)
        image, _ = self.show_image(80, 50, data, Gimp.Precision.FLOAT_LINEAR)
        image.scale(8000, 5000)
        Gimp.displays_flush()
        window.click(window.gimp_menu_item("Filters", "Color Clusters", POSTERIZE_LABEL))

        def halves():
            """What is in the middle of the picture's halves: asked of the screen alone, which answers
            while the dialog has no time."""
            name = f"^{POSTERIZE_LABEL[:-1]}$"
            for number in window_numbers(name):
                x, y, width, height = geometry_of(number)
                return [screen(rectangle(x + width // 4, y + round(part * height), 1, 1))[0]
                        for part in (0.3, 0.5)]
            return None

        def picture():
            seen = halves()
            # Otherwise it is the empty dialog, which is gray.
            return seen if seen and any(max(color) - min(color) > 40 for color in seen) else None
        above, below = window.wait_for("a picture", picture)
        # When it has been read, there is one color.
        self.assertGreater(above[0] - above[1], 100, (above, below))
        self.assertGreater(min(below), 200, (above, below))
        dialog = window.dialog()
        window.wait_for("the color", lambda: len(window.swatches(dialog)) == 1, seconds=120)

        def different():
            above, below = halves()
            return None if above == below else f"{above} and {below}"
        self.assert_seen("one color", different)
        self.cancel(dialog)


class Mouse(PreviewTestCase):
    def test_wheel_zooms_where_the_mouse_is(self):
        # So wide that there is no free room beside it; the middle of its height stays there. So
        # small that its pixels are much larger than those of the screen, which round its place.
        self.show_image(120, 25)
        dialog, preview = self.open_preview()
        self.toggle(dialog, "Original")
        one_to_one = window.find(dialog, "toggle button", lambda name: name == "1:1")
        scale = place_of(preview).width / 120

        def around(scale, zoomed):
            """The pixel under the mouse stays, and its neighbors are further from it."""
            def seen():
                area = place_of(preview)
                x, y, width, height = fitting_place(area, 120, 25)
                at_x, at_y = x + rounded(45.5 * width / 120), y + rounded(12.5 * height / 25)
                xdotool("mousemove", area.x + at_x, area.y + at_y)
                for dx in (-4, 0, 4):
                    found = decoded(color_at(preview, at_x + round(dx * scale), at_y))
                    if found != (45 + dx, 12):
                        return f"pixel {found} instead of {45 + dx}, 12"
                return None if has_state(one_to_one, Atspi.StateType.CHECKED) == zoomed else "1:1"
            return seen
        self.assert_seen("all of it", around(scale, False))
        xdotool("click", "--repeat", 5, 4)
        self.assert_seen("a part", around(scale * ZOOM_STEP ** 5, True))
        xdotool("click", "--repeat", 2, 5)
        self.assert_seen("a larger part", around(scale * ZOOM_STEP ** 3, True))
        xdotool("click", "--repeat", 4, 5)
        self.assert_seen("all of it again", around(scale, False))
        self.cancel(dialog)

    def test_pixels_can_be_dragged(self):
        self.show_image(1200, 900)
        dialog, preview = self.open_preview()
        self.toggle(dialog, "Original")
        self.toggle(dialog, "1:1")

        def moved(by_x, by_y):
            def expected(area):
                left = rounded(area.width / 2 - 600) - by_x
                top = rounded(area.height / 2 - 450) - by_y
                return {(x, y): code(x - left, y - top)
                        for x, y in ((3, 3), (area.width // 2, area.height // 2),
                                     (area.width - 3, area.height - 3))}
            return expected
        self.assert_colors("the middle", preview, moved(0, 0))
        area = place_of(preview)
        hold_and_move(preview, (area.width // 2, area.height // 2),
                      (area.width // 2 - 50, area.height // 2), (area.width // 2 - 100,
                                                                 area.height // 2 - 60))
        self.assert_colors("what was to the right and below", preview, moved(100, 60))
        self.cancel(dialog)

    def test_double_click_shows_pixels_and_everything_again(self):
        self.show_image(1200, 900)
        dialog, preview = self.open_preview()
        self.toggle(dialog, "Original")
        one_to_one = window.find(dialog, "toggle button", lambda name: name == "1:1")

        def upper_left():
            area = place_of(preview)
            x, y, _, _ = fitting_place(area, 1200, 900)
            color = color_at(preview, x + 1, y + 1)
            return None if max(color) < 8 else color
        self.assert_seen("all of it", upper_left)
        click_at(preview, 0.45, 0.52, times=2)

        def middle():
            area = place_of(preview)
            x, y, width, height = fitting_place(area, 1200, 900)
            wanted = ((0.45 * area.width - x) * 1200 / width, (0.52 * area.height - y) * 900 / height)
            found = decoded(color_at(preview, 0.5, 0.5))
            return None if math.dist(found, wanted) < 3 else f"{found} instead of {wanted}"
        self.assert_seen("the pixels that were clicked", middle)
        self.assertTrue(has_state(one_to_one, Atspi.StateType.CHECKED))
        click_at(preview, 0.5, 0.5, times=2)
        self.assert_seen("all of it again", upper_left)
        window.wait_for("1:1 off", lambda: not has_state(one_to_one, Atspi.StateType.CHECKED))
        self.cancel(dialog)

    def test_color_that_is_picked_is_locked(self):
        dialog, preview = self.open_preview(3)
        area = place_of(preview)
        x, y, width, height = fitting_place(area, 100, 115)
        self.toggle(dialog, "Pick a color")
        # Of pixels that no cluster of three has.
        move_mouse(preview, x + width // 2, y + round(105 / 115 * height))
        self.label(dialog, "the color to be picked", lambda text: text == "#010203")
        click_at(preview, x + width // 2, y + round(105 / 115 * height))
        names = window.wait_for("the lock", lambda: [
            lock.get_name() for lock in window.locks(dialog, closed=True)])
        self.assertEqual([name.partition(",")[0] for name in names], ["Lock #010203"])
        self.rows(dialog, 4)
        # The next click is as usual.
        self.assertFalse(has_state(window.find(
            dialog, "toggle button", lambda name: name == "Pick a color"), Atspi.StateType.CHECKED))
        self.cancel(dialog)
