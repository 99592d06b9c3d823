# SPDX-License-Identifier: GPL-3.0-or-later
"""The live filter in a GIMP window: its entry in the menu, Posterize's dialog that makes one, and the
canvas, which follows every change."""

import numpy as np
from gi.repository import Gimp

import window
from harness import OPERATION, pixels, write
from test_filter import add_filter
from window import xdotool
from window_case import WindowTestCase, whole_screen


class LiveFilter(WindowTestCase):
    def test_has_an_entry_beside_the_commands(self):
        item = window.gimp_menu_item("Filters", "Color Clusters", "Posterize by Clusters (live filter)…")
        window.wait_for("the entry enabled", lambda: window.is_enabled(item))

    def test_posterize_makes_one_and_undo_takes_it_back_in_one_step(self):
        before = pixels(self.layer)
        dialog = self.open("Posterize by Clusters…")
        window.set_number(dialog, 3)
        window.open_more(dialog, "Layers")
        window.choose(dialog, "Layers", 2, "Live filter")
        window.press(dialog, "Posterize")
        window.dialog_closed()
        self.assertEqual(self.names(), ["layer"])
        self.assertEqual(pixels(self.layer), before)
        added, = self.layer.get_filters()
        self.assertEqual(added.get_operation_name(), OPERATION)
        self.assertEqual(len(added.get_config().get_property("palette").split()), 3)

        window.click(window.gimp_menu_item("Edit", "Undo"))
        window.wait_for("undo", lambda: not self.layer.get_filters())
        self.assertFalse(self.image.is_dirty())


class Canvas(WindowTestCase):
    """After every change, the canvas shows what a new rendering of the whole image shows: nowhere is a
    part of an earlier palette left."""

    WIDTH = 160
    HEIGHT = 120
    # GIMP draws the layer's border over the outermost pixels.
    BORDER = 3

    def setUp(self):
        super().setUp()
        window.close_welcome()
        self.layer.scale(self.WIDTH, self.HEIGHT, False)
        self.image.resize_to_layers()
        y, x = np.mgrid[:self.HEIGHT, :self.WIDTH]
        write(self.layer, np.dstack([x * 255 // self.WIDTH, y * 255 // self.HEIGHT, (x + y) % 64 * 2])
              .astype(np.uint8).tobytes())
        self.below = Gimp.DrawableFilter.new(self.layer, "gegl:brightness-contrast", "")
        self.layer.append_filter(self.below)
        self.filter = add_filter(self.layer, colors=4)
        self.colors = None

    def check_canvas(self, change, colors=4):
        """Waits until the image has so many colors, others than when this was called before, and the
        canvas shows them. Returns the place of the image on the screen."""
        Gimp.displays_flush()
        place = window.wait_for(f"the canvas to show {change}", self.place_of_change)
        self.assertEqual(len(self.colors), colors)
        return place

    def place_of_change(self):
        fresh = self.image.duplicate()
        visible = pixels(Gimp.Layer.new_from_visible(fresh, fresh, "visible"))
        size = fresh.get_height(), fresh.get_width()
        fresh.delete()
        if set(visible) == self.colors:
            return None
        rows = np.array(visible, np.uint8).reshape(*size, 3)
        place = self.place_of(rows[self.BORDER:-self.BORDER, self.BORDER:-self.BORDER])
        if place:
            self.colors = set(visible)
        return place

    def place_of(self, picture):
        """Where on the screen the image is whose inside this is: x, y of its upper left corner."""
        height, width = picture.shape[:2]
        seen = whole_screen()
        for y, x in np.argwhere((seen == picture[0, 0]).all(axis=2)):
            if np.array_equal(seen[y:y + height, x:x + width], picture):
                return int(x) - self.BORDER, int(y) - self.BORDER
        return None

    def test_has_one_palette_after_every_change(self):
        x, y = self.check_canvas("the filter")
        window.click(window.gimp_menu_item("Tools", "Paint Tools", "Paintbrush"))
        # With the mouse: after a script's strokes, GIMP redraws only the canvas beneath them, whatever
        # the filters of the layer need.
        xdotool("mousemove", x + 30, y + 30, "mousedown", 1, "mousemove", "--sync", x + 90, y + 60,
                "mousemove", "--sync", x + 120, y + 90, "mouseup", 1)
        # The brush's outline leaves the canvas with the mouse.
        xdotool("mousemove", "--sync", x - 40, y - 40, "sleep", 0.3, "mousemove", "--sync", 5, 5)
        self.check_canvas("a stroke")
        window.click(window.gimp_menu_item("Edit", "Undo"))
        self.check_canvas("the stroke undone")
        self.layer.set_offsets(-60, -40)
        self.layer.resize_to_image_size()
        self.image.crop(100, 80, 0, 0)
        self.check_canvas("a part of the layer")
        self.layer.resize(60, 50, -10, -10)
        self.image.resize(60, 50, -10, -10)
        self.check_canvas("a smaller part")
        self.below.get_config().set_property("brightness", 0.3)
        self.below.update()
        self.check_canvas("a change of the filter below")
        self.filter.get_config().set_property("colors", 5)
        self.filter.update()
        self.check_canvas("another number of colors", colors=5)
