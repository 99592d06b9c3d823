# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens to an image while a dialog is open: each with a stated outcome."""

import re
import threading

from gi.repository import Gimp

import window
from harness import POSTERIZE, call, pixels, rectangle, write
from window import window_numbers
from window_case import COLORS, POSTERIZE_LABEL, WindowTestCase

GONE = "The layer does not exist any more"


def colorful(count):
    """Packed pixels in so many colors."""
    return b"".join(bytes((37 * i % 256, 101 * i % 256, 211 * i % 256)) for i in range(count))


class RaceTestCase(WindowTestCase):
    def posterize_and_wait(self, dialog):
        window.press(dialog, "Posterize")
        window.dialog_closed()


class Choosing(RaceTestCase):
    """The layer has been read, and its preview is there."""

    def assert_gone(self, dialog, names):
        """The dialog says so, stays usable, and ends without a new layer."""
        window.set_number(dialog, 2)
        self.label(dialog, "the message", lambda text: text.startswith(GONE))
        self.rows(dialog, 2)
        window.click(window.find(dialog, "toggle button", lambda name: name == "1:1"))
        self.label(dialog, "the message", lambda text: text.startswith(GONE))
        self.posterize_and_wait(dialog)
        if names:
            self.assertEqual(names(), [])

    def assert_read_again(self, dialog, pixels, made):
        """The dialog shows what is there by now, and posterizes it."""
        window.set_number(dialog, 4)
        self.label(dialog, f"{pixels} pixels",
                   lambda text: text.replace(",", "").startswith(f"{pixels} pixels"))
        self.rows(dialog, 4)
        self.posterize_and_wait(dialog)
        window.wait_for(f"the layer {made}", lambda: made in self.names())

    def test_layer_is_deleted(self):
        dialog = self.open_with(3)
        self.image.remove_layer(self.layer)
        self.assert_gone(dialog, self.names)

    def test_parent_group_is_deleted(self):
        group = Gimp.GroupLayer.new(self.image, "group")
        self.image.insert_layer(group, None, 0)
        self.image.reorder_item(self.layer, group, 0)
        self.image.set_selected_layers([self.layer])
        dialog = self.open_with(3)
        self.image.remove_layer(group)
        self.assert_gone(dialog, self.names)

    def test_adding_the_layer_is_undone(self):
        image, _ = self.striped(COLORS, width=50)
        display = Gimp.Display.new(image)
        try:
            added = Gimp.Layer.new(image, "added", 50, 40, Gimp.ImageType.RGB_IMAGE, 100.0,
                                   Gimp.LayerMode.NORMAL)
            image.insert_layer(added, None, 0)
            write(added, colorful(50 * 40))
            image.set_selected_layers([added])
            dialog = self.open_with(3)
            image.remove_layer(added)
            window.set_number(dialog, 2)
            self.label(dialog, "the message", lambda text: text.startswith(GONE))
            self.posterize_and_wait(dialog)
            self.assertEqual([layer.get_name() for layer in image.get_layers()], ["layer"])
        finally:
            display.delete()

    def test_image_is_cropped(self):
        dialog = self.open_with(3)
        self.image.crop(60, 115, 0, 0)
        self.assert_read_again(dialog, 60 * 115, "layer – 4 colors")

    def test_layer_is_scaled(self):
        dialog = self.open_with(3)
        self.layer.scale(50, 115, False)
        self.assert_read_again(dialog, 50 * 115, "layer – 4 colors")

    def test_image_becomes_gray(self):
        dialog = self.open_with(3)
        self.image.convert_grayscale()
        self.assert_read_again(dialog, 100 * 115, "layer – 4 colors")

    def test_image_gets_another_precision(self):
        dialog = self.open_with(3)
        self.image.convert_precision(Gimp.Precision.FLOAT_LINEAR)
        self.assert_read_again(dialog, 100 * 115, "layer – 4 colors")

    def test_image_gets_another_profile(self):
        dialog = self.open_with(3)
        self.image.convert_color_profile(Gimp.ColorProfile.new_rgb_adobe(),
                                         Gimp.ColorRenderingIntent.PERCEPTUAL, False)
        window.set_number(dialog, 4)
        self.rows(dialog, 4)
        self.posterize_and_wait(dialog)
        window.wait_for("the layer", lambda: "layer – 4 colors" in self.names())

    def test_something_is_selected(self):
        dialog = self.open_with(3)
        self.image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 0, 20, 115)
        window.set_number(dialog, 4)
        self.label(dialog, "the selection", lambda text: text.endswith("selection only"))
        self.posterize_and_wait(dialog)
        window.wait_for("the layer", lambda: "layer – 4 colors" in self.names())

    def test_filters_are_merged(self):
        color = Gimp.DrawableFilter.new(self.layer, "gegl:invert-gamma", "")
        self.layer.append_filter(color)
        dialog = self.open_with(3)
        self.layer.merge_filters()
        self.assert_read_again(dialog, 100 * 115, "layer – 4 colors")

    def test_visible_layers_are_merged(self):
        self.new_layer(self.image, 100, 115, name="above")
        self.image.set_selected_layers([self.layer])
        dialog = self.open_with(3)
        self.image.merge_visible_layers(Gimp.MergeType.EXPAND_AS_NECESSARY)
        window.set_number(dialog, 2)
        self.label(dialog, "the message", lambda text: text.startswith(GONE))
        self.posterize_and_wait(dialog)
        self.assertEqual(len(self.names()), 1)

    def test_image_becomes_indexed(self):
        dialog = self.open_with(3)
        self.image.convert_indexed(Gimp.ConvertDitherType.NONE, Gimp.ConvertPaletteType.GENERATE,
                                   8, False, False, "")
        window.set_number(dialog, 4)
        self.rows(dialog, 4)
        self.posterize_and_wait(dialog)
        self.assertIsNotNone(window.find(window.gimp_message(), "label",
                                         lambda text: "An indexed image" in text))
        self.assertEqual(self.names(), ["layer"])

    def undo(self):
        window.click(window.gimp_menu_item("Edit", "Undo"))

    def test_scaling_is_undone_in_the_menu(self):
        self.layer.scale(50, 115, False)
        Gimp.displays_flush()
        dialog = self.open_with(3)
        self.undo()
        window.wait_for("undo", lambda: self.layer.get_width() == 100)
        self.assert_read_again(dialog, 100 * 115, "layer – 4 colors")

    def test_new_layer_is_undone_in_the_menu(self):
        added = self.new_layer(self.image, 50, 40, name="added")
        write(added, colorful(50 * 40))
        self.image.set_selected_layers([added])
        Gimp.displays_flush()
        dialog = self.open_with(3)
        self.undo()
        window.wait_for("undo", lambda: self.names() == ["layer"])
        self.assert_gone(dialog, None)
        self.assertEqual(self.names(), ["layer"])

    def test_image_is_closed(self):
        image, _ = self.striped(COLORS, width=50)
        display = Gimp.Display.new(image)
        dialog = self.open_with(3)
        # GIMP 3.2 asks the window that was closed where the plug-in's progress is shown.
        self.allow_in_log("gimp_progress_get_window_id: assertion 'GIMP_IS_PROGRESS")
        # GIMP gives the image up with its last window.
        display.delete()
        window.wait_for("closing the image", lambda: not image.is_valid())
        self.assert_gone(dialog, None)


