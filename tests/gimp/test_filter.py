# SPDX-License-Identifier: GPL-3.0-or-later
"""The GEGL operation as a live filter: merged, it leaves the pixels of the posterized layer; it is
saved with the image; and where it is not installed, the layer stays."""

import os
import tempfile
from pathlib import Path

import numpy as np
from gi.repository import Gimp, Gio

import layer_encodings
import layer_matrix
import start_gimp
from harness import (BLUE, GREEN, OPERATION, POSTERIZE, RED, WHITE, GimpTestCase, add_filter, call,
                     pixels, read, rectangle, srgb_bytes, stripes, write)

COLORS = 4


def properties_of(layer):
    """Those of its filters, as dictionaries."""
    return [{spec.name: added.get_config().get_property(spec.name)
             for spec in added.get_config().list_properties() if spec.name not in ("opacity",)}
            for added in layer.get_filters()]


def bytes_of(layer):
    return read(layer, None)


def merged(layer):
    """The layer with its filters in its pixels."""
    layer.set_lock_content(False)
    layer.set_lock_position(False)
    layer.merge_filters()
    return layer


def comparable(case):
    """The case, as far as the filter gets what the command counts. GIMP gives it neither the layer's
    mask nor pixels beside the selection, and what comes from a filter below or from a group in
    floating point. Nothing for layers that cannot have filters."""
    if case["kind"].startswith("indexed") or "floating" in case["structure"]:
        return None
    structure = "nested" if case["structure"] == "group" else case["structure"]
    return case | {"selection": "none", "mask": "none", "filters": "none", "structure": structure}


class SeveralLayers(GimpTestCase):
    def test_have_filters_with_the_same_colors(self):
        image, first = self.striped([(RED, 8), (BLUE, 2)])
        second = self.new_layer(image, 10, 10)
        write(second, stripes([(RED, 4), (GREEN, 6)], 10))
        outcome = self.posterize(image, [first, second], layers="filter", colors=3, color_bar=False)
        self.assert_shares(outcome.shares, [0.6, 0.3, 0.1])
        self.assertEqual(outcome.posterized_layers, [second, first])
        self.assertEqual(image.get_layers(), [second, first])
        palettes = [properties["palette"] for layer in (first, second)
                    for properties in properties_of(layer)]
        self.assertEqual(len(palettes), 2)
        self.assertEqual(palettes[0], palettes[1])


