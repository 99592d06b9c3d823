# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of the image besides the posterized picture: shown colors, the original, and the
palette of the same colors."""

import os
import re
from pathlib import Path

from gi.repository import Gimp

from harness import (BLACK, BLUE, GREEN, PALETTE, POSTERIZE, RED, WHITE, GimpTestCase, call, pixels,
                     read, rectangle, srgb_bytes, write)

RGBA = "R'G'B'A u8"
MAGENTA = (255, 0, 255)
PARTS = [(RED, 5), (BLUE, 3), (GREEN, 2)]


def entries(palette):
    """Colors and names."""
    return [(srgb_bytes(color), palette.get_entry_name(i).entry_name)
            for i, color in enumerate(palette.get_colors())]


class Recolored(GimpTestCase):
    def test_areas_and_shares_stay_and_the_first_colors_are_replaced(self):
        image, layer = self.striped(PARTS, width=100)
        outcome = self.posterize(image, layer, colors=3, recolor=self.new_palette([MAGENTA, BLACK]))
        self.assert_shares(outcome.shares, [0.5, 0.3, 0.2])
        self.assertEqual(pixels(outcome.posterized),
                         [MAGENTA] * 500 + [BLACK] * 300 + [GREEN] * 200)
        self.assertEqual(pixels(outcome.color_bar)[:100],
                         [MAGENTA] * 50 + [BLACK] * 30 + [GREEN] * 20)

    def test_palette_has_shown_colors_and_their_names(self):
        image, layer = self.striped(PARTS)
        colors, shares, palette = self.extract(image, layer, colors=3,
                                               recolor=self.new_palette([MAGENTA]))
        self.assertEqual(colors, [MAGENTA, BLUE, GREEN])
        self.assert_shares(shares, [0.5, 0.3, 0.2])
        self.assertEqual(entries(palette)[0][1], "#ff00ff · 50.0 %")

    def test_order_is_that_of_the_colors_found(self):
        image, layer = self.striped(PARTS)
        colors, _, _ = self.extract(image, layer, colors=3, order="lightness",
                                    recolor=self.new_palette([WHITE]))
        # Red is the darkest.
        self.assertEqual(colors, [WHITE, BLUE, GREEN])

    def test_the_same_color_twice_and_more_than_there_are(self):
        image, layer = self.striped(PARTS)
        outcome = self.posterize(image, layer, colors=3,
                                 recolor=self.new_palette([BLACK, BLACK, WHITE, RED, RED]))
        self.assertEqual(pixels(outcome.posterized), [BLACK] * 80 + [WHITE] * 20)
        self.assert_shares(outcome.shares, [0.5, 0.3, 0.2])

    def test_layers_per_color_are_named_with_shown_colors(self):
        image, layer = self.striped(PARTS)
        outcome = self.posterize(image, layer, colors=3, layers="per-color", color_bar=False,
                                 recolor=self.new_palette([MAGENTA]))
        children = outcome.posterized.get_children()
        self.assertEqual([child.get_name() for child in children],
                         ["#ff00ff · 50.0 %", "#2980b9 · 30.0 %", "#27ae60 · 20.0 %"])
        self.assertEqual(pixels(children[0], RGBA, 4)[0], (*MAGENTA, 255))

    def test_with_cleaned_areas_the_order_is_the_final_one(self):
        image = self.new_image(20, 20)
        layer = self.new_layer(image, 20, 20)
        # Blue dots on red dissolve: green, the second after that, was the third.
        write(layer, bytes(RED) * 380 + bytes(GREEN) * 20)
        for i in range(36):
            write(layer, bytes(BLUE), area=rectangle(1 + i % 6 * 3, 1 + i // 6 * 3, 1, 1))
        outcome = self.posterize(image, layer, colors=3, smallest_area=5,
                                 recolor=self.new_palette([WHITE, BLACK]))
        self.assertEqual(pixels(outcome.posterized), [WHITE] * 380 + [BLACK] * 20)
        self.assert_shares(outcome.shares, [0.95, 0.05, 0.0])

    def test_dithering_is_decided_by_the_colors_found(self):
        image = self.new_image(64, 8)
        layer = self.new_layer(image, 64, 8)
        write(layer, bytes(value for x in range(64) for value in (4 * x,) * 3) * 8)
        given = self.new_palette([BLACK, WHITE])
        plain = self.posterize(image, layer, palette=given, dither="bayer", color_bar=False)
        shown = self.posterize(image, layer, palette=given, dither="bayer", color_bar=False,
                               order="lightness", recolor=self.new_palette([RED, BLUE]))
        expected = {BLACK: RED, WHITE: BLUE}
        self.assertEqual(pixels(shown.posterized),
                         [expected[pixel] for pixel in pixels(plain.posterized)])

    def test_wide_gamut_and_gray_layers(self):
        image, layer = self.striped([((10,), 3), ((200,), 7)], kind=Gimp.ImageType.GRAY_IMAGE,
                                    pixel_format="Y' u8", base=Gimp.ImageBaseType.GRAY)
        outcome = self.posterize(image, layer, colors=2, recolor=self.new_palette([WHITE]),
                                 create_palette=True)
        self.addCleanup(outcome.values[3].delete)
        self.assertEqual(read(outcome.posterized, "Y' u8"), bytes([10] * 30 + [255] * 70))


class Original(GimpTestCase):
    """Hidden, so that the canvas shows the new layer in its place."""

    def projection(self, image):
        shown = Gimp.Layer.new_from_visible(image, image, "shown")
        result = pixels(shown, RGBA, 4)
        shown.delete()
        return result

    def picture(self, kind=Gimp.ImageType.RGBA_IMAGE):
        """A colored ground and above it a picture in two colors with soft alpha edges."""
        image = self.new_image(40, 20)
        ground = self.new_layer(image, 40, 20, name="ground")
        write(ground, bytes((90, 160, 220)) * 400 + bytes((250, 240, 80)) * 400)
        layer = self.new_layer(image, 40, 20, kind)
        alpha = [0, 60, 128, 200] + [255] * 36
        write(layer, b"".join(bytes((*(RED if (x // 5 + y // 5) % 2 else BLUE), alpha[x]))
                              for y in range(20) for x in range(40)), RGBA)
        return image, layer

    def assert_unchanged(self, image, layer, **arguments):
        """A picture that has no more colors than are asked for looks as before."""
        before = self.projection(image)
        outcome = self.posterize(image, layer, colors=2, color_bar=False, **arguments)
        self.assertFalse(layer.get_visible())
        self.assertTrue(outcome.posterized.get_visible())
        self.assertEqual(self.projection(image), before)
        return outcome

    def test_opacity(self):
        image, layer = self.picture()
        layer.set_opacity(60.0)
        self.assert_unchanged(image, layer)

    def test_modes(self):
        for mode in (Gimp.LayerMode.MULTIPLY, Gimp.LayerMode.SCREEN, Gimp.LayerMode.DIFFERENCE,
                     Gimp.LayerMode.OVERLAY_LEGACY, Gimp.LayerMode.LUMINANCE,
                     Gimp.LayerMode.ERASE, Gimp.LayerMode.DISSOLVE):
            with self.subTest(mode.value_nick):
                image, layer = self.picture()
                layer.set_mode(mode)
                layer.set_opacity(80.0)
                self.assert_unchanged(image, layer)

    def test_mask(self):
        image, layer = self.picture()
        mask = layer.create_mask(Gimp.AddMaskType.WHITE)
        layer.add_mask(mask)
        write(mask, bytes(i % 256 for i in range(800)), "Y u8")
        self.assert_unchanged(image, layer)

    def test_selection(self):
        image, layer = self.picture()
        image.select_rectangle(Gimp.ChannelOps.REPLACE, 5, 5, 20, 10)
        self.assert_unchanged(image, layer)

    def test_layers_per_color(self):
        for mode in (Gimp.LayerMode.NORMAL, Gimp.LayerMode.MULTIPLY):
            with self.subTest(mode.value_nick):
                image, layer = self.picture()
                layer.set_mode(mode)
                layer.set_opacity(60.0)
                self.assert_unchanged(image, layer, layers="per-color")

    def test_group(self):
        for mode in (Gimp.LayerMode.NORMAL, Gimp.LayerMode.PASS_THROUGH, Gimp.LayerMode.MULTIPLY):
            for layers in ("single", "per-color"):
                with self.subTest(f"{mode.value_nick} {layers}"):
                    image, layer = self.picture()
                    group = Gimp.GroupLayer.new(image, "group")
                    image.insert_layer(group, None, 0)
                    group.set_mode(mode)
                    image.reorder_item(layer, group, 0)
                    self.assert_unchanged(image, group, layers=layers)

    def test_layer_in_a_group(self):
        image, layer = self.picture()
        group = Gimp.GroupLayer.new(image, "group")
        image.insert_layer(group, None, 0)
        group.set_opacity(50.0)
        image.reorder_item(layer, group, 0)
        layer.set_opacity(50.0)
        self.assert_unchanged(image, layer)

    def test_clipped_to_what_is_below(self):
        image, layer = self.picture()
        layer.set_composite_mode(Gimp.LayerCompositeMode.CLIP_TO_BACKDROP)
        self.assert_unchanged(image, layer)

    def test_stays_in_sight_if_asked_for(self):
        image, layer = self.picture()
        self.posterize(image, layer, colors=2, hide_original=False)
        self.assertTrue(layer.get_visible())

    def test_locked_visibility(self):
        image, layer = self.picture()
        layer.set_lock_visibility(True)
        self.posterize(image, layer, colors=2)
        self.assertTrue(layer.get_visible())
        self.assertEqual(len(image.get_layers()), 4)

    def test_hidden_original_gives_a_layer_in_sight(self):
        image, layer = self.picture()
        layer.set_visible(False)
        outcome = self.posterize(image, layer, colors=2)
        self.assertTrue(outcome.posterized.get_visible())
        self.assertFalse(layer.get_visible())


class Palettes(GimpTestCase):
    def test_none_unless_asked_for(self):
        image, layer = self.striped(PARTS)
        before = len(Gimp.palettes_get_list(""))
        outcome = self.posterize(image, layer, colors=3)
        self.assertIsNone(outcome.values[3])
        self.assertEqual(len(Gimp.palettes_get_list("")), before)

    def test_palette_of_the_same_colors(self):
        image, layer = self.striped(PARTS)
        outcome = self.posterize(image, layer, colors=3, create_palette=True)
        palette = outcome.values[3]
        self.addCleanup(palette.delete)
        self.assertEqual(entries(palette), [(RED, "#c0392b · 50.0 %"), (BLUE, "#2980b9 · 30.0 %"),
                                            (GREEN, "#27ae60 · 20.0 %")])
        self.assertEqual(palette.get_name(), "Untitled – 3 colors")

    def test_it_is_that_of_extract_palette(self):
        image, layer = self.striped([((i * 11 % 256, i * 29 % 256, i * 3), i % 4 + 1)
                                     for i in range(50)])
        _, _, extracted = self.extract(image, layer, colors=6, order="hue")
        outcome = self.posterize(image, layer, colors=6, order="hue", create_palette=True)
        self.addCleanup(outcome.values[3].delete)
        self.assertEqual(entries(outcome.values[3]), entries(extracted))

    def test_shares_are_those_of_cleaned_areas(self):
        image = self.new_image(20, 20)
        layer = self.new_layer(image, 20, 20)
        write(layer, bytes(RED) * 200 + bytes(BLUE) * 200)
        write(layer, bytes(BLUE), area=rectangle(5, 5, 1, 1))
        outcome = self.posterize(image, layer, colors=2, smallest_area=5, create_palette=True)
        self.addCleanup(outcome.values[3].delete)
        self.assertEqual([name[-6:] for _, name in entries(outcome.values[3])],
                         ["50.0 %", "50.0 %"])

    def test_none_is_left_when_the_call_is_refused(self):
        image, layer = self.striped(PARTS)
        before = len(Gimp.palettes_get_list(""))
        outcome = call(POSTERIZE, image, [layer], create_palette=True, smooth_edges=1,
                       dither="bayer")
        self.assertEqual(outcome.status, Gimp.PDBStatusType.CALLING_ERROR)
        self.assertEqual(len(Gimp.palettes_get_list("")), before)


class Menu(GimpTestCase):
    def test_several_layers_do_not_gray_the_commands(self):
        # Scripts cannot ask for it; GIMP keeps it behind the image types.
        known = Path(os.environ["GIMP3_DIRECTORY"], "pluginrc").read_text("utf-8", "replace")
        expected = (Gimp.ProcedureSensitivityMask.DRAWABLE
                    | Gimp.ProcedureSensitivityMask.DRAWABLES)
        for name, types in ((PALETTE, "*"), (POSTERIZE, "RGB*, GRAY*")):
            with self.subTest(name):
                description = known.split(f'(proc-def "{name}"')[1].split("(proc-arg")[0]
                mask = re.search(re.escape(f'"{types}"') + r"\s+(\d+)", description).group(1)
                self.assertEqual(int(mask), int(expected))
