# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings with names: saved, chosen, deleted, and damaged."""

import os
from pathlib import Path

from gi.repository import Atspi, Gimp

import window
from window_case import PALETTE_LABEL, WindowTestCase, click_at, has_state, press_keys

FILE = "color-clusters-presets.ini"
GROUP = "plug-in-color-clusters-posterize/"


class Presets(WindowTestCase):
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
                self.wait_for_label(dialog, "the message", lambda text: text ==
                                    "This preset cannot be read. Delete it and save it again.")
                # Nothing has changed, and it goes on.
                self.assertEqual(window.number(dialog), 4)
                window.set_number(dialog, 3)
                self.rows(dialog, 3)
                self.wait_for_label(dialog, "the usual text",
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
        self.wait_for_label(dialog, "the message",
                            lambda text: text.startswith("The preset could not be saved."))
        self.cancel(dialog)
