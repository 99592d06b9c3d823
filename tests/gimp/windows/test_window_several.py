# SPDX-License-Identifier: GPL-3.0-or-later
"""Several layers, the visible picture, names and the text on the bar, in dialogs."""

import time

import numpy as np
from gi.repository import Gimp

import window
from harness import BLACK, BLUE, GREEN, WHITE, gegl_color, stripes, write
from window import xdotool
from window_case import COLORS, PALETTE_LABEL, POSTERIZE_LABEL, WindowTestCase, place_of, screen, whole_screen


class SeveralTestCase(WindowTestCase):
    def setUp(self):
        super().setUp()
        self.second = self.new_layer(self.image, 100, 115, name="second")
        write(self.second, stripes([(WHITE, 115)], 100))
        self.second.set_visible(False)
        self.image.clean_all()

    def select(self, *layers):
        self.image.set_selected_layers(list(layers))
        Gimp.displays_flush()

    def open_page(self, dialog):
        """Shows what is under More where it is one page."""
        window.click(window.wait_for("More", lambda: window.find(
            dialog, "toggle button", lambda name: name == "More")))


class Layers(SeveralTestCase):
    def test_two_layers_are_posterized_together_in_one_step(self):
        self.select(self.layer, self.second)
        dialog = self.open_with(6)
        self.label(dialog, "the number of layers", lambda text: text == "2 layers")
        self.label(dialog, "all pixels", lambda text: "23000 pixels, 6 distinct colors" in text)
        self.assertIn("#ffffff, 50.0 %", [row.get_name() for row in window.swatches(dialog)])
        window.press(dialog, "Posterize")
        window.dialog_closed()
        window.wait_for("the layers", lambda: len(self.image.get_layers()) == 5)
        self.assertEqual(self.names(), ["Color bar", "second – 6 colors", "second",
                                        "layer – 6 colors", "layer"])
        window.click(window.gimp_menu_item("Edit", "Undo"))
        window.wait_for("undo", lambda: self.names() == ["second", "layer"])
        self.assertFalse(self.image.is_dirty())

    def test_the_visible_picture_can_be_chosen_in_the_dialog(self):
        self.select(self.second)
        dialog = self.open(PALETTE_LABEL)
        self.rows(dialog, 1)
        self.open_page(dialog)
        window.click(window.control(dialog, "check box", "Sample merged"))
        self.rows(dialog, 5)
        palette = self.create_palette(dialog, "Merged")
        self.addCleanup(palette.delete)
        self.assertEqual(palette.get_color_count(), 5)

    def test_order_and_opacity_of_layers_are_seen(self):
        self.select(self.layer, self.second)
        dialog = self.open_with(6)
        for change in (lambda: self.second.set_opacity(40.0),
                       lambda: self.second.set_mode(Gimp.LayerMode.DIFFERENCE),
                       lambda: self.image.lower_item(self.second)):
            before = whole_screen()
            area = place_of(self.drawing(dialog, "Preview"))
            change()
            window.set_number(dialog, 5)
            self.rows(dialog, 5)
            window.set_number(dialog, 6)
            self.rows(dialog, 6)

            def preview(picture):
                return picture[area.y:area.y + area.height, area.x:area.x + area.width]
            window.wait_for("another preview", lambda: not np.array_equal(
                preview(before), preview(whole_screen())))
        self.cancel(dialog)

    def still_preview(self):
        """The preview of both layers with a thick bar, as soon as it does not change any more."""
        self.select(self.layer, self.second)
        dialog = self.open_with(6)
        window.control(dialog, "spin button", "Size (%)").get_value_iface().set_current_value(30)
        xdotool("mousemove", 2, 2)
        area = place_of(self.drawing(dialog, "Preview"))

        def still():
            seen = screen(area)
            time.sleep(1)
            return seen if screen(area) == seen else None
        seen = window.wait_for("the preview", still)
        self.cancel(dialog)
        return seen

    def test_preview_has_no_room_for_an_earlier_bar_of_any_layer(self):
        wanted = self.still_preview()
        for layer in (self.layer, self.second):
            before = self.image.get_layers()
            self.image.undo_group_start()
            outcome = self.posterize(self.image, [layer], colors=2, color_bar_size=30)
            self.assertEqual(outcome.color_bar.get_width(), 100)
            self.image.undo_group_end()
            self.assertGreater(self.image.get_height(), 115)
            self.assertEqual(self.still_preview(), wanted)
            window.click(window.gimp_menu_item("Edit", "Undo"))
            window.wait_for("undo", lambda before=before: self.image.get_layers() == before)


