# SPDX-License-Identifier: GPL-3.0-or-later
"""Calls with random and extreme arguments on small random images: each succeeds or is refused with
a message, and nothing of it stays behind. The calls are the same every time. Environment:
COLOR_CLUSTERS_CALLS, how many; COLOR_CLUSTERS_SEED, other ones."""

import os
import random
import struct
import sys

from gi.repository import Gimp

from harness import (NUMBERS, PALETTE, POSTERIZE, SEPARATE, GimpTestCase, call, gegl_color,
                     rectangle)

CALLS = int(os.environ.get("COLOR_CLUSTERS_CALLS", "250"))
SEED = int(os.environ.get("COLOR_CLUSTERS_SEED", "1"))
# In one test, so that a failure tells about where it was.
CALLS_PER_TEST = 50

REFUSALS = (Gimp.PDBStatusType.CALLING_ERROR, Gimp.PDBStatusType.EXECUTION_ERROR)
PRECISIONS = [Gimp.Precision.U8_NON_LINEAR, Gimp.Precision.U8_LINEAR, Gimp.Precision.U16_NON_LINEAR,
              Gimp.Precision.U32_LINEAR, Gimp.Precision.HALF_LINEAR, Gimp.Precision.FLOAT_LINEAR,
              Gimp.Precision.FLOAT_NON_LINEAR, Gimp.Precision.FLOAT_PERCEPTUAL,
              Gimp.Precision.DOUBLE_LINEAR]
KINDS = {Gimp.ImageBaseType.RGB: (Gimp.ImageType.RGB_IMAGE, Gimp.ImageType.RGBA_IMAGE),
         Gimp.ImageBaseType.GRAY: (Gimp.ImageType.GRAY_IMAGE, Gimp.ImageType.GRAYA_IMAGE)}
ODD_FLOATS = [float("nan"), float("inf"), -float("inf"), 0.0, -0.0, 1e-40, -1e-3, 1.0, 1.5, 1e30,
              -1e30, 65504.0]
NAMES = ["", " ", "Photo", "a\nb", "ß – 色", "x" * 300, "../../etc", "%s%n", "\t", "Photo"]


def rarely(dice, often=10):
    return dice.randrange(often) == 0


class RandomImage:
    """A small image, and what to cluster of it."""

    def __init__(self, test, dice):
        self.dice = dice
        base = dice.choice(list(KINDS))
        size = [dice.choice([1, 1, 2, 3, 7, 20, 65, 130]) for _ in range(2)]
        self.image = test.new_image(*size, base, dice.choice(PRECISIONS))
        self.layers = [self.layer(test, base, size) for _ in range(dice.choice([1, 1, 1, 2]))]
        self.select()
        if rarely(dice, 4) and self.image.get_precision() == Gimp.Precision.U8_NON_LINEAR:
            # GIMP complains about a colormap without colors, of a picture without any.
            test.allow_in_log("gimp_palette_set_colormap: assertion 'n_colors > 0' failed")
            self.image.convert_indexed(Gimp.ConvertDitherType.NONE, Gimp.ConvertPaletteType.GENERATE,
                                       dice.choice([2, 8, 200]), False, False, "")
        if rarely(dice, 30) and not self.layers[0].get_lock_content():
            self.layers[0] = Gimp.Selection.float(self.image, [self.layers[0]], 0, 0) \
                or self.layers[0]
        self.image.clean_all()

    def layer(self, test, base, canvas):
        dice = self.dice
        width, height = (max(1, side + dice.choice([0, 0, 0, -1, 5])) for side in canvas)
        layer = test.new_layer(self.image, width, height, dice.choice(KINDS[base]))
        layer.set_offsets(*(dice.choice([0, 0, 0, -2, 3, 500]) for _ in range(2)))
        self.paint(layer, width, height)
        if rarely(dice, 5):
            mask = layer.create_mask(dice.choice([Gimp.AddMaskType.WHITE, Gimp.AddMaskType.BLACK,
                                                  Gimp.AddMaskType.COPY]))
            layer.add_mask(mask)
            layer.set_apply_mask(dice.random() < 0.7)
        if rarely(dice, 8):
            layer.set_visible(False)
        if rarely(dice, 8):
            layer.set_lock_content(True)
        if rarely(dice, 8):
            layer.append_filter(Gimp.DrawableFilter.new(layer, "gegl:invert-linear", "filter"))
        return layer

    def paint(self, layer, width, height):
        dice = self.dice
        count = 4 * width * height
        kind = dice.randrange(4)
        if kind == 0:
            colors = [[dice.random() for _ in range(4)] for _ in range(dice.choice([1, 2, 5, 300]))]
            values = [v for _ in range(width * height) for v in dice.choice(colors)]
        elif kind == 1:
            values = [dice.choice(ODD_FLOATS) if rarely(dice, 20) else dice.random()
                      for _ in range(count)]
        elif kind == 2:
            values = [i / count for i in range(count)]
        else:
            return  # transparent or black
        buffer = layer.get_buffer()
        buffer.set(rectangle(0, 0, width, height), "RGBA float", struct.pack(f"{count}f", *values))
        buffer.flush()
        layer.update(0, 0, width, height)

    def select(self):
        dice = self.dice
        kind = dice.randrange(6)
        if kind == 0:
            self.image.select_rectangle(Gimp.ChannelOps.REPLACE, dice.randrange(-5, 20),
                                        dice.randrange(-5, 20), dice.randrange(1, 40),
                                        dice.randrange(1, 40))
        elif kind == 1:
            self.image.select_ellipse(Gimp.ChannelOps.REPLACE, 0, 0, 20, 20)
            Gimp.Selection.feather(self.image, 5.0)

    def drawables(self):
        """Mostly one layer."""
        dice = self.dice
        if not rarely(dice, 12):
            return [self.layers[0]]
        mask = self.layers[0].get_mask()
        return dice.choice([[], self.layers, [self.image.get_selection()],
                            [mask] if mask else [], [self.layers[-1], self.layers[0]]])


