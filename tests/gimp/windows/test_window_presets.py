# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings with names: those that come with a command, and others saved, chosen, deleted, and damaged."""

import os
from pathlib import Path

from gi.repository import Atspi, Gimp, GLib

import window
from harness import NUMBERS, PALETTE, POSTERIZE, SEPARATE, pixels
from shipped_presets import palette_file, settings_in, shipped_presets
from window_case import (PALETTE_LABEL, POSTERIZE_LABEL, WindowTestCase, click_at, has_state,
                         press_keys)

FILE = "color-clusters-presets.ini"
GROUP = "plug-in-color-clusters-posterize/"
SEPARATE_LABEL = "Separate Inks…"
LABELS = {PALETTE: PALETTE_LABEL, POSTERIZE: POSTERIZE_LABEL, SEPARATE: SEPARATE_LABEL,
          NUMBERS: "Paint by Numbers…"}


class PresetsTestCase(WindowTestCase):
    def setUp(self):
        super().setUp()
        self.file = Path(Gimp.directory(), FILE)
        self.file.unlink(missing_ok=True)

    def menu(self, dialog):
        """Opens it and returns a function that looks for an entry."""
        # A click without an event of the mouse makes GTK complain.
        click_at(window.find(dialog, "toggle button", lambda name: name == "Presets"), 0.5, 0.5)

        def search(text):
            return window.wait_for(f"the entry {text}", lambda: self.entry(text))
        search("Save as a preset…")
        return search

    def entry(self, text):
        """The entry with that text, if the menu is open and has it."""
        button = window.find(window.applications().get(window.PLUG_IN), "toggle button",
                             lambda name: name == "Presets")
        for role in ("menu item", "menu"):
            node = window.find(button, role, lambda name: name == text)
            if node is not None and has_state(node, Atspi.StateType.SHOWING):
                return node
        return None

    def save(self, dialog, name):
        window.click(self.menu(dialog)("Save as a preset…"))
        asking = window.dialog("Save as a Preset")
        window.set_text(asking, name)
        window.press(asking, "Save")
        window.wait_for("closing the question", lambda: window.find(
            window.applications().get(window.PLUG_IN), "dialog",
            lambda text: text == "Save as a Preset") is None)

    def choose(self, dialog, name):
        window.click(self.menu(dialog)(name))


