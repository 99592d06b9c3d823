# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands in the Filters menu of a GIMP window, their dialogs, and undo, which scripts cannot
reach in GIMP 3."""

import os
from pathlib import Path

from gi.repository import Gimp

import window
from harness import HAS_OPERATION, PALETTE, POSTERIZE, call, pixels, read, srgb_bytes
from window_case import COLORS, WindowTestCase

class Menu(WindowTestCase):
    def test_both_commands_are_in_the_filters_menu(self):
        for label in ("Extract Palette…", "Posterize by Clusters…"):
            item = window.gimp_menu_item("Filters", "Color Clusters", label)
            window.wait_for(f"{label} enabled", lambda item=item: window.is_enabled(item))

    def test_posterize_is_disabled_for_indexed_images(self):
        self.image.convert_indexed(Gimp.ConvertDitherType.NONE, Gimp.ConvertPaletteType.GENERATE,
                                   8, False, False, "")
        Gimp.displays_flush()
        item = window.gimp_menu_item("Filters", "Color Clusters", "Posterize by Clusters…")
        window.wait_for("Posterize disabled", lambda: not window.is_enabled(item))
        item = window.gimp_menu_item("Filters", "Color Clusters", "Extract Palette…")
        self.assertTrue(window.is_enabled(item))

    def test_extract_palette_is_in_the_colors_menu(self):
        window.click(window.gimp_menu_item("Colors", "Info", "Extract Palette…"))
        dialog = window.dialog("Extract Palette")
        window.press(dialog, "Cancel")
        window.dialog_closed()

    def test_extract_palette_is_in_the_menu_of_palettes(self):
        window.close_welcome()
        window.click(window.gimp_menu_item("Windows", "Dockable Dialogs", "Palettes"))
        palette = window.wait_for("the list of palettes", lambda: window.find(
            window.applications().get("gimp"), "table cell", lambda name: name.startswith("Bears")))
        menu = window.context_menu(palette, "palettes")
        item = window.entry(menu, lambda text: text == "Extract Palette…")
        self.assertIsNotNone(item)
        window.click(item)
        dialog = window.dialog("Extract Palette")
        window.set_number(dialog, 4)
        palette = self.create_palette(dialog, "From the menu of palettes")
        # It is the selected layer of the image in front that was read.
        self.assertEqual(palette.get_color_count(), 4)
        self.assertEqual(palette.get_entry_name(0).entry_name, "#2980b9 · 43.5 %")
        palette.delete()


class Dialogs(WindowTestCase):
    def test_posterize_and_undo_in_one_step(self):
        before = read(self.layer)
        dialog = self.open("Posterize by Clusters…")
        window.set_number(dialog, 3)
        window.press(dialog, "Posterize")
        window.dialog_closed()
        self.assertEqual(self.names(), ["Color bar", "layer – 3 colors", "layer"])
        self.assertEqual(len(set(pixels(self.image.get_layers()[1]))), 3)
        self.assertEqual(self.image.get_selected_layers(), [self.image.get_layers()[1]])

        window.click(window.gimp_menu_item("Edit", "Undo"))
        window.wait_for("undo", lambda: len(self.names()) == 1)
        self.assertEqual(self.names(), ["layer"])
        self.assertEqual(read(self.layer), before)
        self.assertFalse(self.image.is_dirty())

        window.click(window.gimp_menu_item("Edit", "Redo"))
        window.wait_for("redo", lambda: len(self.names()) == 3)

    def test_undo_takes_the_canvas_back_with_the_layers(self):
        for position, size in (("below", (100, 125)), ("right", (109, 115))):
            with self.subTest(position):
                outcome = call(POSTERIZE, self.image, [self.layer], colors=3,
                               color_bar_position=position)
                self.assertTrue(outcome.ok, outcome.message)
                Gimp.displays_flush()
                self.assertEqual((self.image.get_width(), self.image.get_height()), size)
                window.click(window.gimp_menu_item("Edit", "Undo"))
                window.wait_for("undo", lambda: self.names() == ["layer"])
                self.assertEqual((self.image.get_width(), self.image.get_height()), (100, 115))
                self.assertFalse(self.image.is_dirty())

    def test_undo_with_a_layer_mask_and_without_a_bar(self):
        self.layer.add_mask(self.layer.create_mask(Gimp.AddMaskType.WHITE))
        self.layer.set_edit_mask(False)
        self.image.clean_all()
        dialog = self.open("Posterize by Clusters…")
        window.click(window.find(dialog, "check box", lambda name: "bar" in name))
        window.press(dialog, "Posterize")
        window.dialog_closed()
        self.assertEqual(len(self.names()), 2)
        window.click(window.gimp_menu_item("Edit", "Undo"))
        window.wait_for("undo", lambda: self.names() == ["layer"])
        self.assertFalse(self.image.is_dirty())

    def test_extract_palette_and_repeat_with_last_values(self):
        dialog = self.open("Extract Palette…")
        window.set_number(dialog, 4)
        palette = self.create_palette(dialog, "Made by hand")
        self.assertEqual(palette.get_color_count(), 4)
        self.assertFalse(self.image.is_dirty())
        outcome = call(PALETTE, self.image, [self.layer], run_mode=Gimp.RunMode.WITH_LAST_VALS)
        self.assertTrue(outcome.ok, outcome.message)
        self.assertEqual(len(outcome.shares), 4)
        self.assertTrue(outcome.palette.get_name().startswith("Made by hand"))
        self.assertNotEqual(outcome.palette.get_name(), "Made by hand")
        palette.delete()
        outcome.palette.delete()

    def test_cancel_changes_nothing(self):
        palettes = len(Gimp.palettes_get_list(""))
        for label in ("Posterize by Clusters…", "Extract Palette…"):
            with self.subTest(label):
                dialog = self.open(label)
                window.press(dialog, "Cancel")
                window.dialog_closed()
        self.assertEqual(self.names(), ["layer"])
        self.assertFalse(self.image.is_dirty())
        self.assertEqual(len(Gimp.palettes_get_list("")), palettes)

    def test_help_opens_the_page_at_the_place_of_the_dialog(self):
        for label, place in (("Posterize by Clusters…", "dialog-posterize"),
                             ("Extract Palette…", "dialog-palette")):
            with self.subTest(label):
                dialog = self.open(label)
                window.press(dialog, "Help")
                self.assert_help_is_opened_at(place)
                window.press(dialog, "Cancel")
                window.dialog_closed()

    def test_reset_brings_the_defaults_back(self):
        dialog = self.open("Posterize by Clusters…")
        window.set_number(dialog, 77)
        self.assertEqual(window.number(dialog), 77)
        window.reset(dialog)
        window.wait_for("reset", lambda: window.number(dialog) == 5)
        window.press(dialog, "Cancel")
        window.dialog_closed()


class LivePreview(WindowTestCase):
    def test_live_filter_can_be_chosen_with_its_operation_only(self):
        dialog = self.open("Posterize by Clusters…")
        window.open_more(dialog, "Layers")
        window.choose(dialog, "Layers", 2, "Live filter")
        window.press(dialog, "Posterize")
        window.dialog_closed()
        self.assertEqual(len(self.layer.get_filters()), 1 if HAS_OPERATION else 0)

    def test_what_does_not_go_together_cannot_be_applied(self):
        dialog = self.open("Posterize by Clusters…")
        window.open_more(dialog, "Areas and dithering")
        window.choose(dialog, "Dithering", 1, "Floyd–Steinberg")
        smooth = window.control(dialog, "spin button", "Smooth edges")
        smooth.get_value_iface().set_current_value(3)
        ok = window.find(dialog, "button", lambda name: name == "Posterize")
        window.wait_for("the reason", lambda: window.find(
            dialog, "label", lambda name: "would undo the dithering" in name))
        window.wait_for("Posterize disabled", lambda: not window.is_enabled(ok))
        smooth.get_value_iface().set_current_value(0)
        window.wait_for("Posterize enabled", lambda: window.is_enabled(ok))
        window.press(dialog, "Cancel")
        window.dialog_closed()

    def test_a_palette_takes_the_place_of_the_number_of_colors(self):
        dialog = self.open("Posterize by Clusters…")
        window.open_more(dialog, "Colors")
        window.click(window.find(dialog, "check box", lambda name: name.startswith("Use the colors")))
        spin = window.find(dialog, "spin button", lambda _: True)
        window.wait_for("the number of colors disabled", lambda: not window.is_enabled(spin))
        # The palette in use has no colors yet.
        window.wait_for("the reason", lambda: window.find(
            dialog, "label", lambda name: "“Color History” has no colors" in name))
        window.click(window.find(dialog, "check box", lambda name: name.startswith("Use the colors")))
        window.wait_for("the number of colors enabled", lambda: window.is_enabled(spin))
        window.press(dialog, "Posterize")
        window.dialog_closed()
        self.assertEqual(self.names(), ["Color bar", "layer – 5 colors", "layer"])

    def test_swatches_follow_the_number_of_colors(self):
        dialog = self.open("Extract Palette…")
        for count in (5, 3, 1, 4):
            window.set_number(dialog, count)
            self.rows(dialog, count)
        names = [row.get_name() for row in self.rows(dialog, 4)]
        self.assertEqual(names[0], "#2980b9, 43.5 %")
        window.press(dialog, "Cancel")
        window.dialog_closed()

    def test_a_color_that_is_pointed_at_while_the_dialog_closes(self):
        for button in ("Cancel", "Create Palette"):
            dialog = self.open("Extract Palette…")
            window.set_text(dialog, "Pointed at")
            row = self.rows(dialog, 5)[1]
            hex_value = row.get_name().partition(",")[0]
            window.click_with_mouse(row, 1)
            window.wait_for("the copied value", lambda hex_value=hex_value, dialog=dialog: window.find(
                dialog, "label", lambda text: text == f"{hex_value} was copied."))
            window.press(dialog, button)
            window.dialog_closed()
        palette = Gimp.Palette.get_by_name("Pointed at")
        self.assertEqual(palette.get_color_count(), 5)
        palette.delete()

    def test_what_was_read_is_told(self):
        dialog = self.open("Posterize by Clusters…")
        pixels = self.layer.get_width() * self.layer.get_height()
        window.wait_for("the line about the layer", lambda: window.find(
            dialog, "label", lambda text: text.replace(",", "") ==
            f"{pixels} pixels 5 distinct colors"))
        self.image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 0, 10, 10)
        window.press(dialog, "Cancel")
        window.dialog_closed()

    def test_a_locked_color_stays(self):
        dialog = self.open("Extract Palette…")
        window.set_number(dialog, 3)
        rows = self.rows(dialog, 3)
        kept = next(row.get_name() for row in rows if not row.get_name().startswith("#2980b9"))
        hex_value = kept.split(",")[0]
        window.click(window.find(dialog, "toggle button", lambda name: name == f"Lock {kept}"))
        for count in (5, 2):
            window.set_number(dialog, count)
            names = [row.get_name() for row in self.rows(dialog, count)]
            self.assertTrue(any(name.startswith(hex_value) for name in names), names)
        palette = self.create_palette(dialog, "With a locked color")
        colors = ["#%02x%02x%02x" % srgb_bytes(color)[:3] for color in palette.get_colors()]
        palette.delete()
        self.assertEqual(len(colors), 2)
        self.assertIn(hex_value, colors)

    def made_palette(self, dialog, name):
        """The colors of the palette's entries."""
        palette = self.create_palette(dialog, name)
        colors = [srgb_bytes(color)[:3] for color in palette.get_colors()]
        palette.delete()
        return colors

    def test_a_color_of_the_artists_own_is_locked(self):
        dialog = self.open("Extract Palette…")
        window.set_number(dialog, 3)
        self.rows(dialog, 3)
        window.press(dialog, "Add a color…")
        self.choose_color("ff8000")
        window.wait_for("the chosen color", lambda: any(
            lock.get_name().startswith("Lock #ff8000,")
            for lock in window.locks(dialog, closed=True)))
        colors = self.made_palette(dialog, "With a color of my own")
        # Added to those that were found.
        self.assertEqual(len(colors), 4)
        self.assertIn((255, 128, 0), colors)

    def test_a_cluster_is_shown_in_another_color(self):
        dialog = self.open("Extract Palette…")
        window.set_number(dialog, 3)
        rows = self.rows(dialog, 3)
        before = [row.get_name().partition(", ")[2] for row in rows]
        window.click(window.find(rows[1], "button", lambda name: name.startswith("#")))
        self.choose_color("ff00ff")
        names = window.wait_for("the color", lambda: (
            lambda names: names if names[1].startswith("#ff00ff") else None)(
                [row.get_name() for row in window.swatches(dialog)]))
        # Shares and the other colors stay, and no lock is closed.
        self.assertEqual([name.partition(", ")[2] for name in names], before)
        self.assertEqual(window.locks(dialog, closed=True), [])
        colors = self.made_palette(dialog, "With another color")
        self.assertEqual(colors[1], (255, 0, 255))

    def test_where_the_help_is_when_there_is_no_browser(self):
        applications = Path(os.environ["XDG_DATA_HOME"], "applications")
        hidden = applications.rename(applications.with_name("hidden"))
        try:
            dialog = self.open("Posterize by Clusters…")
            spin = window.find(dialog, "spin button", lambda _: True)
            for ask in (lambda: window.press(dialog, "Help"), window.press_f1):
                window.focus(spin)
                ask()
                message = window.gimp_message()
                text = window.find(message, "label", lambda text: "/" in text).get_name()
                self.assertTrue(text.startswith("There is no web browser"), text)
                self.assertTrue(Path(text.partition(": ")[2]).is_file(), text)
                window.press(message, "OK")
            window.press(dialog, "Cancel")
            window.dialog_closed()
        finally:
            hidden.rename(applications)

    def test_f1_opens_the_page_at_the_option(self):
        dialog = self.open("Posterize by Clusters…")
        window.set_number(dialog, 5)
        rows = self.rows(dialog, 5)
        for node, place in (
                (window.find(dialog, "spin button", lambda _: True), "colors"),
                (window.find(dialog, "check box", lambda name: name == "Automatic"), "automatic"),
                (rows[1], "keep-palette"),
                (window.find(dialog, "button", lambda name: name == "Cancel"), "dialog-posterize")):
            with self.subTest(place):
                window.focus(node)
                window.press_f1()
                self.assert_help_is_opened_at(place)
        window.press(dialog, "Cancel")
        window.dialog_closed()

    def test_more_locks_than_colors_cannot_be_applied(self):
        dialog = self.open("Posterize by Clusters…")
        window.set_number(dialog, 2)
        self.rows(dialog, 2)
        for locked in (1, 2):
            window.click(window.locks(dialog, closed=False)[0])
            window.wait_for(f"{locked} locks", lambda locked=locked: (
                len(window.locks(dialog, closed=True)) == locked))
        window.set_number(dialog, 1)
        window.wait_for("the reason", lambda: window.find(
            dialog, "label", lambda text: text.startswith("2 colors are locked")))
        button = window.find(dialog, "button", lambda text: text == "Posterize")
        self.assertFalse(window.is_enabled(button))
        window.set_number(dialog, 3)
        window.press(dialog, "Posterize")
        window.dialog_closed()
        # With or without a color bar, as another test has left it.
        window.wait_for("the layer", lambda: "layer – 3 colors" in self.names())
        posterized = self.image.get_layer_by_name("layer – 3 colors")
        self.assertEqual(len(set(pixels(posterized))), 3)

    def test_cancel_while_the_layer_is_read(self):
        image, _ = self.striped(COLORS, width=4000)
        image.scale(8000, 5000)
        display = Gimp.Display.new(image)
        image.clean_all()
        try:
            dialog = self.open("Posterize by Clusters…")
            window.press(dialog, "Cancel")
            window.dialog_closed()
            self.assertEqual(len(image.get_layers()), 1)
            self.assertFalse(image.is_dirty())
        finally:
            display.delete()
