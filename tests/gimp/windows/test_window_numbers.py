# SPDX-License-Identifier: GPL-3.0-or-later
"""The dialog of Paint by Numbers: the template in the preview, sizes with units, results made again."""

import window
from harness import BLACK, BLUE, WHITE, pixels, rectangle, write
from window_case import WindowTestCase, color_at

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
        self.wait_for_label(dialog, "the reason", lambda text: "larger than the largest" in text)
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
