# SPDX-License-Identifier: GPL-3.0-or-later
"""Preview, bar and list of a dialog: what they show, how they go together, keys and room."""

import time

import gi

gi.require_version("PangoCairo", "1.0")
from gi.repository import Atspi, Gimp, Pango, PangoCairo  # noqa: E402

import window  # noqa: E402
from window import window_numbers, xdotool  # noqa: E402
from window_case import (  # noqa: E402
    COLORS, PALETTE_LABEL, POSTERIZE_LABEL as COMMAND, WindowTestCase, geometry_of, has_state,
    move_mouse, place_of, press_keys)


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
        xdotool("click", 1)
        window.wait_for("the copied value", lambda: window.find(
            dialog, "label", lambda text: text == f"{hex_value} was copied."))
        self.cancel(dialog)

    def test_pointing_at_the_bar_in_the_preview_marks_the_color(self):
        dialog = self.open_with(3)
        told = [row.get_name().replace(", ", "  ") for row in window.swatches(dialog)]
        preview = self.drawing(dialog, "Preview")

        def tells_the_last():
            area = place_of(preview)
            # The layer with the bar below it fills the height; the last segment is at the right.
            width = round(area.height * 100 / 125)
            move_mouse(preview, (area.width + width) // 2 - 4, area.height - 3)
            return window.find(dialog, "label", lambda name: name == told[2])
        window.wait_for(told[2], tells_the_last)
        self.cancel(dialog)

    def test_enter_in_the_list_copies(self):
        dialog = self.open_with(3)
        window.wait_for("the active dialog", lambda: has_state(dialog, Atspi.StateType.ACTIVE))
        for key in ("Return", "KP_Enter"):
            row = window.swatches(dialog)[1]
            window.focus(row)
            window.wait_for("the row", lambda row=row: has_state(row, Atspi.StateType.FOCUSED))
            hex_value = row.get_name().partition(",")[0]
            press_keys(key)
            self.label(dialog, "the copied value", lambda text, hex_value=hex_value: (
                text == f"{hex_value} was copied."))
            window.set_number(dialog, 4)
            self.rows(dialog, 4)
        self.cancel(dialog)
        self.assertEqual(self.names(), ["layer"])

    def test_wheel_scrolls_controls_that_have_no_room(self):
        dialog = self.open_with(5)
        window.open_more(dialog, "Colors")
        number = window_numbers(f"^{COMMAND[:-1]}$")[-1]
        xdotool("windowsize", "--sync", number, 1264, 560)
        size = window.control(dialog, "spin button", "Size (%)")
        before = size.get_value_iface().get_current_value()
        y = window.wait_for("the control's place", lambda: place_of(size).y)

        def turned():
            move_mouse(size)
            xdotool("click", "--repeat", 3, 5)
            return place_of(size).y < y - 10
        window.wait_for("other controls", turned)
        self.assertEqual(size.get_value_iface().get_current_value(), before)
        self.assertEqual(window.number(dialog), 5)
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
        more = window.find(dialog, "toggle button", lambda name: name == "More")
        was_open = has_state(more, Atspi.StateType.EXPANDED)
        press_keys("alt+o")
        window.wait_for("More", lambda: has_state(more, Atspi.StateType.EXPANDED) != was_open)
        self.cancel(dialog)

    def test_nothing_leaves_a_small_screen(self):
        dialog = self.open_with(5)
        window.open_more(dialog, "Colors")
        xdotool("windowsize", "--sync", window_numbers(f"^{COMMAND[:-1]}$")[-1], 1264, 650)

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

    def test_what_cannot_apply_says_why(self):
        dialog = self.open_with(3)
        window.open_more(dialog, "Areas and dithering")

        def assert_why(role, label, reason):
            node = window.control(dialog, role, label)
            window.wait_for(f"{label}: {reason}", lambda: reason in told_of(node))
            self.assertFalse(window.is_enabled(node), label)

        def told_of(node):
            """The tooltips of a control and of what it is in."""
            told = []
            while node is not None and node.get_role_name() != "page tab list":
                told.append(node.get_description())
                node = node.get_parent()
            return told
        assert_why("spin button", "Strength (%)", "Choose a kind of dithering first")
        window.choose(dialog, "Dithering", 1, "Floyd–Steinberg")
        for label in ("Smallest area", "Smooth edges"):
            assert_why("spin button", label, "Turn off the dithering first: this would undo it")
        window.choose(dialog, "Dithering", 0, "None")
        area = window.control(dialog, "spin button", "Smallest area")
        window.wait_for("Smallest area", lambda: window.is_enabled(area))
        self.assertFalse([told for told in told_of(area) if told.startswith("Turn off")])
        self.cancel(dialog)

    def test_area_has_its_unit(self):
        dialog = self.open_with(3)
        window.open_more(dialog, "Areas and dithering")
        for value, unit in ((1, "pixel"), (40, "pixels")):
            window.control(dialog, "spin button", "Smallest area").get_value_iface(
            ).set_current_value(value)
            self.label(dialog, unit, lambda text, unit=unit: text == unit)
        self.cancel(dialog)

    def test_enter_in_the_name_of_the_palette_confirms(self):
        dialog = self.open_with(3, PALETTE_LABEL)
        window.set_text(dialog, "Confirmed with Enter")
        window.wait_for("the active dialog", lambda: has_state(dialog, Atspi.StateType.ACTIVE))
        button = window.find(dialog, "button", lambda name: name == "Create Palette")
        window.wait_for("Create Palette", lambda: window.is_enabled(button))
        window.focus(window.find(dialog, "text", lambda _: True))

        def is_confirmed():
            # Enter, by its code: for the name, the xdotool of Debian testing presses Alt, too.
            press_keys(36)
            time.sleep(1)
            return not window.plug_in_runs()
        # Again, because a key gets lost while the window manager moves the focus.
        window.wait_for("the end of the plug-in", is_confirmed)
        palette = Gimp.Palette.get_by_name("Confirmed with Enter")
        self.addCleanup(palette.delete)
        self.assertEqual(palette.get_color_count(), 3)

    def test_size_and_panes_are_remembered(self):
        dialog = self.open_with(3)
        number = window_numbers(f"^{COMMAND[:-1]}$")[-1]
        xdotool("windowsize", "--sync", number, 1010, 690)
        panes = window.find(dialog, "split pane", lambda _: True)
        window.wait_for("the size", lambda: geometry_of(number)[2:] == [1010, 690])
        # The panes can still be on their way to the new size: they stay when they have done so for a while.
        calm = []

        def stays():
            if panes.get_value_iface().get_current_value() == 400:
                calm.append(True)
            else:
                calm.clear()
                panes.get_value_iface().set_current_value(400)
            return len(calm) > 5
        window.wait_for("the panes", stays)
        self.cancel(dialog)
        dialog = self.open_with(3)
        window.wait_for("the same size", lambda: geometry_of(
            window_numbers(f"^{COMMAND[:-1]}$")[-1])[2:] == [1010, 690])
        panes = window.find(dialog, "split pane", lambda _: True)
        window.wait_for("the same panes", lambda: panes.get_value_iface().get_current_value() == 400)
        # The other command has a window of its own.
        self.cancel(dialog)
        dialog = self.open(PALETTE_LABEL)
        self.assertNotEqual(geometry_of(window_numbers(f"^{PALETTE_LABEL[:-1]}$")[-1])[2:],
                            [1010, 690])
        self.cancel(dialog)

    def test_number_and_percent_sign_stay_together_from_right_to_left(self):
        dialog = self.open_with(3)
        shares = [label.get_name() for row in window.swatches(dialog)
                  for label in window.find_all(row, "label") if "%" in label.get_name()]
        self.assertEqual(len(shares), 3)
        context = PangoCairo.FontMap.get_default().create_context()
        context.set_base_dir(Pango.Direction.RTL)
        for text in shares:
            layout = Pango.Layout.new(context)
            layout.set_text(text, -1)

            def left_of(letter, text=text, layout=layout):
                return layout.index_to_pos(len(text[:text.index(letter)].encode())).x
            # As it is read: the digits come first, from left to right.
            places = [left_of(letter) for letter in (text.strip("\u2066\u2068\u2069")[0], ".", "%")]
            self.assertEqual(places, sorted(set(places)), text)
        self.cancel(dialog)