class Presets(PresetsTestCase):
    def test_preset_brings_its_settings_back(self):
        dialog = self.open_with(3)
        window.open_more(dialog, "Areas and dithering")
        area = window.control(dialog, "spin button", "Smallest area")
        area.get_value_iface().set_current_value(30)
        self.save(dialog, "Stickers / 3 [ü]")
        window.set_number(dialog, 5)
        area.get_value_iface().set_current_value(0)
        self.rows(dialog, 5)
        self.choose(dialog, "Stickers / 3 [ü]")
        self.rows(dialog, 3)
        self.assertEqual(window.number(dialog), 3)
        self.assertEqual(area.get_value_iface().get_current_value(), 30)
        self.cancel(dialog)
        # Another time, too, but not where its arguments are unknown.
        dialog = self.open(PALETTE_LABEL)
        self.menu(dialog)
        self.assertIsNone(self.entry("Stickers / 3 [ü]"))
        press_keys("Escape")
        self.cancel(dialog)
        dialog = self.open_with(2)
        self.choose(dialog, "Stickers / 3 [ü]")
        self.rows(dialog, 3)
        self.cancel(dialog)

    def test_preset_is_deleted(self):
        dialog = self.open_with(3)
        self.save(dialog, "Unwanted")
        self.save(dialog, "Wanted")
        self.menu(dialog)
        # The entries below it are there before they are seen.
        window.click(window.find(self.entry("Delete a preset"), "menu item",
                                 lambda name: name == "Unwanted"))
        window.wait_for("the file", lambda: "Unwanted" not in self.file.read_text(encoding="utf-8"))
        self.menu(dialog)
        self.assertIsNone(self.entry("Unwanted"))
        self.assertIsNotNone(self.entry("Wanted"))
        press_keys("Escape")
        self.cancel(dialog)

    def test_damaged_preset_says_so(self):
        self.file.write_text(f"[{GROUP}Damaged]\nvalues=(colors \n[{GROUP}Empty]\n", encoding="utf-8")
        dialog = self.open_with(4)
        for name in ("Damaged", "Empty"):
            with self.subTest(name):
                self.choose(dialog, name)
                self.label(dialog, "the message", lambda text: text ==
                           "This preset cannot be read. Delete it and save it again.")
                # Nothing has changed, and it goes on.
                self.assertEqual(window.number(dialog), 4)
                window.set_number(dialog, 3)
                self.rows(dialog, 3)
                self.label(dialog, "the usual text",
                           lambda text: text.endswith("distinct colors"))
                window.set_number(dialog, 4)
                self.rows(dialog, 4)
        self.cancel(dialog)

    def test_file_that_is_no_file_of_presets(self):
        self.file.write_bytes(os.urandom(100))
        dialog = self.open_with(4)
        self.save(dialog, "New")
        window.set_number(dialog, 2)
        self.rows(dialog, 2)
        self.choose(dialog, "New")
        self.rows(dialog, 4)
        self.cancel(dialog)

    def test_preset_that_cannot_be_saved(self):
        self.file.mkdir()
        self.addCleanup(self.file.rmdir)
        dialog = self.open_with(3)
        self.save(dialog, "Nowhere")
        self.label(dialog, "the message",
                   lambda text: text.startswith("The preset could not be saved."))
        self.cancel(dialog)


