# SPDX-License-Identifier: GPL-3.0-or-later
"""The dialog of Paint by Numbers: the template in the preview, sizes with units, results made again."""

import math

from gi.repository import Gimp

import window
from harness import BLACK, BLUE, NUMBERS, RED, WHITE, call, pixels, rectangle, write
from window_case import WindowTestCase, color_at, place_of, screen

COMMAND = "Paint by Numbers…"


class NumbersDialog(WindowTestCase):
    def setUp(self):
        super().setUp()
        # A blue square in the middle of white.
        self.image.resize(200, 160, 0, 0)
        self.layer.resize(200, 160, 0, 0)
        write(self.layer, bytes(WHITE) * 200 * 160)
        write(self.layer, bytes(BLUE) * 100 * 80, area=rectangle(50, 40, 100, 80))
        self.image.set_resolution(144, 144)
        self.image.clean_all()

    def make(self, dialog):
        window.press(dialog, "Make Template")
        window.dialog_closed()

    def group(self):
        return next(layer for layer in self.image.get_layers() if layer.is_group_layer())

    def spin(self, dialog, label):
        return window.control(dialog, "spin button", label).get_value_iface()

    def test_template_is_seen_and_made_and_undone(self):
        dialog = self.open_with(2, COMMAND)
        picture = self.drawing(dialog, "Preview")
        place = (0.5, 0.33)  # In the square, beside its number.
        window.wait_for("the paper", lambda: color_at(picture, *place) == WHITE)
        window.click(window.control(dialog, "check box", "Show the template"))
        window.wait_for("the painted picture", lambda: color_at(picture, *place) == BLUE)
        window.click(window.control(dialog, "check box", "Show the template"))
        window.wait_for("the paper again", lambda: color_at(picture, *place) == WHITE)
        self.make(dialog)
        self.assertEqual(self.names(), ["Key", "layer – 2 numbers", "layer"])
        self.assertTrue(self.group().get_children()[0].get_visible())
        window.click(window.gimp_menu_item("Edit", "Undo"))
        window.wait_for("undo", lambda: self.names() == ["layer"])
        self.assertEqual((self.image.get_width(), self.image.get_height()), (200, 160))
        self.assertTrue(self.layer.get_visible())

    def test_full_size_preview_shows_the_numbers_of_the_result(self):
        # Large areas that are cut by what is read for the view, small ones with lines to their
        # numbers.
        width, height = 2000, 1500
        image = self.new_image(width, height)
        layer = self.new_layer(image, width, height)
        data = bytearray()
        for y in range(height):
            for x in range(width):
                block = x // 800 + (y + x // 4) // 700
                small = x % 83 < 9 and y % 97 < 10
                data += bytes((RED, BLUE, WHITE)[(block + small) % 3])
        write(layer, data)
        display = Gimp.Display.new(image)
        self.addCleanup(display.delete)
        image.clean_all()
        outcome = call(NUMBERS, image, [layer], colors=3, hidden_areas="leader-lines",
                       outline_width=3, key="none", hide_original=False)
        self.assertTrue(outcome.ok, outcome.message)
        group = outcome.values[0]
        parts = {part.get_name(): part for part in group.get_children()}
        middle = rectangle(400, 250, 1200, 1000)
        # GIMP has no fonts here: all numbers are in one layer.
        drawn = [max(number[3], line[3]) for number, line in
                 zip(pixels(parts["Numbers"], "R'G'B'A u8", 4, middle),
                     pixels(parts["Outlines"], "R'G'B'A u8", 4, middle))]
        painted = pixels(parts["Painted"], area=middle)
        image.remove_layer(group)
        image.set_selected_layers([layer])
        image.clean_all()
        dialog = self.open_with(3, COMMAND)
        preview = self.drawing(dialog, "Preview")
        window.choose(dialog, "Areas without room", 1, "Number beside it, with a line")
        window.open_more(dialog, "Areas and outlines")
        self.spin(dialog, "Outline width").set_current_value(3)
        window.click(window.find(dialog, "toggle button", lambda name: name == "1:1"))
        window.xdotool("mousemove", 2, 2)

        def differences(expected):
            area = place_of(preview)
            left = math.floor((area.width - width) / 2) + middle.x
            top = math.floor((area.height - height) / 2) + middle.y
            shown = screen(area)
            return [(x, y) for y in range(area.height) for x in range(area.width)
                    if expected((y - top) * middle.width + x - left)
                    not in (None, shown[y * area.width + x])]
        # What is covered in part is not compared: GIMP blends it in linear light.
        template = {0: WHITE, 255: BLACK}
        window.wait_for("the template of the result",
                        lambda: not differences(lambda i: template.get(drawn[i])), seconds=60)
        window.click(window.control(dialog, "check box", "Show the template"))
        window.wait_for("the painted picture of the result",
                        lambda: not differences(lambda i: painted[i]), seconds=60)
        self.cancel(dialog)

    def test_sizes_in_points(self):
        dialog = self.open_with(2, COMMAND)
        window.open_more(dialog, "Numbers")
        window.choose_unit(dialog, "Smallest number", "pt")
        self.spin(dialog, "Smallest number").set_current_value(60)
        ok = window.find(dialog, "button", lambda name: name == "Make Template")
        self.make(dialog)
        # 120 pixels: there is no room in the square, and the square is gone.
        painted = self.group().get_children()[2]
        self.assertEqual(set(pixels(painted)), {WHITE})
        self.assertIsNotNone(ok)

    def test_what_does_not_go_together_disables_the_button(self):
        dialog = self.open_with(2, COMMAND)
        window.open_more(dialog, "Numbers")
        self.spin(dialog, "Smallest number").set_current_value(20)
        self.spin(dialog, "Largest number").set_current_value(10)
        self.label(dialog, "the reason", lambda text: "larger than the largest" in text)
        ok = window.find(dialog, "button", lambda name: name == "Make Template")
        window.wait_for("Make Template disabled", lambda: not window.is_enabled(ok))
        self.spin(dialog, "Largest number").set_current_value(30)
        window.wait_for("Make Template enabled", lambda: window.is_enabled(ok))
        self.cancel(dialog)

    def test_result_is_edited_with_its_settings(self):
        dialog = self.open_with(2, COMMAND)
        window.open_more(dialog, "Areas and outlines")
        self.spin(dialog, "Outline width").set_current_value(7)
        self.make(dialog)
        lines = self.group().get_children()[1]
        self.assertEqual(sum(pixel[3] == 255 for pixel in
                             pixels(lines, "R'G'B'A u8", 4, rectangle(0, 60, 100, 1))), 7)
        self.image.set_selected_layers([self.group()])
        window.click(window.gimp_menu_item("Filters", "Color Clusters", COMMAND))
        dialog = window.dialog()
        self.assertEqual(dialog.get_name(), "Edit a Picture to Paint by Numbers")
        window.wait_for("the number of colors", lambda: window.number(dialog) == 2)
        window.open_more(dialog, "Areas and outlines")
        width = self.spin(dialog, "Outline width")
        self.assertEqual(width.get_current_value(), 7)
        width.set_current_value(3)
        self.make(dialog)
        self.assertEqual(self.names(), ["Key", "layer – 2 numbers", "layer"])
        lines = self.group().get_children()[1]
        row = pixels(lines, "R'G'B'A u8", 4, rectangle(0, 60, 100, 1))
        self.assertEqual([pixel[:3] for pixel in row if pixel[3] == 255], [BLACK] * 3)