class Merged(SeveralTestCase):
    """What the image shows, as it was when the dialog read it."""

    def open_merged(self):
        self.image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 0, 100, 70)
        self.select(self.layer)
        dialog = self.open(POSTERIZE_LABEL)
        window.open_more(dialog, "Colors")
        window.click(window.control(dialog, "check box", "Sample merged"))
        self.label(dialog, "the pixels", lambda text: text.startswith("7000 pixels"))
        return dialog

    def confirm(self, dialog):
        window.press(dialog, "Posterize")
        window.dialog_closed()
        window.wait_for("the layers", lambda: len(self.image.get_layers()) == 4)

    def test_image_is_closed_while_it_is_read(self):
        # GIMP 3.2 asks the window that was closed where the plug-in's progress is shown.
        self.allow_in_log("gimp_progress_get_window_id: assertion 'GIMP_IS_PROGRESS")
        self.confirm(self.open_merged())
        image, _ = self.striped(COLORS, width=4000)
        image.scale(8000, 5000)
        image.select_ellipse(Gimp.ChannelOps.REPLACE, 10, 10, 7900, 4900)
        display = Gimp.Display.new(image)
        dialog = self.open_and_read(POSTERIZE_LABEL)
        display.delete()
        window.wait_for("closing the image", lambda: not image.is_valid())
        window.set_number(dialog, 3)
        self.label(dialog, "the message", lambda text: text.startswith("The layer does not exist"))
        self.rows(dialog, 3)
        self.cancel(dialog)

    def test_selection_changes(self):
        dialog = self.open_merged()
        self.image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 20, 100, 50)
        window.click(window.find(dialog, "toggle button", lambda name: name == "1:1"))
        window.set_number(dialog, 3)
        self.label(dialog, "the pixels", lambda text: text.startswith("5000 pixels"))
        self.rows(dialog, 1)
        self.cancel(dialog)

    def test_a_channel_is_selected(self):
        self.confirm(self.open_merged())
        channel = Gimp.Channel.new(self.image, "channel", 100, 115, 50.0, gegl_color(BLUE))
        self.image.insert_channel(channel, None, 0)
        self.image.set_selected_channels([channel])
        Gimp.displays_flush()
        # As it was left: without the reset of other tests.
        window.click(window.gimp_menu_item("Filters", "Color Clusters", POSTERIZE_LABEL))
        dialog = window.dialog()
        self.label(dialog, "the pixels", lambda text: text.startswith("7000 pixels"))
        merged = window.control(dialog, "check box", "Sample merged")
        window.click(merged)
        self.label(dialog, "why not", lambda text: "is a channel" in text)
        window.click(merged)
        self.label(dialog, "the pixels", lambda text: text.startswith("7000 pixels"))
        window.press(dialog, "Posterize")
        window.dialog_closed()
        window.wait_for("the layers", lambda: len(self.image.get_layers()) == 6)


class Names(SeveralTestCase):
    def test_colors_are_named_in_the_list(self):
        palette = self.new_palette([(190, 60, 45), BLUE, GREEN, BLACK, WHITE], "Threads",
                                   names=["DMC 321", "DMC 796", "DMC 702", "DMC 310", "Blanc"])
        Gimp.context_set_palette(palette)
        self.select(self.layer)
        dialog = self.open(PALETTE_LABEL)
        self.rows(dialog, 5)
        self.open_page(dialog)
        window.click(window.control(dialog, "check box", "Name the colors after a palette:"))
        names = window.wait_for("the names", lambda: (
            lambda rows: rows if any("DMC" in row for row in rows) else None)(
                [row.get_name() for row in window.swatches(dialog)]))
        self.assertEqual(names[0], "#2980b9, DMC 796, 43.5 %")
        self.cancel(dialog)

    def test_the_best_of_a_palette_is_shown(self):
        palette = self.new_palette([(190, 60, 45), BLUE, GREEN, BLACK, WHITE], "Threads",
                                   names=["DMC 321", "DMC 796", "DMC 702", "DMC 310", "Blanc"])
        Gimp.context_set_palette(palette)
        self.select(self.layer)
        dialog = self.open(POSTERIZE_LABEL)
        window.open_more(dialog, "Colors")
        window.click(window.control(dialog, "check box", "Use the colors of a palette:"))
        self.rows(dialog, 5)
        spin = window.control(dialog, "spin button", "Best of its colors (0: all)")
        spin.get_value_iface().set_current_value(3)
        rows = self.rows(dialog, 3)
        self.assertEqual({row.get_name().split(", ")[1] for row in rows},
                         {"DMC 321", "DMC 796", "DMC 702"})
        # A lock keeps a color among the chosen.
        window.click(window.locks(dialog, False)[0])
        window.wait_for("a closed lock", lambda: window.locks(dialog, True))
        self.cancel(dialog)


class BarText(SeveralTestCase):
    def test_is_seen_in_the_preview_and_made(self):
        self.select(self.layer)
        dialog = self.open_with(5)
        window.choose(dialog, "Text", 1, "Hexadecimal value")
        size = window.control(dialog, "spin button", "Size (%)")
        size.get_value_iface().set_current_value(30)
        window.press(dialog, "Posterize")
        window.dialog_closed()
        bar = window.wait_for("the bar", lambda: next(
            (layer for layer in self.image.get_layers() if layer.get_name() == "Color bar"), None))
        self.assertTrue(bar.is_group())
        texts = [layer.get_text() for layer in bar.get_children() if layer.is_text_layer()]
        self.assertIn("#2980b9", texts)