class Matrix(GimpTestCase):
    def check(self, number, case):
        case = comparable(case)
        if case is None:
            return
        scene = layer_matrix.Scene(self, case, number)
        settings = {"colors": COLORS, "color_space": case["color_space"]}
        settings |= [{}, {"automatic": True, "most_colors": COLORS}, {"dither": "floyd-steinberg"},
                     {"smallest_area": 5}, {"representative": "nearest"}, {"accents": 0.5}][number % 6]
        outcome = call(POSTERIZE, scene.image, [scene.layer], color_bar=False, hide_original=False,
                       **settings)
        self.assertTrue(outcome.ok, outcome.message)
        add_filter(scene.layer, **settings)
        layer = merged(scene.layer)
        self.assertEqual(tuple(layer.get_offsets()), tuple(outcome.posterized.get_offsets()))
        if case["profile"] != "srgb" or case["precision"].startswith(("u32", "float", "double")):
            # GIMP applies filters in 32-bit floating point, and babl's ways between other spaces
            # need not be the same in two processes.
            stored, posterized = (layer_encodings.encoding_of(layer, case).split(bytes_of(drawable))
                                  for drawable in (layer, outcome.posterized))
            full = layer_encodings.encoding_of(layer, case).full
            for one, other in zip(stored, posterized):
                self.check_nearly_equal(one / full, other / full, dithered="dither" in settings)
        else:
            self.assertEqual(bytes_of(layer), bytes_of(outcome.posterized))

    def check_nearly_equal(self, one, other, dithered):
        """Arrays of pixels × channels from 0 to 1."""
        same = np.isclose(one, other, rtol=5e-4, atol=5e-4).all(axis=1)
        if not dithered:
            self.assertGreater(np.mean(same), 0.99)
            return
        # Error diffusion passes on what differs in the last digit: where one pixel's color moves to
        # the next one, all that follow may. But there are the same colors, and as much of them
        # everywhere.
        for pixel in one[~same]:
            self.assertTrue(np.isclose(pixel, other, rtol=5e-4, atol=5e-4).all(axis=1).any(), pixel)
        self.assertTrue(np.allclose(one.mean(axis=0), other.mean(axis=0), rtol=0, atol=0.01))
        parts = max(1, len(one) // 256)
        for part, expected in zip(np.array_split(one, parts), np.array_split(other, parts)):
            self.assertTrue(np.allclose(part.mean(axis=0), expected.mean(axis=0), rtol=0, atol=0.05))


layer_matrix.add_tests(Matrix)


class SeenTogether(GimpTestCase):
    def test_with_a_filter_below_that_makes_the_layer_larger(self):
        for x, y in ((6.0, 4.0), (-6.0, -4.0)):
            image = self.new_image(60, 50)
            layer = self.new_layer(image, 30, 20, Gimp.ImageType.RGBA_IMAGE)
            layer.set_offsets(15, 12)
            write(layer, bytes(v for i in range(600) for v in (i % 251, i * 7 % 241, i * 3 % 256, 255)),
                  "R'G'B'A u8")
            shadow = Gimp.DrawableFilter.new(layer, "gegl:dropshadow", "shadow")
            for name, value in (("x", x), ("y", y), ("radius", 0.0), ("opacity", 1.0)):
                shadow.get_config().set_property(name, value)
            layer.append_filter(shadow)
            outcome = call(POSTERIZE, image, [layer], colors=COLORS, color_bar=False)
            self.assertTrue(outcome.ok, outcome.message)
            expected = self.visible(image)
            outcome.posterized.set_visible(False)
            layer.set_visible(True)
            self.assertNotEqual(self.visible(image), expected)
            add_filter(layer, colors=COLORS)
            self.assertEqual(self.visible(image), expected)

    @staticmethod
    def visible(image):
        return bytes_of(Gimp.Layer.new_from_visible(image, image, "visible"))


class LiveFilter(GimpTestCase):
    def picture(self):
        return self.striped([(RED, 6), ((180, 60, 50), 6), (BLUE, 9), (GREEN, 3)])

    def test_follows_every_change_of_the_layer(self):
        image, layer = self.picture()
        add_filter(layer, colors=2, color_space="srgb")
        before = set(self.seen(image))
        self.assertEqual(len(before), 2)
        write(layer, bytes(WHITE) * 60, area=rectangle(0, 0, 10, 6))
        after = set(self.seen(image))
        self.assertEqual(len(after), 2)
        self.assertFalse(before & after)
        fresh = image.duplicate()
        self._images.append(fresh)
        self.assertEqual(self.seen(fresh), self.seen(image))

    @staticmethod
    def seen(image):
        return pixels(Gimp.Layer.new_from_visible(image, image, "visible"), "R'G'B'A u8", 4)

    def test_is_saved_with_the_image(self):
        image, layer = self.picture()
        settings = {"colors": 3, "color_space": "oklab", "accents": 0.25, "keep_colors": "#c0392b teal",
                    "smooth_edges": 2, "color_bar": "inside-top", "color_bar_size": 20.0}
        add_filter(layer, **settings)
        saved = properties_of(layer)
        expected = self.seen(image)
        with tempfile.TemporaryDirectory() as folder:
            file = Gio.File.new_for_path(f"{folder}/picture.xcf")
            Gimp.file_save(Gimp.RunMode.NONINTERACTIVE, image, file, None)
            again = Gimp.file_load(Gimp.RunMode.NONINTERACTIVE, file)
            self._images.append(again)
            loaded, = again.get_layers()
            self.assertEqual([added.get_operation_name() for added in loaded.get_filters()], [OPERATION])
            self.assertEqual(properties_of(loaded), saved)
            for name, value in settings.items():
                self.assertEqual(saved[0][name.replace("_", "-")], value)
            self.assertEqual(self.seen(again), expected)
            self.assertEqual(bytes_of(loaded), bytes_of(layer))
            self.check_without_operation(folder)

    def check_without_operation(self, folder):
        """Another GIMP opens the image without the operation."""
        program = os.readlink(f"/proc/{os.getppid()}/exe")
        gimp = start_gimp.Gimp(program, "/nonexistent", ("python-eval",))
        gimp.variables = {"XDG_DATA_HOME": f"{folder}/empty"}
        result = Path(folder, "result")
        code = (
            "import gi; gi.require_version('Gimp', '3.0'); from gi.repository import Gimp, Gio, Gegl; "
            f"image = Gimp.file_load(1, Gio.File.new_for_path('{folder}/picture.xcf')); "
            "layer, = image.get_layers(); Gegl.init(None); "
            "data = layer.get_buffer().get(Gegl.Rectangle.new(0, 0, 10, 24), 1.0, \"R'G'B' u8\", 0); "
            f"open('{result}', 'wb').write(bytes([len(layer.get_filters())]) + bytes(data))")
        log = Path(folder, "log")
        problem = gimp.run(code, Path(folder, "profile"), log, 120)
        said = log.read_text(encoding="utf-8", errors="replace")
        self.assertIsNone(problem, said)
        self.assertTrue(result.exists(), said)
        expected = stripes([(RED, 6), ((180, 60, 50), 6), (BLUE, 9), (GREEN, 3)], 10)
        self.assertEqual(result.read_bytes(), b"\0" + expected)

    def test_gives_its_colors_to_extract_palette(self):
        image, layer = self.picture()
        add_filter(layer, colors=3, color_space="srgb")
        colors, shares, _ = self.extract(image, layer, colors=16)
        seen = [pixel[:3] for pixel in self.seen(image)]
        self.assertEqual(set(colors), set(seen))
        self.assertEqual(shares, [seen.count(color) / len(seen) for color in colors])
        kept, _, _ = self.extract(image, layer, colors=2)
        self.assertEqual(len(kept), 2)


class FromPosterize(GimpTestCase):
    """`layers` = `filter`."""

    def setUp(self):
        super().setUp()
        self.make_picture()

    def make_picture(self):
        self.image = self.new_image(60, 50)
        self.layer = self.new_layer(self.image, 60, 50)
        write(self.layer, bytes(v for i in range(3000) for v in (i % 251, i * 7 % 241, i * 3 % 256)))

    def filtered(self, **arguments):
        """The layer after the command, which adds a filter and nothing else."""
        before = bytes_of(self.layer)
        outcome = self.posterize(self.image, self.layer, layers="filter", **arguments)
        self.assertEqual([layer.get_id() for layer in self.image.get_layers()], [self.layer.get_id()])
        self.assertEqual(outcome.posterized.get_id(), self.layer.get_id())
        self.assertIsNone(outcome.color_bar)
        self.assertTrue(self.layer.get_visible())
        self.assertEqual(bytes_of(self.layer), before)
        added, = self.layer.get_filters()
        self.assertEqual(added.get_operation_name(), OPERATION)
        return outcome, added.get_config()

    def expect_same(self, share_of_others=0.0, **arguments):
        """Posterized pixels are those of the filter, but for some between two colors: what the filter
        is told of a color is rounded."""
        expected = self.posterize(self.image, self.layer, color_bar=False, hide_original=False,
                                  **arguments).posterized
        wanted = pixels(expected)
        self.image.remove_layer(expected)
        outcome, config = self.filtered(**arguments)
        self.layer.merge_filters()
        seen = pixels(self.layer)
        others = sum(a != b for a, b in zip(seen, wanted))
        self.assertLessEqual(others, share_of_others * len(wanted))
        self.assertEqual(set(seen), set(wanted))
        return outcome, config

    def test_shows_the_colors_found(self):
        outcome, config = self.expect_same(0.01, colors=6, color_space="cielab")
        self.assertEqual(len(config.get_property("palette").split()), 6)
        self.assertEqual(len(outcome.shares), 6)
        self.assertEqual(config.get_property("recolor"), "")
        self.assertEqual(config.get_property("color-space"), "cielab")

    def test_shows_given_colors(self):
        palette = self.new_palette([RED, BLUE, GREEN, WHITE])
        _, config = self.expect_same(palette=palette)
        self.assertEqual(set(config.get_property("palette").split()),
                         {"#c0392b", "#2980b9", "#27ae60", "#ffffff"})

    def test_keeps_colors(self):
        kept = self.new_palette([RED])
        _, config = self.expect_same(0.01, colors=5, keep_palette=kept)
        self.assertIn("#c0392b", config.get_property("palette").split())

    def test_recolors(self):
        shown = self.new_palette([WHITE, RED])
        _, config = self.expect_same(0.01, colors=4, recolor=shown)
        self.assertEqual(config.get_property("recolor").split()[:2], ["#ffffff", "#c0392b"])

    def test_shows_colors_of_the_picture(self):
        _, config = self.expect_same(0.01, colors=4, representative="nearest")
        self.assertNotEqual(config.get_property("recolor"), "")

    def test_dithers_and_tidies(self):
        _, config = self.expect_same(0.05, colors=4, smallest_area=20, smooth_edges=1)
        self.assertEqual(config.get_property("smallest-area"), 20)
        self.make_picture()
        _, config = self.filtered(colors=4, dither="bayer", dither_strength=60.0)
        self.assertEqual(config.get_property("dither"), "bayer")
        self.assertEqual(config.get_property("dither-strength"), 60.0)

    def test_has_a_bar_only_inside(self):
        _, config = self.filtered(color_bar=True, color_bar_position="inside-top", color_bar_size=12.0)
        self.assertEqual(config.get_property("color-bar"), "inside-top")
        self.assertEqual(config.get_property("color-bar-size"), 12.0)
        self.make_picture()
        _, config = self.filtered(color_bar=True, color_bar_position="below")
        self.assertEqual(config.get_property("color-bar"), "none")

    def test_makes_the_palette_too(self):
        outcome, _ = self.filtered(colors=3, create_palette=True)
        palette = outcome.values[3]
        self.addCleanup(palette.delete)
        colors, _, _ = self.extract(self.image, self.layer, colors=16)
        self.assertEqual({srgb_bytes(color) for color in palette.get_colors()}, set(colors))

    def test_writes_nothing_on_the_bar(self):
        outcome = call(POSTERIZE, self.image, [self.layer], layers="filter", color_bar_text="hex")
        self.assertEqual(outcome.status, Gimp.PDBStatusType.CALLING_ERROR)
        self.assertIn("cannot write on the color bar", outcome.message)
        self.assertEqual(self.layer.get_filters(), [])
