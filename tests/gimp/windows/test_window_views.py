# SPDX-License-Identifier: GPL-3.0-or-later
"""Preview, bar and list of a dialog: what they show, how they go together, keys and room."""

import subprocess

from gi.repository import Atspi

import window
from window_case import (COLORS, POSTERIZE_LABEL as COMMAND, WindowTestCase, has_state, move_mouse,
                         place_of, press_keys)


class Views(WindowTestCase):
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
        window.wait_for("the active dialog", lambda: has_state(dialog, Atspi.StateType.ACTIVE))
        window.focus(window.swatches(dialog)[0])
        press_keys("Down")
        window.wait_for("the second row", lambda: has_state(window.swatches(dialog)[1],
                                                            Atspi.StateType.FOCUSED))
        press_keys("l")
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
