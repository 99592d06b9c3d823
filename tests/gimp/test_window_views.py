# SPDX-License-Identifier: GPL-3.0-or-later
"""Preview, bar and list of a dialog: what they show, how they go together, keys and room."""

import math
import random
import subprocess
import time

from gi.repository import Atspi, Gimp

import window
from harness import pixels, write
from test_window import COLORS, WindowTestCase

COMMAND = "Posterize by Clusters…"


def place_of(node):
    return node.get_component_iface().get_extents(Atspi.CoordType.SCREEN)


def move_mouse(node, x=0.5, y=0.5):
    """Moves the mouse to a place of a control, 0 … 1."""
    area = place_of(node)
    subprocess.run(["xdotool", "mousemove", str(area.x + round(x * area.width)),
                    str(area.y + round(y * area.height))], check=True, timeout=10)


def press_keys(*keys):
    subprocess.run(["xdotool", "key", *keys], check=True, timeout=10)


def screen(area):
    """What is seen there: RGB, row by row."""
    data = subprocess.run(
        ["import", "-window", "root", "-crop", f"{area.width}x{area.height}+{area.x}+{area.y}",
         "-depth", "8", "rgb:-"], check=True, capture_output=True, timeout=20).stdout
    return [tuple(data[i:i + 3]) for i in range(0, len(data), 3)]


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