class Reading(RaceTestCase):
    """A large layer is being read: it is read to the end, whatever becomes of it."""

    def test_layer_is_deleted_while_it_is_read(self):
        image, layer = self.striped(COLORS, width=4000)
        image.scale(8000, 5000)
        display = Gimp.Display.new(image)
        try:
            dialog = self.open_and_read(POSTERIZE_LABEL)
            image.remove_layer(layer)
            window.set_number(dialog, 3)
            self.label(dialog, "the message", lambda text: text.startswith(GONE))
            self.posterize_and_wait(dialog)
            self.assertEqual(image.get_layers(), [])
        finally:
            display.delete()

    def test_layer_of_more_than_512_megabytes_is_deleted_and_shown_larger(self):
        image = self.new_image(10000, 18000)
        layer = self.new_layer(image, 10000, 18000)
        write(layer, colorful(10000 * 10), area=rectangle(0, 0, 10000, 10))
        display = Gimp.Display.new(image)
        try:
            dialog = self.open_with(3)
            image.remove_layer(layer)
            one_to_one = window.find(dialog, "toggle button", lambda name: name == "1:1")
            window.click(one_to_one)
            self.label(dialog, "the message", lambda text: text.startswith(GONE))
            self.posterize_and_wait(dialog)
            self.assertEqual(image.get_layers(), [])
        finally:
            display.delete()


