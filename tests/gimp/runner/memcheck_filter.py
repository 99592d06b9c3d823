# SPDX-License-Identifier: GPL-3.0-or-later
"""The live filter on small pictures, for tests/sanitizers/memcheck.py: in a GIMP that is under Valgrind
itself."""

import tempfile
from pathlib import Path

from gi.repository import Gimp, Gio

from harness import BLUE, GREEN, RED, WHITE, GimpTestCase, add_filter, pixels, stripes, write

SIZE = 64


class Filters(GimpTestCase):
    def picture(self, precision=Gimp.Precision.U8_NON_LINEAR, kind=Gimp.ImageType.RGBA_IMAGE):
        image = self.new_image(SIZE, SIZE, precision=precision)
        layer = self.new_layer(image, SIZE, SIZE, kind)
        write(layer, stripes([(RED, 20), (BLUE, 20), (GREEN, 14), (WHITE, 10)], SIZE))
        return image, layer

    def test_every_precision(self):
        for precision in (Gimp.Precision.U8_NON_LINEAR, Gimp.Precision.U16_LINEAR,
                          Gimp.Precision.HALF_NON_LINEAR, Gimp.Precision.FLOAT_LINEAR):
            with self.subTest(precision):
                _, layer = self.picture(precision)
                add_filter(layer, colors=2)
                layer.merge_filters()
                self.assertEqual(len(set(pixels(layer))), 2)

    def test_every_kind_of_option(self):
        _, layer = self.picture(kind=Gimp.ImageType.RGB_IMAGE)
        for properties in ({"automatic": True}, {"colors": 3, "dither": "floyd-steinberg"},
                           {"colors": 3, "dither": "blue-noise", "color_space": "srgb"},
                           {"colors": 3, "smallest_area": 5, "smooth_edges": 3, "accents": 1.0},
                           {"palette": "#ff0000 #00ff00", "color_bar": "inside-bottom"},
                           {"colors": 2, "keep_colors": "red", "representative": "nearest",
                            "color_space": "oklab"}):
            with self.subTest(properties):
                copy = layer.copy()
                layer.get_image().insert_layer(copy, None, 0)
                add_filter(copy, **properties)
                copy.merge_filters()

    def test_filter_follows_the_picture_and_is_saved(self):
        image, layer = self.picture()
        added = add_filter(layer, colors=3)
        write(layer, stripes([(WHITE, 40), (BLUE, 24)], SIZE))
        added.get_config().set_property("colors", 2)
        added.update()
        self.assertEqual(len(set(pixels(Gimp.Layer.new_from_visible(image, image, "seen")))), 2)
        image.crop(SIZE // 2, SIZE // 2, 3, 5)
        with tempfile.TemporaryDirectory() as folder:
            file = Gio.File.new_for_path(str(Path(folder, "filtered.xcf")))
            Gimp.file_save(Gimp.RunMode.NONINTERACTIVE, image, file, None)
            again = Gimp.file_load(Gimp.RunMode.NONINTERACTIVE, file)
        self.assertEqual(len(again.get_layers()[0].get_filters()), 1)
        again.delete()