class RandomCalls(GimpTestCase):
    def setUp(self):
        super().setUp()
        dice = random.Random(SEED)
        self.palettes = [
            self.new_palette([[dice.randrange(256) for _ in range(3)] for _ in range(size)],
                             name=f"Random {size}")
            for size in (0, 1, 2, 16, 300)]

    def arguments(self, procedure, dice):
        """Values that GIMP accepts for some of the arguments, often the extreme ones."""
        chosen = {}
        for spec in Gimp.get_pdb().lookup_procedure(procedure).get_arguments()[3:]:
            if spec.name in ("colors", "most-colors"):
                chosen[spec.name] = dice.choice([1, 2, 3, 5, 16, 17, 64, 255, 256])
            elif not rarely(dice, 3):
                continue
            elif spec.value_type == Gimp.Palette.__gtype__:
                chosen[spec.name] = dice.choice(self.palettes + [None])
            elif spec.value_type.name == "gboolean":
                chosen[spec.name] = dice.random() < 0.5
            elif spec.value_type.name == "gdouble":
                chosen[spec.name] = dice.choice([spec.minimum, spec.maximum, spec.default_value,
                                                 dice.uniform(spec.minimum, spec.maximum)])
            elif spec.value_type.name == "gint":
                chosen[spec.name] = dice.choice([spec.minimum, spec.maximum, spec.minimum + 1,
                                                 dice.randint(spec.minimum, 20)])
            elif spec.name == "palette-name":
                chosen[spec.name] = dice.choice(NAMES)
            elif spec.name == "angles":
                chosen[spec.name] = dice.choice(["", "0", "15 75.5 -30", "1e308 x", "nan", "\t7,5"])
            elif spec.value_type == Gimp.Unit.__gtype__:
                chosen[spec.name] = dice.choice([Gimp.Unit.pixel(), Gimp.Unit.mm(), Gimp.Unit.inch(),
                                                 Gimp.Unit.point()])
            elif spec.name in ("paper-color", "outline-color"):
                chosen[spec.name] = gegl_color([dice.randrange(256) for _ in range(3)])
            else:
                nicks = Gimp.param_spec_choice_get_choice(spec).list_nicks()
                chosen[spec.name] = dice.choice(nicks)
        return chosen

    def check_call(self, seed):
        dice = random.Random(seed)
        procedure = dice.choice([PALETTE, POSTERIZE, POSTERIZE, SEPARATE, NUMBERS])
        random_image = RandomImage(self, dice)
        image = random_image.image
        drawables = random_image.drawables()
        arguments = self.arguments(procedure, dice)
        layers, dirty = image.get_layers(), image.is_dirty()
        # For the log, should it be the last one.
        print(f"call {seed}: {procedure} {arguments}", file=sys.stderr, flush=True)
        outcome = call(procedure, image, drawables,
                       **{name.replace("-", "_"): value for name, value in arguments.items()})
        with self.subTest(seed=seed, procedure=procedure, arguments=arguments):
            if outcome.ok:
                self.check_result(procedure, image, layers, outcome)
            else:
                self.assertIn(outcome.status, REFUSALS)
                self.assertTrue(outcome.message)
                self.assertNotIn("unexpected", outcome.message)
                self.assertNotIn("try again", outcome.message)
                self.assertEqual(image.get_layers(), layers)
                self.assertEqual(image.is_dirty(), dirty)
        for value in outcome.values:
            if isinstance(value, (Gimp.Palette, Gimp.Image)):
                value.delete()
        image.delete()

    def check_result(self, procedure, image, layers, outcome):
        if procedure == SEPARATE:  # The rest is the paper's.
            self.assertLessEqual(sum(outcome.shares), 1.000001)
        else:
            self.assertAlmostEqual(sum(outcome.shares), 1.0, places=6)
        self.assertTrue(all(0.0 <= share <= 1.0 for share in outcome.shares))
        if procedure == PALETTE:
            self.assertEqual(outcome.palette.get_color_count(), len(outcome.shares))
            self.assertEqual(image.get_layers(), layers)
            return
        # There can be only the color bar.
        made = outcome.values[0] if procedure == NUMBERS else outcome.posterized or outcome.color_bar
        self.assertTrue(made.is_valid())
        self.assertEqual(made.get_image(), image)
        self.assertTrue(set(layer.get_id() for layer in layers)
                        <= set(layer.get_id() for layer in image.get_layers()))

    def check_calls(self, first):
        # The first palette that is saved makes GIMP look for those that it was started without.
        Gimp.palettes_refresh()
        palettes = len(Gimp.palettes_get_list(""))
        for seed in range(first, min(first + CALLS_PER_TEST, CALLS)):
            self.check_call(SEED * 1000003 + seed)
        self.assertEqual(Gimp.get_images(), [])
        self.assertEqual(len(Gimp.palettes_get_list("")), palettes)


def add_tests():
    for first in range(0, CALLS, CALLS_PER_TEST):
        def test(self, first=first):
            self.check_calls(first)
        setattr(RandomCalls, f"test_calls_from_{first:05}", test)


add_tests()
