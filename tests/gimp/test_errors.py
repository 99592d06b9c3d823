# SPDX-License-Identifier: GPL-3.0-or-later
"""What the procedures answer when they are called with something they cannot work on."""

from gi.repository import Gimp

from harness import (BLUE, HAS_OPERATION, NUMBERS, PALETTE, POSTERIZE, RED, SEPARATE, GimpTestCase, call,
                     read, write)

CALLING_ERROR = Gimp.PDBStatusType.CALLING_ERROR


class BadInput(GimpTestCase):
    def assert_refused(self, procedure, image, drawables, message, **arguments):
        """The call fails with our message and leaves the image as it was."""
        before = [(layer.get_id(), read(layer, None)) for layer in image.get_layers()
                  if not layer.is_group()]
        selected = [layer.get_id() for layer in image.get_selected_layers()]
        images = len(Gimp.get_images())
        palettes = len(Gimp.palettes_get_list(""))
        image.clean_all()
        outcome = call(procedure, image, drawables, **arguments)
        self.assertEqual(outcome.status, CALLING_ERROR)
        self.assertIn(message, outcome.message)
        self.assertFalse(image.is_dirty())
        self.assertEqual([(layer.get_id(), read(layer, None)) for layer in image.get_layers()
                          if not layer.is_group()], before)
        self.assertEqual([layer.get_id() for layer in image.get_selected_layers()], selected)
        self.assertEqual(len(Gimp.get_images()), images)
        self.assertEqual(len(Gimp.palettes_get_list("")), palettes)

    def for_all(self, image, drawables, message, **arguments):
        for procedure in (PALETTE, POSTERIZE, SEPARATE, NUMBERS):
            # There are no fonts here.
            own = {"ink_labels": False} if procedure == SEPARATE else {}
            with self.subTest(procedure):
                self.assert_refused(procedure, image, drawables, message, **own, **arguments)

    def test_no_live_filter(self):
        image, layer = self.striped([(RED, 1), (BLUE, 2)])
        if HAS_OPERATION:
            self.assertTrue(call(POSTERIZE, image, [layer], layers="filter").ok)
            self.assertEqual(len(layer.get_filters()), 1)
            return
        self.assert_refused(POSTERIZE, image, [layer], "does not have the live filter", layers="filter")

    def test_no_drawable(self):
        image, _ = self.striped([(RED, 1)])
        self.for_all(image, [], "No layer was given")

    def test_several_drawables(self):
        image, layer = self.striped([(RED, 1)])
        second = self.new_layer(image, 5, 5)
        self.assert_refused(SEPARATE, image, [layer, second], "one layer", ink_labels=False)
        self.assert_refused(NUMBERS, image, [layer, second], "one layer")

    def test_channel(self):
        image, _ = self.striped([(RED, 1)])
        channel = Gimp.Channel.new_from_component(image, Gimp.ChannelType.RED, "my channel")
        image.insert_channel(channel, None, 0)
        self.for_all(image, [channel], "“my channel” is a channel")

    def test_selection_as_drawable(self):
        image, _ = self.striped([(RED, 1)])
        self.for_all(image, [image.get_selection()], "is a channel")

    def test_layer_mask(self):
        image, layer = self.striped([(RED, 1)])
        mask = layer.create_mask(Gimp.AddMaskType.WHITE)
        layer.add_mask(mask)
        self.for_all(image, [mask], "A layer mask has no colors")

    def test_selection_outside_the_layer(self):
        image = self.new_image(40, 40)
        layer = self.new_layer(image, 10, 10)
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 20, 20, 10, 10)
        self.for_all(image, [layer], "The selection is outside the layer")

    def test_fully_transparent_layer(self):
        image = self.new_image(10, 10)
        layer = self.new_layer(image, 10, 10, Gimp.ImageType.RGBA_IMAGE)
        write(layer, bytes([200, 100, 50, 0]) * 100, "R'G'B'A u8")
        self.for_all(image, [layer], "The layer is fully transparent")

    def test_fully_transparent_float_layer(self):
        image = self.new_image(10, 10, precision=Gimp.Precision.FLOAT_LINEAR)
        layer = self.new_layer(image, 10, 10, Gimp.ImageType.RGBA_IMAGE)
        self.for_all(image, [layer], "The layer is fully transparent")

    def test_transparent_inside_the_selection(self):
        image = self.new_image(10, 10)
        layer = self.new_layer(image, 10, 10, Gimp.ImageType.RGBA_IMAGE)
        write(layer, bytes([*RED, 255]) * 50 + bytes([*BLUE, 0]) * 50, "R'G'B'A u8")
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 5, 10, 5)
        self.for_all(image, [layer], "Nothing of the layer is visible inside the selection")

    def test_layer_hidden_by_its_mask(self):
        image, layer = self.striped([(RED, 1)])
        layer.add_mask(layer.create_mask(Gimp.AddMaskType.BLACK))
        self.for_all(image, [layer], "The layer is fully transparent")

    def test_empty_group(self):
        image = self.new_image(10, 10)
        group = Gimp.GroupLayer.new(image, "empty")
        image.insert_layer(group, None, 0)
        self.for_all(image, [group], "The layer is fully transparent")

    def test_indexed(self):
        image, layer = self.striped([(RED, 6), (BLUE, 4)])
        image.convert_indexed(Gimp.ConvertDitherType.NONE, Gimp.ConvertPaletteType.GENERATE, 8,
                              False, False, "")
        for procedure in (POSTERIZE, SEPARATE, NUMBERS):
            self.assert_refused(procedure, image, [layer], "Image > Mode > RGB")

    def test_with_a_floating_selection(self):
        image, layer = self.striped([(RED, 6), (BLUE, 4)])
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 0, 0, 5, 5)
        Gimp.Selection.float(image, [layer], 2, 2)
        for procedure in (POSTERIZE, SEPARATE, NUMBERS):
            self.assert_refused(procedure, image, [layer], "Anchor it first")

    def test_writing_without_fonts(self):
        # These tests run in a GIMP that was started without.
        self.assertEqual(Gimp.fonts_get_list(""), [])
        image, layer = self.striped([(RED, 60), (BLUE, 40)], width=100)
        self.assert_refused(POSTERIZE, image, [layer], "GIMP has no fonts", color_bar_text="hex")
        self.assert_refused(SEPARATE, image, [layer], "GIMP has no fonts to write on films")

    def test_layer_of_another_image_is_not_touched(self):
        image, _ = self.striped([(RED, 1)])
        _, foreign = self.striped([(BLUE, 1)])
        self.for_all(image, [foreign], "another image")


class BadArguments(GimpTestCase):
    """GIMP itself checks the ranges that the procedures declare."""

    def test_number_of_colors_is_limited(self):
        procedure = Gimp.get_pdb().lookup_procedure(PALETTE)
        for name in (PALETTE, POSTERIZE, SEPARATE, NUMBERS):
            argument = Gimp.get_pdb().lookup_procedure(name).find_argument("colors")
            self.assertEqual((argument.minimum, argument.maximum, argument.default_value),
                             (1, 256, 5))
        self.assertIsNotNone(procedure)

    def test_unknown_color_space_falls_back_to_the_default(self):
        image, layer = self.striped([(RED, 6), (BLUE, 4)])
        colors, _, _ = self.extract(image, layer, colors=2, color_space="no-such-space")
        self.assertEqual(colors, [RED, BLUE])
