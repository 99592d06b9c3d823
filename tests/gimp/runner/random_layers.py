# SPDX-License-Identifier: GPL-3.0-or-later
"""Small random layers of every kind, and what each pixel of them is as the documentation counts it,
calculated with numpy. Shares no code with the plug-in."""

import os
import random
from types import SimpleNamespace

import numpy as np
from gi.repository import Gimp

import layer_encodings
import layer_matrix
from harness import write

SEED = int(os.environ.get("COLOR_CLUSTERS_SEED", "1"))
# What a whole pixel counts.
FULL = 255 * 255

PRECISIONS = 6 * ["u8-non-linear"] + ["u8-linear", "u8-perceptual", "u16-non-linear", "u16-linear",
                                      "half-linear", "float-linear", "float-non-linear"]
# Old palettes, on whose grids many colors are just as far from two others.
GRIDS = [
    [0x000000, 0x1d2b53, 0x7e2553, 0x008751, 0xab5236, 0x5f574f, 0xc2c3c7, 0xfff1e8,
     0xff004d, 0xffa300, 0xffec27, 0x00e436, 0x29adff, 0x83769c, 0xff77a8, 0xffccaa],
    [0x0f380f, 0x306230, 0x8bac0f, 0x9bbc0f],
    [r << 16 | g << 8 | b for r in (0, 170) for g in (0, 85, 255) for b in (0, 170)],
]


def to_bytes(rgb):
    return (rgb >> 16, rgb >> 8 & 255, rgb & 255)


