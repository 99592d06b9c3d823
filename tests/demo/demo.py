# SPDX-License-Identifier: GPL-3.0-or-later
"""The demonstration that `./dev demo` runs inside GIMP (python-fu-eval).

Runs both procedures on each picture and writes, for a picture NAME, into the output folder:
NAME.gpl (the palette), NAME.xcf (original, posterized layer, color bar) and NAME.png (a flat
preview: the posterized picture above its color bar).

Its task (see tests/gimp/runner/start_gimp.py): images, colors, color_space (or none), and out, the
folder to write into.
"""

import json
import os
import time

import gi

gi.require_version("Babl", "0.1")
gi.require_version("Gegl", "0.4")
gi.require_version("Gimp", "3.0")
from gi.repository import Babl, Gegl, Gimp, Gio, GObject  # noqa: E402

# zlib level of the preview: GIMP's default, 9, takes much longer on a large photograph.
PNG_COMPRESSION = 1
# The white line between picture and bar is this part of the height. Without it they would often
# flow together: the bar begins with the picture's most frequent color.
PREVIEW_GAP = 50


class DemoError(Exception):
    """A picture could not be done; the text is for the user."""


def run_procedure(name, **arguments):
    """Run a GIMP procedure and return its values; the first is the status."""
    procedure = Gimp.get_pdb().lookup_procedure(name)
    if procedure is None:
        raise DemoError(f"GIMP does not know the procedure {name}. Did the plug-in start?")
    config = procedure.create_config()
    for key, value in arguments.items():
        key = key.replace("_", "-")
        if key == "drawables":
            config.set_core_object_array(key, value)
        else:
            config.set_property(key, value)
    result = procedure.run(config)
    if result.index(0) != Gimp.PDBStatusType.SUCCESS:
        raise DemoError(Gimp.get_pdb().get_last_error() or f"{name} failed without a reason.")
    return result


def timed(name, **arguments):
    """Like run_procedure, and the seconds it took; the start of the plug-in counts too."""
    start = time.monotonic()
    values = run_procedure(name, **arguments)
    return values, time.monotonic() - start


def load(path):
    image = Gimp.file_load(Gimp.RunMode.NONINTERACTIVE, Gio.File.new_for_path(path))
    if image is None:
        raise DemoError(f"GIMP cannot open it: {Gimp.get_pdb().get_last_error()}")
    return image


def active_layer(image):
    """The layer that GIMP selected when it opened the picture, as in the window."""
    layers = image.get_selected_layers() or image.get_layers()
    if not layers:
        raise DemoError("The picture has no layer.")
    return layers[0]


def doubles(result, index):
    """The values of a returned double array.

    PyGObject returns a boxed value, which is valid only while `result` is alive: a GValue of its
    type unpacks it.
    """
    value = GObject.Value()
    value.init(GObject.type_from_name("GimpDoubleArray"))
    value.set_boxed(result.index(index))
    return Gimp.value_get_double_array(value)


def palette_entries(palette):
    """The palette's entries in its order, as (red, green, blue, name)."""
    srgb = Babl.format("R'G'B' u8")
    entries = []
    for index, color in enumerate(palette.get_colors()):
        red, green, blue = color.get_bytes(srgb).get_data()[:3]
        _, name = palette.get_entry_name(index)
        entries.append((red, green, blue, name))
    return entries


def write_gpl(palette, entries, path):
    """Write GIMP's palette format. GIMP itself writes it only when it exits, into the profile."""
    head = [f"Name: {palette.get_name()}", f"Columns: {palette.get_columns()}", "#"]
    lines = ["GIMP Palette", *head]
    lines += [f"{red:3d} {green:3d} {blue:3d}\t{name}" for red, green, blue, name in entries]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def write_xcf(image, path):
    Gimp.file_save(Gimp.RunMode.NONINTERACTIVE, image, Gio.File.new_for_path(path), None)


def write_preview(image, posterized, bar, path):
    """Write the posterized layer with the color bar below it.

    Changes the image, so the .xcf comes first. Copies the bar into the layer: flattening the image
    would read every pixel of every layer again.
    """
    width, height, bar_height = posterized.get_width(), posterized.get_height(), bar.get_height()
    top = height + max(1, height // PREVIEW_GAP)
    Gimp.context_set_background(Gegl.Color.new("white"))
    image.resize(image.get_width(), top + bar_height, 0, 0)
    posterized.resize_to_image_size()
    source, target = bar.get_buffer(), posterized.get_buffer()
    everything = Gegl.Rectangle.new(0, 0, bar.get_width(), bar_height)
    place = Gegl.Rectangle.new(0, top, bar.get_width(), bar_height)
    source.copy(everything, Gegl.AbyssPolicy.NONE, target, place)
    target.flush()
    posterized.update(0, height, width, image.get_height() - height)
    for layer in image.get_layers():
        if layer.get_id() != posterized.get_id():
            image.remove_layer(layer)
    run_procedure(
        "file-png-export",
        image=image,
        file=Gio.File.new_for_path(path),
        compression=PNG_COMPRESSION,
        include_thumbnail=False,  # made from the whole picture: a second for a large one
    )


def free_stem(path, taken):
    """The picture's name without its ending; numbered where two pictures share one."""
    stem = os.path.splitext(os.path.basename(path))[0]
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    taken.add(name)
    return name


def demonstrate(path, stem, task):
    """Run both procedures on one picture, write its files and return its block of the table."""
    image = load(path)
    target = os.path.join(task["out"], stem)
    # Without a file the picture has no name, and so the palette would not be named after it.
    image.set_file(Gio.File.new_for_path(target + ".xcf"))
    palette = None
    try:
        block = {"width": image.get_width(), "height": image.get_height()}
        common = {
            "run_mode": Gimp.RunMode.NONINTERACTIVE,
            "image": image,
            "drawables": [active_layer(image)],
            "colors": task["colors"],
        }
        if task["color_space"]:
            common["color_space"] = task["color_space"]
        extracted, block["palette_seconds"] = timed("plug-in-color-clusters-palette", **common)
        palette = extracted.index(1)
        posterized, block["posterize_seconds"] = timed("plug-in-color-clusters-posterize", **common)
        layer, bar = posterized.index(1), posterized.index(2)
        entries = palette_entries(palette)
        block["clusters"] = [
            {"rgb": entry[:3], "share": share}
            for entry, share in zip(entries, doubles(extracted, 2), strict=True)
        ]
        write_gpl(palette, entries, target + ".gpl")
        write_xcf(image, target + ".xcf")
        write_preview(image, layer, bar, target + ".png")
        return block
    finally:
        if palette is not None:
            palette.delete()  # or the profile collects them: "Name #2", "Name #3", …
        image.delete()


def main():
    Gegl.init(None)
    task = json.loads(os.environ["COLOR_CLUSTERS_TASK"])
    blocks, taken = [], set()
    for path in task["images"]:
        stem = free_stem(path, taken)
        block = {"name": stem, "path": path}
        try:
            block.update(demonstrate(path, stem, task))
        except DemoError as error:
            block["error"] = str(error)
        blocks.append(block)
    with open(task["results"], "w", encoding="utf-8") as file:
        json.dump(blocks, file, indent=2)


main()
