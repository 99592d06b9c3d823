# SPDX-License-Identifier: GPL-3.0-or-later
"""The live filter in a GIMP window: its entry in the menu, and Posterize's dialog that makes one."""

import window
from harness import pixels
from window_case import WindowTestCase


class LiveFilter(WindowTestCase):
    def test_has_an_entry_beside_the_commands(self):
        item = window.gimp_menu_item("Filters", "Color Clusters", "Posterize by Clusters (live filter)…")
        window.wait_for("the entry enabled", lambda: window.is_enabled(item))

    def test_posterize_makes_one_and_undo_takes_it_back_in_one_step(self):
        before = pixels(self.layer)
        dialog = self.open("Posterize by Clusters…")
        window.set_number(dialog, 3)
        window.open_more(dialog, "Layers")
        window.choose(dialog, "Layers", 3, "Live filter")
        window.press(dialog, "Posterize")
        window.dialog_closed()
        self.assertEqual(self.names(), ["layer"])
        self.assertEqual(pixels(self.layer), before)
        added, = self.layer.get_filters()
        self.assertEqual(added.get_operation_name(), "color-clusters:posterize")
        self.assertEqual(len(added.get_config().get_property("palette").split()), 3)

        window.click(window.gimp_menu_item("Edit", "Undo"))
        window.wait_for("undo", lambda: not self.layer.get_filters())
        self.assertFalse(self.image.is_dirty())