class Views(WindowTestCase):
    def open_with(self, colors):
        dialog = self.open(COMMAND)
        window.set_number(dialog, colors)
        window.wait_for("the colors", lambda: len(window.swatches(dialog)) == colors)
        return dialog

    def drawing(self, dialog, name):
        return window.find(dialog, "drawing area", lambda text: text == name)

    def cancel(self, dialog):
        window.press(dialog, "Cancel")
        window.dialog_closed()

    def test_full_size_preview_shows_the_pixels_of_the_result(self):
        width, height = 900, 800
        image = self.new_image(width, height)
        layer = self.new_layer(image, width, height)
        write(layer, blotches(width, height))
        display = Gimp.Display.new(image)
        try:
            dialog = self.open_with(4)
            window.open_more(dialog, "Areas and dithering")
            window.control(dialog, "spin button", "Smallest area").get_value_iface(
            ).set_current_value(40)
            window.control(dialog, "spin button", "Smooth edges").get_value_iface(
            ).set_current_value(3)
            window.click(window.find(dialog, "toggle button", lambda name: name == "1:1"))
            preview = self.drawing(dialog, "Preview")
            area = place_of(preview)
            # Halves are rounded away from 0; the layer is larger.
            left = math.floor((area.width - width) / 2)
            top = math.floor((area.height - height) / 2)
            subprocess.run(["xdotool", "mousemove", "2", "2"], check=True)
            places = [(round(area.width * (i + 0.5) / 10), round(area.height * (i * 3 % 10 + 0.5) / 10))
                      for i in range(10)]
            # Edges too: what is tidied there depends on what is beyond them.
            places += [(0, 0), (area.width - 1, area.height - 1), (0, area.height // 2)]
            shown = []

            def is_calm():
                before = list(shown)
                time.sleep(2)
                shown[:] = screen(area)
                return before == shown
            window.wait_for("the preview", is_calm)
            window.press(dialog, "Posterize")
            window.dialog_closed()
            made = window.wait_for("the layer", lambda: image.get_layer_by_name("layer – 4 colors"))
            result = pixels(made)
            different = [(x, y) for x, y in places
                         if shown[y * area.width + x] != result[(y - top) * width + x - left]]
            self.assertEqual(different, [])
        finally:
            display.delete()

    def test_pointing_at_the_bar_or_the_picture_marks_the_color(self):
        dialog = self.open_with(3)
        names = [row.get_name() for row in window.swatches(dialog)]
        told = [name.replace(", ", "  ") for name in names]

        def is_told(drawing, x, y, texts):
            # Again and again: the window can still be on its way to its place.
            move_mouse(self.drawing(dialog, drawing), x, y)
            return window.find(dialog, "label", lambda name: name in texts)
        window.wait_for(told[0], lambda: is_told("Color bar", 0.2, 0.5, told[:1]))
        window.wait_for(told[2], lambda: is_told("Color bar", 0.99, 0.5, told[2:]))
        window.wait_for("a color", lambda: is_told("Preview", 0.5, 0.4, told[:2]))
        # What is told follows the colors.
        window.set_number(dialog, 5)
        names = [row.get_name() for row in window.wait_for("the colors", lambda: (
            lambda rows: rows if len(rows) == 5 else None)(window.swatches(dialog)))]
        told = [name.replace(", ", "  ") for name in names]
        window.wait_for("its color", lambda: window.find(
            dialog, "label", lambda name: name in told))
        self.cancel(dialog)

    def test_click_on_the_bar_copies(self):
        dialog = self.open_with(3)
        hex_value = window.swatches(dialog)[0].get_name().partition(",")[0]
        move_mouse(self.drawing(dialog, "Color bar"), 0.1)
        subprocess.run(["xdotool", "click", "1"], check=True, timeout=10)
        window.wait_for("the copied value", lambda: window.find(
            dialog, "label", lambda text: text == f"{hex_value} was copied."))
        self.cancel(dialog)

    def test_keys(self):
        window.click(window.gimp_menu_item("Filters", "Color Clusters", COMMAND))
        dialog = window.dialog()
        spin = window.find(dialog, "spin button", lambda _: True)
        window.wait_for("the focus on the number", lambda: spin.get_state_set().contains(
            Atspi.StateType.FOCUSED))
        window.reset(dialog)
        window.set_number(dialog, 4)
        window.wait_for("the colors", lambda: len(window.swatches(dialog)) == 4)
        window.focus(window.swatches(dialog)[0])
        press_keys("Down", "l")
        second = window.swatches(dialog)[1].get_name().partition(",")[0]
        window.wait_for("the lock", lambda: [
            lock.get_name() for lock in window.locks(dialog, closed=True)
            if lock.get_name().startswith(f"Lock {second}")])
        # One stop: Tab leaves the list.
        press_keys("Tab")
        window.wait_for("the focus elsewhere", lambda: not any(
            row.get_state_set().contains(Atspi.StateType.FOCUSED)
            for row in window.swatches(dialog)))
        press_keys("alt+o")
        window.wait_for("More", lambda: window.find(dialog, "page tab list", lambda _: True)
                        .get_state_set().contains(Atspi.StateType.SHOWING))
        self.cancel(dialog)

    def test_nothing_leaves_a_small_screen(self):
        dialog = self.open_with(5)
        window.open_more(dialog, "Colors")
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", f"^{COMMAND[:-1]}$"],
                               check=True, capture_output=True, text=True).stdout.split()
        subprocess.run(["xdotool", "windowsize", "--sync", found[-1], "1264", "650"], check=True,
                       timeout=20)

        def bottom():
            area = place_of(window.find(dialog, "button", lambda name: name == "Posterize"))
            whole = place_of(dialog)
            # With its title bar.
            return whole.height <= 690 and area.y + area.height <= whole.y + whole.height
        window.wait_for("everything fits", bottom)
        self.assertLessEqual(place_of(dialog).width, 1280)
        self.cancel(dialog)

    def test_what_was_open_is_open_again(self):
        dialog = self.open_with(3)
        more = window.find(dialog, "toggle button", lambda name: name == "More")
        was_open = more.get_state_set().contains(Atspi.StateType.EXPANDED)
        window.click(more)
        self.cancel(dialog)
        dialog = self.open_with(3)
        more = window.find(dialog, "toggle button", lambda name: name == "More")
        self.assertNotEqual(more.get_state_set().contains(Atspi.StateType.EXPANDED), was_open)
        self.cancel(dialog)

    def test_control_that_cannot_apply_is_insensitive(self):
        dialog = self.open_with(3)
        window.open_more(dialog, "Areas and dithering")
        area = window.control(dialog, "spin button", "Smallest area")
        self.assertTrue(window.is_enabled(area))
        window.choose(dialog, "Dithering", 1, "Floyd–Steinberg")
        window.wait_for("Smallest area disabled", lambda: not window.is_enabled(area))
        window.choose(dialog, "Dithering", 0, "None")
        window.wait_for("Smallest area enabled", lambda: window.is_enabled(area))
        self.cancel(dialog)

    def test_automatic_has_a_number_of_its_own(self):
        dialog = self.open_with(2)
        window.click(window.find(dialog, "check box", lambda name: name == "Automatic"))
        window.wait_for("the number found", lambda: window.find(
            dialog, "label", lambda name: name == f"{len(COLORS)} colors found"))
        window.control(dialog, "spin button", "At most")
        self.cancel(dialog)
