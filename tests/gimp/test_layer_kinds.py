# SPDX-License-Identifier: GPL-3.0-or-later
"""Layers that GIMP draws itself, from a text, a path or a file: their pixels count, and a posterized
one is an ordinary layer."""

import os
import tempfile

from gi.repository import Gimp, Gio

from harness import BLUE, RED, GimpTestCase, gegl_color, pixels, read

RGBA = "R'G'B'A u8"


class DrawnLayerTestCase(GimpTestCase):
    def setUp(self):
        super().setUp()
        Gimp.context_push()
        self.addCleanup(Gimp.context_pop)
        Gimp.context_set_foreground(gegl_color(RED))

    def check(self, image, layer, expected, still_is):
        """`still_is(layer)` says whether a layer is of the kind in question."""
        self.assertTrue(still_is(layer))
        before = read(layer, RGBA)
        colors, shares, _ = self.extract(image, layer, colors=4)
        self.assertEqual(sorted(colors), sorted(expected))
        outcome = self.posterize(image, layer, colors=4)
        self.assert_shares(outcome.shares, shares)
        posterized = outcome.posterized
        self.assertFalse(still_is(posterized))
        self.assertEqual(posterized.get_offsets(), layer.get_offsets())
        self.assertEqual([pixel[:3] for pixel in pixels(posterized, RGBA, 4) if pixel[3]],
                         [pixel[:3] for pixel in pixels(layer, RGBA, 4) if pixel[3]])
        self.assertTrue(still_is(layer))
        self.assertEqual(read(layer, RGBA), before)


class TextLayer(DrawnLayerTestCase):
    def test_its_letters_count(self):
        image = self.new_image(120, 60)
        layer = Gimp.TextLayer.new(image, "Ink", Gimp.context_get_font(), 30.0, Gimp.Unit.pixel())
        image.insert_layer(layer, None, 0)
        layer.set_offsets(9, 5)
        self.check(image, layer, [RED], Gimp.Item.is_text_layer)


if hasattr(Gimp, "VectorLayer"):  # since GIMP 3.2
    class VectorLayer(DrawnLayerTestCase):
        def test_its_fill_and_stroke_count(self):
            image = self.new_image(120, 60)
            path = Gimp.Path.new(image, "square")
            corners = [(20, 10), (80, 10), (80, 50), (20, 50)]
            path.stroke_new_from_points(
                Gimp.PathStrokeType.BEZIER,
                [float(value) for corner in corners for _ in range(3) for value in corner], True)
            image.insert_path(path, None, 0)
            Gimp.context_set_antialias(False)
            layer = Gimp.VectorLayer.new(image, path)
            image.insert_layer(layer, None, 0)
            layer.set_enable_fill(True)
            layer.set_fill_color(gegl_color(BLUE))
            layer.set_enable_stroke(True)
            layer.set_stroke_color(gegl_color(RED))
            layer.set_stroke_width(6.0)
            layer.refresh()
            self.check(image, layer, [RED, BLUE], Gimp.Item.is_vector_layer)

    class LinkLayer(DrawnLayerTestCase):
        def test_the_pixels_of_its_file_count(self):
            picture, layer = self.striped([(RED, 10), (BLUE, 5)], width=20)
            with tempfile.TemporaryDirectory() as folder:
                file = Gio.File.new_for_path(os.path.join(folder, "stripes.png"))
                Gimp.file_save(Gimp.RunMode.NONINTERACTIVE, picture, file, None)
                image = self.new_image(60, 40)
                link = Gimp.LinkLayer.new(image, file)
                image.insert_layer(link, None, 0)
                link.set_offsets(7, 3)
                self.check(image, link, [RED, BLUE], Gimp.Item.is_link_layer)