class Writing(RaceTestCase):
    """The dialog is closed, and the layers are being made: they are made to the end, of what there was,
    or not at all."""

    def press_with_large_layer(self):
        """Returns when the dialog is gone and the work has begun, which takes seconds."""
        # GIMP ends a plug-in that is just reading tiles which are not there any more.
        self.allow_in_log(r"received tile info did not match|plug_in_flush\(\): error: Broken pipe")
        image, layer = self.striped(COLORS, width=4000)
        image.scale(8000, 5000)
        display = Gimp.Display.new(image)
        self.addCleanup(display.delete)
        dialog = self.open_with(3)
        window.open_more(dialog, "Areas and dithering")
        window.control(dialog, "spin button", "Smooth edges").get_value_iface().set_current_value(20)
        numbers = window_numbers(f"^{POSTERIZE_LABEL[:-1]}$")
        window.press(dialog, "Posterize")
        window.wait_for("closing the window", lambda: not set(numbers) & set(
            window_numbers(f"^{POSTERIZE_LABEL[:-1]}$")))
        self.assertTrue(window.plug_in_runs())
        return image, layer

    def assert_whole(self, image, rest):
        """Besides the layers `rest`, all layers of the result are there, or none."""
        window.wait_for("the end of the plug-in", lambda: not window.plug_in_runs(), seconds=200)
        made = {layer.get_name() for layer in image.get_layers()} - rest
        # What is left of the layer can have fewer colors.
        picture = made - {"Color bar"}
        self.assertEqual(len(picture), len(made) // 2, made)
        self.assertTrue(all(re.fullmatch(r"layer – \d colors?", name) for name in picture), made)

    def test_layer_is_deleted_while_layers_are_made(self):
        image, layer = self.press_with_large_layer()
        image.remove_layer(layer)
        self.assert_whole(image, set())

    def test_image_is_cropped_while_layers_are_made(self):
        image, _ = self.press_with_large_layer()
        image.crop(600, 500, 0, 0)
        self.assert_whole(image, {"layer"})

    def test_image_becomes_gray_while_layers_are_made(self):
        image, _ = self.press_with_large_layer()
        image.convert_grayscale()
        self.assert_whole(image, {"layer"})

    def test_visible_layers_are_merged_while_layers_are_made(self):
        image, layer = self.press_with_large_layer()
        self.new_layer(image, 10, 10, name="above")
        image.merge_visible_layers(Gimp.MergeType.EXPAND_AS_NECESSARY)
        self.assert_whole(image, {"layer", "above"})

    def test_z_gimp_quits_while_a_dialog_is_open(self):
        # The last of all tests: nothing closes it but the end of GIMP, which is a good one. The copy
        # of the image that the dialog reads goes with it.
        self.allow_in_log("a stray image seems to have been left around by a plug-in")
        self.addCleanup(setattr, window, "cancel_dialog", window.cancel_dialog)
        window.cancel_dialog = lambda: None
        self.open_with(3)


class Refusing(RaceTestCase):
    def choose_a_thick_bar(self):
        """Asks for a color bar that makes the canvas too large, and for less again."""
        dialog = window.dialog()
        window.reset(dialog)
        window.set_number(dialog, 1)
        size = window.control(dialog, "spin button", "Size (%)").get_value_iface()
        size.set_current_value(1)
        self.rows(dialog, 1)
        ok = window.find(dialog, "button", lambda name: name == "Posterize")
        window.wait_for("Posterize enabled", lambda: window.is_enabled(ok))
        size.set_current_value(2)
        self.label(dialog, "the message",
                   lambda text: text.startswith("The image cannot get any larger"))
        window.wait_for("Posterize disabled", lambda: not window.is_enabled(ok))
        # It goes on.
        size.set_current_value(1)
        window.wait_for("Posterize enabled", lambda: window.is_enabled(ok))

    def test_bar_that_makes_the_canvas_too_large(self):
        # Without a window of its own: GIMP takes minutes to show such an image.
        image = self.new_image(20, 517190)
        layer = self.new_layer(image, 20, 517190)
        layer.fill(Gimp.FillType.WHITE)
        write(layer, colorful(20 * 100), area=rectangle(0, 0, 20, 100))
        failures = []

        def use_dialog():
            try:
                self.choose_a_thick_bar()
            except BaseException as failure:  # It is raised where the test is.
                failures.append(failure)
            finally:
                window.press(window.dialog(), "Cancel")
        artist = threading.Thread(target=use_dialog)
        artist.start()
        outcome = call(POSTERIZE, image, [layer], run_mode=Gimp.RunMode.INTERACTIVE)
        artist.join()
        self.assertEqual(failures, [])
        self.assertEqual(outcome.status, Gimp.PDBStatusType.CANCEL)
        self.assertEqual(image.get_layers(), [layer])


class TwoRuns(WindowTestCase):
    """A script runs the plug-in while a dialog of it is open: two processes at the same time."""

    def test_on_the_same_image(self):
        dialog = self.open(POSTERIZE_LABEL)
        window.set_number(dialog, 3)
        outcome = call(POSTERIZE, self.image, [self.layer], colors=2, color_bar=False)
        self.assertTrue(outcome.ok, outcome.message)
        self.assertEqual(len(set(pixels(outcome.posterized))), 2)
        window.press(dialog, "Posterize")
        window.dialog_closed()
        window.wait_for("the layer", lambda: "layer – 3 colors" in self.names())
        # Above the one that was not there yet when the dialog was opened.
        self.assertEqual(self.names(), ["Color bar", "layer – 3 colors", "layer – 2 colors", "layer"])
        for name, count in (("layer – 2 colors", 2), ("layer – 3 colors", 3)):
            self.assertEqual(len(set(pixels(self.image.get_layer_by_name(name)))), count)

    def test_on_two_images(self):
        other, layer = self.striped(COLORS, width=60)
        dialog = self.open(POSTERIZE_LABEL)
        window.set_number(dialog, 3)
        outcome = call(POSTERIZE, other, [layer], colors=2, color_bar=False)
        self.assertTrue(outcome.ok, outcome.message)
        window.press(dialog, "Posterize")
        window.dialog_closed()
        window.wait_for("the layer", lambda: "layer – 3 colors" in self.names())
        self.assertEqual([made.get_name() for made in other.get_layers()],
                         ["layer – 2 colors", "layer"])

    def test_layer_that_was_deleted_while_the_dialog_was_open(self):
        below = self.new_layer(self.image, 100, 100, name="another")
        Gimp.displays_flush()
        self.image.set_selected_layers([self.layer])
        dialog = self.open(POSTERIZE_LABEL)
        window.set_number(dialog, 3)
        self.image.remove_layer(self.layer)
        window.press(dialog, "Posterize")
        window.dialog_closed()
        self.assertEqual([layer.get_id() for layer in self.image.get_layers()], [below.get_id()])
