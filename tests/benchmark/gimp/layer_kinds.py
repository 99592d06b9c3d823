# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of layers that procedures and dialogs are timed on, made in GIMP of an 8-bit picture."""

import gi

gi.require_version("Gimp", "3.0")
from gi.repository import Gimp  # noqa: E402


def merge_filter(layer, operation, **properties):
    added = Gimp.DrawableFilter.new(layer, operation, "")
    for name, value in properties.items():
        added.get_config().set_property(name, value)
    layer.merge_filter(added)


def precise(precision):
    """Noise makes more colors than 8 bits tell apart, as in a photograph."""

    def make(image, layer):
        image.convert_precision(precision)
        merge_filter(layer, "gegl:noise-rgb", red=0.002, green=0.002, blue=0.002, linear=False)

    return make


def highlights(image, layer):
    precise(Gimp.Precision.FLOAT_LINEAR)(image, layer)
    merge_filter(layer, "gegl:exposure", exposure=1.5)


def select(image, _layer):
    width, height = image.get_width(), image.get_height()
    image.select_ellipse(Gimp.ChannelOps.REPLACE, 1, 1, width - 2, height - 2)


def mask(image, layer):
    select(image, layer)
    layer.add_mask(layer.create_mask(Gimp.AddMaskType.SELECTION))
    # What is chosen in GIMP's window is the layer.
    layer.set_edit_mask(False)
    Gimp.Selection.none(image)


def index(image, _layer):
    image.convert_indexed(Gimp.ConvertDitherType.NONE, Gimp.ConvertPaletteType.GENERATE, 256, False,
                          False, "")


KINDS = {
    "8-bit": lambda image, layer: None,
    "8-bit with alpha": lambda image, layer: layer.add_alpha(),
    "8-bit, selection": select,
    "8-bit, layer mask": mask,
    "8-bit gray": lambda image, layer: image.convert_grayscale(),
    "indexed": index,
    "8-bit Adobe RGB": lambda image, layer: image.set_color_profile(Gimp.ColorProfile.new_rgb_adobe()),
    "16-bit": precise(Gimp.Precision.U16_NON_LINEAR),
    "16-bit linear": precise(Gimp.Precision.U16_LINEAR),
    "half": precise(Gimp.Precision.HALF_NON_LINEAR),
    "float": precise(Gimp.Precision.FLOAT_NON_LINEAR),
    "float linear": precise(Gimp.Precision.FLOAT_LINEAR),
    "float linear HDR": highlights,
}


def load(path, kind):
    """An image of that kind with one layer; there is nothing to undo in it."""
    image = Gimp.file_load(Gimp.RunMode.NONINTERACTIVE, path)
    (layer,) = image.get_layers()
    KINDS[kind](image, layer)
    image.undo_disable()
    image.undo_enable()
    return image
