# SPDX-License-Identifier: GPL-3.0-or-later
"""What comes after the dialogs in a GIMP window: undo, messages, and the editing of results."""

import time

from gi.repository import Gimp

import window
from harness import BLUE, POSTERIZE, call, gegl_color, pixels, srgb_bytes
from window import xdotool
from window_case import WindowTestCase, color_at, place_of, screen

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
        self.assertEqual(dialog.get_name(), "Edit a Posterized Layer")
        self.assertEqual(window.number(dialog), 4)
        window.open_more(dialog, "Layers")
        self.assertIsNone(window.find(
            dialog, "check box", lambda name: name == "Replace the earlier result"))
        window.press(dialog, "Posterize")
        window.dialog_closed()
        self.assertEqual(self.names(), ["Color bar", "layer – 4 colors", "layer"])
        self.assertEqual(tuple(self.image.get_layers()[0].get_offsets())[1:], (0, 0))
        self.undo(lambda: self.visible() == ["Color bar", "layer – 4 colors"])
        self.assertEqual(self.names(), ["Color bar", "layer – 4 colors", "layer"])

    def test_preview_has_no_room_for_the_bar_that_is_replaced(self):
        settings = {"colors": 4, "color_bar_size": 30}
        dialog = self.open_with(4)
        window.control(dialog, "spin button", "Size (%)").get_value_iface().set_current_value(30)
        xdotool("mousemove", 2, 2)
        area = place_of(self.drawing(dialog, "Preview"))
        before = window.wait_for("the preview", lambda: self.still(area))
        self.cancel(dialog)
        dialog = self.edit(**settings)
        self.rows(dialog, 4)
        xdotool("mousemove", 2, 2)
        preview = self.drawing(dialog, "Preview")
        window.wait_for("the same preview", lambda: screen(place_of(preview)) == before)
        self.cancel(dialog)
        # Of the original, too: the earlier result goes out of sight, and the bar comes in its place.
        self.image.set_selected_layers([self.layer])
        Gimp.displays_flush()
        dialog = self.open_with(4)
        window.control(dialog, "spin button", "Size (%)").get_value_iface().set_current_value(30)
        xdotool("mousemove", 2, 2)
        preview = self.drawing(dialog, "Preview")
        window.wait_for("the same preview", lambda: screen(place_of(preview)) == before)
        self.cancel(dialog)

    @staticmethod
    def still(area):
        """What is seen there, when it does not change any more."""
        seen = screen(area)
        time.sleep(1)
        return seen if screen(area) == seen else None

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

    def test_swatches_of_a_given_palette_have_their_true_colors(self):
        palette = self.new_palette([(255, 0, 255), (255, 128, 0), (0, 64, 0), (250, 250, 250)])
        dialog = self.edit(palette=palette, order="palette")
        rows = self.rows(dialog, 4)
        xdotool("mousemove", 2, 2)
        for row, told in zip(rows, ("#ff00ff", "#ff8000", "#004000", "#fafafa"), strict=True):
            self.assertTrue(row.get_name().startswith(told), row.get_name())
            window.focus(row)  # Or it can be out of sight.
            swatch = window.find(row, "button", lambda name, told=told: name.startswith(told))
            window.wait_for(told, lambda swatch=swatch, told=told: (
                "#%02x%02x%02x" % color_at(swatch, 0.5, 0.5) == told))
        self.cancel(dialog)

    def test_other_color_is_seen_in_preview_layer_bar_and_palette(self):
        magenta = (255, 0, 255)
        plain = call(POSTERIZE, self.image, [self.layer], colors=3, color_bar=False,
                     hide_original=False)
        before = pixels(plain.posterized)
        self.image.remove_layer(plain.posterized)
        self.image.set_selected_layers([self.layer])
        dialog = self.open_with(3)
        window.click(window.find(dialog, "check box", lambda name: name == "Also create the palette"))
        xdotool("mousemove", 2, 2)
        first = self.rows(dialog, 3)[0]
        shown = tuple(bytes.fromhex(first.get_name()[1:7]))
        places = ((self.drawing(dialog, "Preview"), 0.5, 0.35),
                  (self.drawing(dialog, "Color bar"), 0.1, 0.5))
        for place in places:
            window.wait_for("its color", lambda place=place: color_at(*place) == shown)
        window.click(window.find(first, "button", lambda name: name.startswith("#")))
        self.choose_color("ff00ff")
        for place in places:
            window.wait_for("the other color", lambda place=place: color_at(*place) == magenta)
        window.press(dialog, "Posterize")
        window.dialog_closed()
        made = window.wait_for("the layer", lambda: self.image.get_layer_by_name("layer – 3 colors"))
        self.assertEqual(pixels(made),
                         [magenta if color == shown else color for color in before])
        self.assertEqual(pixels(self.image.get_layer_by_name("Color bar"))[0], magenta)
        palette = Gimp.context_get_palette()
        self.addCleanup(palette.delete)
        colors = [srgb_bytes(color)[:3] for color in palette.get_colors()]
        self.assertEqual(colors[0], magenta)
        self.assertEqual(set(colors[1:]), set(before) - {shown})

    def test_cancel_leaves_the_result(self):
        dialog = self.edit(colors=2)
        window.press(dialog, "Cancel")
        window.dialog_closed()
        self.assertEqual(self.names(), ["Color bar", "layer – 2 colors", "layer"])


class Messages(WindowTestCase):
    def test_new_palette_is_active_and_told_about(self):
        dialog = self.open("Extract Palette…")
        window.set_number(dialog, 3)
        palette = self.create_palette(dialog, "Told about")
        self.addCleanup(palette.delete)
        said = "The palette “Told about” is in the Palettes dialog and active."
        window.wait_for("the message", lambda: window.find(
            window.applications().get("gimp"), "label", lambda name: said in name)
            or window.find(window.applications().get("gimp"), "statusbar",
                           lambda name: said in name))
        self.assertEqual(Gimp.context_get_palette().get_name(), "Told about")