class Case:
    """What is random about one."""

    def __init__(self, number):
        dice = random.Random(SEED * 1000003 + number)
        self.dice = dice
        self.number = number
        self.numpy = np.random.RandomState(dice.randrange(2**31))
        self.size = (dice.randint(1, 26), dice.randint(1, 22))
        self.gray = dice.random() < 0.4
        self.alpha = dice.random() < 0.5
        self.precision = dice.choice(PRECISIONS)
        self.selection = dice.choice(["none", "none", "rectangle", "feathered"])
        self.mask = dice.choice(["none", "none", "applied", "disabled"])
        self.palette = self.random_palette() if dice.random() < 0.6 else None
        kept = self.random_palette()[:3] if dice.random() < 0.2 else None
        self.arguments = {
            "colors": dice.choice([3, 4, 5, 8, 16]),
            "color_space": dice.choice(["srgb", "oklab", "cielab"]),
            "order": dice.choice(["share", "share", "lightness", "hue"]),
            "representative": dice.choice(["mean", "mean", "nearest", "vivid"]),
            "smallest_area": dice.choice([0, 0, 0, 2, 6, 30]),
            "smooth_edges": dice.choice([0, 0, 0, 2]),
        }
        self.kept = None if self.palette else kept
        self.trap = dice.choice([0, 0, 1, 2, 5])

    def __str__(self):
        return (f"case {self.number}: {self.size[0]} x {self.size[1]}, {self.precision}, "
                f"{'gray' if self.gray else 'rgb'}{'a' if self.alpha else ''}, selection "
                f"{self.selection}, mask {self.mask}, palette {self.palette}, kept {self.kept}, "
                f"trap {self.trap}, {self.arguments}")

    def random_palette(self):
        dice = self.dice
        kind = dice.randrange(4)
        if kind == 0:
            return [to_bytes(rgb) for rgb in dice.choice(GRIDS)]
        if kind == 1:  # on a coarse grid
            return [tuple(dice.choice([0, 64, 128, 192, 255]) for _ in range(3))
                    for _ in range(dice.randint(1, 16))]
        if kind == 2:  # grays, and what has their luminance
            return [tuple([dice.randrange(0, 256, 15)] * 3) for _ in range(dice.randint(1, 8))] + [
                (255, 255, 0), (60, 60, 60), (0, 255, 255)]
        return [tuple(dice.randrange(256) for _ in range(3)) for _ in range(dice.randint(1, 20))]

    def changes_areas(self):
        return self.arguments["smallest_area"] > 1 or self.arguments["smooth_edges"] > 0

    def is_exact(self):
        """Whether pixels are counted exactly, and their colors are the numbers themselves."""
        return self.precision == "u8-non-linear"

    def content(self, encoding):
        """Stored values of the layer."""
        width, height = self.size
        shape = (height, width, encoding.colors)
        kind = self.dice.randrange(5)
        if kind == 0:
            values = self.numpy.uniform(0, 1, shape)
        elif kind == 1:  # few values, often just between two colors
            values = self.numpy.choice([0, 32, 64, 96, 128, 160, 192, 224, 255], shape) / 255
        elif kind == 2:  # few colors
            inks = self.numpy.uniform(0, 1, (self.dice.randint(1, 7), encoding.colors))
            values = inks[self.numpy.randint(0, len(inks), (height // 3 + 1, width // 3 + 1))]
            values = np.repeat(np.repeat(values, 3, axis=0), 3, axis=1)[:height, :width]
        elif kind == 3:  # one color, between two of the palette if there is one
            ends = self.palette or [(10, 20, 30), (200, 90, 60)]
            a, b = (np.array(self.dice.choice(ends)[:encoding.colors]) for _ in range(2))
            values = np.broadcast_to((a + b) // 2 / 255, shape)
        else:  # ramps
            x, y = np.meshgrid(np.arange(width) / width, np.arange(height) / height)
            values = np.stack([x, y, (x + y) / 2], axis=2)[:, :, :encoding.colors]
        if encoding.alpha:
            levels = [0, 1 / 255, 0.25, 127 / 255, 128 / 255, 1, 1, 1]
            alpha = self.numpy.choice(levels, (height, width, 1))
            values = np.concatenate([values, alpha], axis=2)
        return encoding.encode(values)


class Story:
    """A layer, and what the plug-in made of it."""

    def __init__(self, test, case):
        self.case = case
        self.image = self.make_image(test)
        self.layer = self.make_layer(test)
        self.encoding = layer_encodings.encoding_of(self.layer, self.kind)
        write(self.layer, case.content(self.encoding), self.encoding.format())
        self.add_mask()
        self.select()
        self.shown = layer_matrix.Shown(
            SimpleNamespace(case=self.kind, image=self.image, layer=self.layer), self.layer)

    @property
    def kind(self):
        return {"kind": "rgb", "precision": self.case.precision, "profile": "srgb"}

    def make_image(self, test):
        base = Gimp.ImageBaseType.GRAY if self.case.gray else Gimp.ImageBaseType.RGB
        precision = next(value for value in Gimp.Precision.__enum_values__.values()
                         if value.value_nick == self.case.precision)
        return test.new_image(*self.case.size, base, precision)

    def make_layer(self, test):
        kinds = {(False, False): Gimp.ImageType.RGB_IMAGE, (False, True): Gimp.ImageType.RGBA_IMAGE,
                 (True, False): Gimp.ImageType.GRAY_IMAGE, (True, True): Gimp.ImageType.GRAYA_IMAGE}
        return test.new_layer(self.image, *self.case.size, kinds[self.case.gray, self.case.alpha])

    def add_mask(self):
        if self.case.mask == "none":
            return
        mask = self.layer.create_mask(Gimp.AddMaskType.WHITE)
        self.layer.add_mask(mask)
        values = self.case.numpy.choice([0, 1 / 255, 0.3, 1, 1], self.case.size[::-1])
        write(mask, values.astype(np.float32).tobytes(), "Y float")
        self.layer.set_apply_mask(self.case.mask == "applied")

    def select(self):
        width, height = self.case.size
        if self.case.selection == "none":
            return
        self.image.select_rectangle(Gimp.ChannelOps.REPLACE, width // 4, height // 4,
                                    max(1, width // 2), max(1, height // 2))
        if self.case.selection == "feathered":
            Gimp.Selection.feather(self.image, 3.0)

    def weights(self):
        """Of each pixel, in whole parts of FULL; one at least, where anything is seen."""
        if not self.case.precision.startswith("u8"):
            weights = self.shown.weights
            return np.where(weights > 0, np.maximum(np.rint(weights * FULL), 1), 0)
        count = len(self.shown.colors)
        alpha = (self.shown.alpha[:, 0].astype(int) if self.encoding.alpha
                 else np.full(count, 255))
        mask = np.full(count, 255)
        for part in (self.shown.selection, self.shown.mask):
            if part is not None:
                part = np.rint(np.asarray(part) * 255).astype(int)
                # Products of masks are rounded, but never to nothing.
                product = np.maximum((2 * mask * part + 255) // 510, 1)
                mask = np.where((mask > 0) & (part > 0), product, 0)
        return alpha * mask

    def selection(self):
        selection = self.shown.selection
        return np.ones(len(self.shown.colors)) if selection is None else selection

    def is_there(self):
        if not self.encoding.alpha:
            return np.ones(len(self.shown.colors), bool)
        return self.shown.alpha[:, 0] > 0

    def coordinates(self, stored, steps=0.0):
        values = np.asarray(stored) / self.encoding.full + steps * self.encoding.step
        return layer_encodings.in_color_space(self.encoding.linear_srgb(values),
                                           self.case.arguments["color_space"])

    def shown_palette(self, colors):
        """What the layer shows of colors in 8-bit sRGB, as it stores them: a gray one their
        luminance."""
        encoding = self.encoding
        linear = layer_encodings.srgb_to_linear(np.array(colors) / 255)
        if encoding.gray:
            linear = linear @ layer_encodings.SRGB_LUMINANCE[:, None]
        values = linear if encoding.trc == "linear" else layer_encodings.srgb_curve(linear)
        opaque = layer_encodings.Encoding(encoding.dtype, encoding.trc, encoding.gray, False, "srgb")
        return opaque.split(opaque.encode(values))[0]
