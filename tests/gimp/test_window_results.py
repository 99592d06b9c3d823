# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes after the dialogs in a GIMP window: undo, messages, and the editing of results."""

from gi.repository import Gimp

import window
from harness import BLUE, POSTERIZE, call, gegl_color, pixels
from test_window import WindowTestCase

COMMAND = "Posterize by Clusters…"


class Results(WindowTestCase):
    def script(self, **arguments):
        outcome = call(POSTERIZE, self.image, [self.layer], **arguments)
        self.assertTrue(outcome.ok, outcome.message)
        Gimp.displays_flush()
        return outcome

    def visible(self):
        return [layer.get_name() for layer in self.image.get_layers() if layer.get_visible()]

    def canvas(self):
        return self.image.get_width(), self.image.get_height()

    def undo(self, done):
        window.click(window.gimp_menu_item("Edit", "Undo"))
        window.wait_for("undo", done)

    def test_undo_shows_the_original_again(self):
        self.script(colors=3)
        self.assertEqual(self.visible(), ["Color bar", "layer – 3 colors"])
        self.undo(lambda: self.names() == ["layer"])
        self.assertEqual(self.visible(), ["layer"])
        self.assertFalse(self.image.is_dirty())

    def test_undo_brings_a_replaced_result_back(self):
        self.script(colors=3, color_bar_size=30)
        canvas = self.canvas()
        before = pixels(self.image.get_layers()[1])
        self.script(colors=2, replace_earlier=True)
        self.assertEqual(self.names(), ["Color bar", "layer – 2 colors", "layer"])
        self.undo(lambda: "layer – 3 colors" in self.names())
        self.assertEqual(self.names(), ["Color bar", "layer – 3 colors", "layer"])
        self.assertEqual(self.visible(), ["Color bar", "layer – 3 colors"])
        self.assertEqual(self.canvas(), canvas)
        self.assertEqual(pixels(self.image.get_layers()[1]), before)
        # It is a result as before.
        self.script(colors=1, replace_earlier=True)
        self.assertEqual(self.names(), ["Color bar", "layer – 1 color", "layer"])

    def edit(self, **settings):
        """Opens the dialog on a result that was made with these settings."""
        self.image.set_selected_layers([self.script(**settings).posterized])
        Gimp.displays_flush()
        window.click(window.gimp_menu_item("Filters", "Color Clusters", COMMAND))
        return window.dialog()

    def test_result_is_edited_with_its_settings(self):
        dialog = self.edit(colors=4, color_bar_position="inside-top", accents=0.25)
        self.assertEqual(window.number(dialog), 4)
        window.press(dialog, "Posterize")
        window.dialog_closed()
        self.assertEqual(self.names(), ["Color bar", "layer – 4 colors", "layer"])
        self.assertEqual(tuple(self.image.get_layers()[0].get_offsets())[1:], (0, 0))
        self.undo(lambda: self.visible() == ["Color bar", "layer – 4 colors"])
        self.assertEqual(self.names(), ["Color bar", "layer – 4 colors", "layer"])

    def test_settings_with_a_palette_that_is_gone(self):
        palette = Gimp.Palette.new("Gone soon")
        palette.add_entry("blue", gegl_color(BLUE))
        self.image.set_selected_layers([self.script(colors=4, palette=palette).posterized])
        palette.delete()
        Gimp.displays_flush()
        window.click(window.gimp_menu_item("Filters", "Color Clusters", COMMAND))
        dialog = window.dialog()
        self.assertEqual(window.number(dialog), 4)
        window.press(dialog, "Posterize")
        window.dialog_closed()
        self.assertEqual(self.names(), ["Color bar", "layer – 4 colors", "layer"])

    def test_cancel_leaves_the_result(self):
        dialog = self.edit(colors=2)
        window.press(dialog, "Cancel")
        window.dialog_closed()
        self.assertEqual(self.names(), ["Color bar", "layer – 2 colors", "layer"])


class Messages(WindowTestCase):
    def test_two_layers_get_our_own_message(self):
        second = self.new_layer(self.image, 10, 10, name="second")
        for label in (COMMAND, "Extract Palette…"):
            self.image.set_selected_layers([self.layer, second])
            Gimp.displays_flush()
            item = window.gimp_menu_item("Filters", "Color Clusters", label)
            window.wait_for(f"{label} enabled", lambda item=item: window.is_enabled(item))
            window.click(item)
            message = window.gimp_message()
            window.wait_for("its text", lambda message=message: window.find(
                message, "label", lambda name: "Only one layer" in name))
            window.press(message, "OK")
        self.allow_in_log("Only one layer can be clustered at a time")

    def test_new_palette_is_active_and_told_about(self):
        dialog = self.open("Extract Palette…")
        window.set_number(dialog, 3)
        window.set_text(dialog, "Told about")
        window.press(dialog, "Create Palette")
        window.dialog_closed()
        said = "The palette “Told about” is in the Palettes dialog and active."
        window.wait_for("the message", lambda: window.find(
            window.applications().get("gimp"), "label", lambda name: said in name)
            or window.find(window.applications().get("gimp"), "statusbar",
                           lambda name: said in name))
        palette = Gimp.Palette.get_by_name("Told about")
        self.addCleanup(palette.delete)
        self.assertEqual(Gimp.context_get_palette().get_name(), "Told about")