class ShippedPresets(PresetsTestCase):
    """Those that come with the commands."""

    def setUp(self):
        super().setUp()
        # Last of all: GIMP does not survive that a palette is deleted twice.
        self.addCleanup(lambda: [palette.delete() for palette in self.game_boys()])

    def game_boys(self):
        return [palette for palette in Gimp.palettes_get_list("")
                if palette.get_name().startswith("Game Boy")]

    def saved(self, dialog, command, name):
        """The settings of a dialog, as they are saved in a preset, and the names of palettes."""
        self.save(dialog, name)
        file = GLib.KeyFile()
        file.load_from_file(str(self.file), GLib.KeyFileFlags.NONE)
        group = f"{command}/{name}"
        keys = file.get_keys(group)[0]
        palettes = {key: file.get_string(group, key) for key in keys if key != "values"}
        return settings_in(file.get_string(group, "values")), palettes

    def value(self, dialog, label):
        return window.control(dialog, "spin button", label).get_value_iface().get_current_value()

    def test_each_sets_all_that_it_says_and_nothing_else(self):
        for command, label in LABELS.items():
            dialog = self.open(label)
            by_default, _ = self.saved(dialog, command, "Defaults")
            for preset in shipped_presets():
                if preset.command != command:
                    continue
                with self.subTest(preset.name):
                    window.set_number(dialog, 7)
                    self.choose(dialog, preset.name)
                    settings, palettes = self.saved(dialog, command, "Chosen")
                    self.assertEqual(settings, by_default | preset.settings)
                    self.assertEqual(palettes, {"palette": palette_file(preset.palette)[0]}
                                     if preset.palette else {})
            self.cancel(dialog)

    def test_it_says_what_it_does(self):
        dialog = self.open(SEPARATE_LABEL)
        menu = self.menu(dialog)
        for preset in shipped_presets():
            if preset.command == SEPARATE:
                self.assertEqual(menu(preset.name).get_description(), preset.line)
                self.assertIsNotNone(window.find(dialog, "menu item", lambda name, preset=preset:
                                                 name == preset.name))
            else:
                self.assertIsNone(self.entry(preset.name))
        press_keys("Escape")
        self.cancel(dialog)

    def test_films_of_a_shirt(self):
        dialog = self.open(SEPARATE_LABEL)
        self.choose(dialog, "Dark T-shirt, 4 inks")
        # With the fabric.
        self.rows(dialog, 5)
        self.assertEqual(window.number(dialog), 4)
        window.open_more(dialog, "Areas")
        self.assertEqual(self.value(dialog, "Trap"), 0.3)
        self.assertEqual(self.value(dialog, "Minimum width"), 0.3)
        # Another one takes back what it does not say.
        self.choose(dialog, "T-shirt, 4 inks")
        underbase = window.control(dialog, "check box", "Underbase")
        window.wait_for("no underbase",
                        lambda: not has_state(underbase, Atspi.StateType.CHECKED))
        self.assertEqual(self.value(dialog, "Trap"), 0.3)
        self.rows(dialog, 5)
        # There are no fonts here.
        window.open_more(dialog, "Films")
        window.click(window.control(dialog, "check box", "Ink labels"))
        window.press(dialog, "Separate")
        window.dialog_closed()
        self.assertEqual(self.names(), ["Proof", "layer – 4 films", "layer"])

    def test_lengths_are_shown_after_other_units(self):
        dialog = self.open(LABELS[NUMBERS])
        for name, least in (("Canvas, 24 paints", 2), ("Children, 8 paints", 4)):
            self.choose(dialog, name)
            window.open_more(dialog, "Numbers")
            self.assertEqual(self.value(dialog, "Smallest number"), least)
            self.assertEqual(self.value(dialog, "Largest number"), 2 * least)
            window.choose_unit(dialog, "Smallest number", "px")
        self.cancel(dialog)

    def test_game_boy_brings_its_palette(self):
        name, greens = palette_file("game-boy.gpl")
        self.assertEqual(self.game_boys(), [])
        dialog = self.open_with(3)
        for _ in range(2):
            self.choose(dialog, "Game Boy")
            rows = self.rows(dialog, 4)
            self.assertEqual([row.get_name().partition(",")[0] for row in rows],
                             [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in greens])
        # The chooser beside it has it, too.
        window.open_more(dialog, "Colors")
        check = window.control(dialog, "check box", "Use the colors of a palette:")
        window.click(check)
        self.rows(dialog, 5)
        window.click(check)
        rows = self.rows(dialog, 4)
        self.assertEqual(rows[0].get_name().partition(",")[0], "#0f380f")
        self.assertEqual([palette.get_name() for palette in self.game_boys()], [name])
        window.press(dialog, "Posterize")
        window.dialog_closed()
        self.assertEqual(self.names(), ["layer – 4 colors", "layer"])
        used = set(pixels(self.image.get_layers()[0]))
        self.assertTrue(used <= set(greens), used)
        self.assertGreater(len(used), 2)

    def test_game_boy_is_the_same_when_its_palette_was_changed(self):
        changed = self.new_palette([(1, 2, 3), (4, 5, 6)], "Game Boy")
        dialog = self.open_with(3)
        for _ in range(2):
            self.choose(dialog, "Game Boy")
            self.rows(dialog, 4)
        self.assertEqual(len(self.game_boys()), 2)
        self.assertEqual(len(changed.get_colors()), 2)
        self.cancel(dialog)

    def test_own_preset_of_the_same_name(self):
        dialog = self.open_with(3)
        self.save(dialog, "Poster, 6 colors")
        self.choose(dialog, "Poster, 6 colors")
        window.wait_for("six colors", lambda: window.number(dialog) == 6)
        self.menu(dialog)
        button = window.find(window.applications().get(window.PLUG_IN), "toggle button",
                             lambda name: name == "Presets")
        # The first is the one that comes with the command, the last the entry to delete.
        entries = window.find_all(button, "menu item", lambda name: name == "Poster, 6 colors",
                                  is_seen=False)
        self.assertEqual(len(entries), 3)
        window.click(entries[1])
        self.rows(dialog, 3)
        self.assertEqual(window.number(dialog), 3)
        self.cancel(dialog)
