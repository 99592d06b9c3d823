# SPDX-License-Identifier: GPL-3.0-or-later
"""Posterizes sample pictures in GIMP (python-fu-eval), in each of the ways that the documentation
shows, and writes what the image then shows as PNG: the raw material of make_pictures.py.

Its task (see tests/gimp/runner/start_gimp.py): `out`, a folder to write into.
"""

import math
import json
import os
from pathlib import Path

import gi

gi.require_version("Gegl", "0.4")
gi.require_version("Gimp", "3.0")
from gi.repository import Gegl, Gimp, Gio  # noqa: E402

SAMPLES = Path("data/samples").resolve()
TASK = json.loads(os.environ["COLOR_CLUSTERS_TASK"])
OUT = Path(TASK["out"])
SPRITE_SIZE = (96, 64)

# The colors of the Game Boy's screen, and of the fantasy console PICO-8 (public domain).
GAME_BOY = ["0f380f", "306230", "8bac0f", "9bbc0f"]
PICO_8 = ["000000", "1d2b53", "7e2553", "008751", "ab5236", "5f574f", "c2c3c7", "fff1e8",
          "ff004d", "ffa300", "ffec27", "00e436", "29adff", "83769c", "ff77a8", "ffccaa"]


def load(name):
    return Gimp.file_load(Gimp.RunMode.NONINTERACTIVE,
                          Gio.File.new_for_path(str(SAMPLES / f"{name}.jpg")))


def save(image, name):
    Gimp.file_save(Gimp.RunMode.NONINTERACTIVE, image,
                   Gio.File.new_for_path(str(OUT / f"{name}.png")), None)


def save_merged(image, name):
    """What the image shows."""
    copy = image.duplicate()
    copy.merge_visible_layers(Gimp.MergeType.CLIP_TO_IMAGE)
    save(copy, name)
    copy.delete()


def save_layer(layer, name):
    """Nothing but this layer, on a canvas of its own."""
    image = Gimp.Image.new(layer.get_width(), layer.get_height(), Gimp.ImageBaseType.RGB)
    image.insert_layer(Gimp.Layer.new_from_drawable(layer, image), None, 0)
    image.get_layers()[0].set_offsets(0, 0)
    save(image, name)
    image.delete()


def palette(name, colors):
    made = Gimp.Palette.new(name)
    for color in colors:
        made.add_entry(color, Gegl.Color.new(f"#{color}"))
    return made


def named_colors():
    """GIMP's palette of the 448 colors that have a name on the web."""
    path = Path(Gimp.data_directory(), "palettes", "Named_Colors.gpl")
    entries = [line.split(None, 3) for line in path.read_text("utf-8").splitlines()
               if line.strip()[:1].isdigit()]
    made = Gimp.Palette.new("Named Colors")
    for red, green, blue, name in entries:
        made.add_entry(name.split(" (")[0], Gegl.Color.new(f"#{int(red):02x}{int(green):02x}{int(blue):02x}"))
    return made


def call(command, image, **arguments):
    procedure = Gimp.get_pdb().lookup_procedure(f"plug-in-color-clusters-{command}")
    config = procedure.create_config()
    config.set_property("image", image)
    config.set_core_object_array("drawables", image.get_selected_layers())
    for name, value in arguments.items():
        config.set_property(name.replace("_", "-"), value)
    result = procedure.run(config)
    if result.index(0) != Gimp.PDBStatusType.SUCCESS:
        raise RuntimeError(f"{arguments}: {result.index(1)}")
    return result.index(1)


def render(name, picture, **arguments):
    """A picture after Posterize, and the layers of the group, if it made one."""
    image = picture if isinstance(picture, Gimp.Image) else load(picture)
    # Pictures of one size can stand side by side.
    arguments.setdefault("color_bar_position", "inside-bottom")
    layer = call("posterize", image, **arguments)
    save_merged(image, name)
    if layer.is_group():
        for i, child in enumerate(layer.get_children(), start=1):
            save_layer(child, f"{name}-{i}")
    image.delete()


def separate(name, picture, **arguments):
    """The print of a picture after Separate Inks, and its films."""
    image = load(picture)
    arguments |= {"registration_marks": False, "ink_labels": False}
    films = call("separate", image, **arguments)
    save_merged(image, name)
    for i, film in enumerate(films.get_children(), start=1):
        save_layer(film, f"{name}-{i}")
    image.delete()


def paint_by_numbers(name, picture, **arguments):
    """The template of a picture with its key, and what it becomes when it is painted."""
    image = load(picture)
    group = call("paint-by-numbers", image, key="below", **arguments)
    save_merged(image, name)
    painted = group.get_children()[2]
    painted.set_visible(True)
    save_layer(painted, f"{name}-painted")
    image.delete()


def sunset(sun=(58, 25)):
    """A picture of a few thousand pixels in many colors: a low sun above hills and water."""
    width, height = SPRITE_SIZE
    shore, (sun_x, sun_y), sun_radius = 42, sun, 8
    # From the top to the shore.
    sky_colors = [(24, 34, 78), (92, 38, 88), (186, 58, 82), (246, 134, 52), (255, 214, 92)]

    def mix(a, b, part):
        part = min(max(part, 0.0), 1.0)
        return [x + (y - x) * part for x, y in zip(a, b)]

    def sky(x, y):
        place = y / shore * (len(sky_colors) - 1)
        i = min(int(place), len(sky_colors) - 2)
        color = mix(sky_colors[i], sky_colors[i + 1], place - i)
        away = math.hypot(x - sun_x, y - sun_y) - sun_radius
        return [255, 244, 226] if away < 0 else mix([255, 216, 120], color, 0.4 + away / 18)

    def hill(x, y):
        """The color of the nearest hill at that place, if there is one."""
        for top, waves, near in ((38, 1.5, 0.0), (33, 3.5, 0.5), (28, 5.5, 1.0)):
            ridge = top + waves * math.sin(x / 9 + 4 * near) + waves / 2 * math.sin(x / 4.3)
            if y > ridge:
                lit = mix([30, 30, 66], [150, 58, 92], near)
                return mix(mix([96, 36, 84], [255, 140, 90], near), lit, 0.5 + (y - ridge) / 8)
        return None

    def land(x, y):
        return hill(x, y) or sky(x, y)

    pixels = bytearray()
    for y in range(height):
        for x in range(width):
            if y <= shore:
                color = land(x, y)
            else:
                ripple = math.sin(y * 2.1) * (y - shore) / 8
                color = mix(land(x + ripple, 2 * shore - y), [60, 30, 84], 0.2 + (y - shore) / 80)
            pixels += bytes(round(min(max(value, 0), 255)) for value in color)
    image = Gimp.Image.new(width, height, Gimp.ImageBaseType.RGB)
    layer = Gimp.Layer.new(image, "Sunset", width, height, Gimp.ImageType.RGB_IMAGE, 100.0,
                           Gimp.LayerMode.NORMAL)
    image.insert_layer(layer, None, 0)
    buffer = layer.get_buffer()
    buffer.set(Gegl.Rectangle.new(0, 0, width, height), "R'G'B' u8", bytes(pixels))
    buffer.flush()
    return image


def flat_sunset():
    """The same in the nearest colors of PICO-8."""
    image = sunset()
    call("posterize", image, palette=palette("Flat", PICO_8), color_bar=False)
    image.flatten()
    return image


def frames():
    """The sun goes down in four layers side by side, as on a sprite sheet; before and after all of
    them get the same few colors of a palette."""
    width, height = SPRITE_SIZE
    sheet = Gimp.Image.new(2 * width, 2 * height, Gimp.ImageBaseType.RGB)
    for i, sun in enumerate(((30, 8), (42, 18), (54, 26), (64, 34))):
        frame = sunset(sun)
        layer = Gimp.Layer.new_from_drawable(frame.get_layers()[0], sheet)
        sheet.insert_layer(layer, None, i)
        layer.set_offsets(i % 2 * width, i // 2 * height)
        frame.delete()
    save_merged(sheet, "frames")
    sheet.set_selected_layers(sheet.get_layers())
    call("posterize", sheet, palette=palette("PICO-8 frames", PICO_8), palette_colors=8,
         color_bar_size=12.0)
    save_merged(sheet, "frames-posterized")
    sheet.delete()


def paint_under_filter():
    """A stroke of the brush on a layer with the live filter; and what the layer itself then is."""
    image = load("kingfisher")
    layer = image.get_selected_layers()[0]
    call("posterize", image, colors=6, layers="filter", color_bar=False)
    color = Gegl.Color.new("#3a5bd0")
    Gimp.context_set_foreground(color)
    brush = Gimp.Brush.new("Round")
    brush.set_radius(30.0)
    brush.set_hardness(0.8)
    Gimp.context_set_brush(brush)
    Gimp.context_set_brush_size(60.0)
    Gimp.paintbrush_default(layer, [560.0, 90.0, 640.0, 60.0, 700.0, 120.0, 640.0, 200.0, 560.0, 260.0,
                                    620.0, 330.0, 710.0, 320.0])
    save_merged(image, "painted-filter")
    filter_, = layer.get_filters()
    filter_.set_visible(False)
    filter_.update()
    save_merged(image, "painted")
    image.delete()


def render_options():
    for sample in ("kingfisher", "vintage-cars", "cosmic-vista", "shopping-bags"):
        image = load(sample)
        save(image, sample)
        image.delete()
    for number in (3, 6, 16):
        render(f"colors-{number}", "kingfisher", colors=number)
    render("automatic-bags", "shopping-bags", automatic=True)
    render("automatic-bird", "kingfisher", automatic=True)
    for strength in (0.0, 0.5, 1.0):
        render(f"accents-{strength}", "cosmic-vista", colors=6, accents=strength)
    for space in ("cielab", "oklab", "srgb"):
        render(f"space-{space}", "vintage-cars", colors=6, color_space=space)
    image = flat_sunset()
    save(image, "flat-sunset")
    image.delete()
    for kind in ("mean", "nearest"):
        render(f"representative-{kind}", flat_sunset(), colors=3, representative=kind,
               color_bar=False)
    for kind in ("mean", "vivid"):
        render(f"vivid-{kind}", "vintage-cars", colors=8, representative=kind)
    for order in ("share", "lightness", "hue"):
        render(f"order-{order}", "vintage-cars", colors=10, order=order)
    kept = palette("Kept", ["f2f2f2", "c0392b"])
    render("keep-none", "kingfisher", colors=6)
    render("keep", "kingfisher", colors=6, keep_palette=kept)
    for position in ("inside-bottom", "inside-top", "below", "right"):
        render(f"bar-{position}", "kingfisher", colors=6, color_bar_position=position,
               color_bar_size=12.0)
    for size in (4.0, 20.0):
        render(f"bar-size-{size:.0f}", "kingfisher", colors=6, color_bar_size=size)
    for area in (0, 60):
        render(f"area-{area}", "kingfisher", colors=6, smallest_area=area, color_bar=False)
    for strength in (0, 6):
        render(f"smooth-{strength}", "kingfisher", colors=6, smallest_area=60,
               smooth_edges=strength, color_bar=False)
    for method in ("none", "floyd-steinberg", "blue-noise", "bayer"):
        render(f"dither-{method}", "kingfisher", colors=6, dither=method, color_bar=False)
    for strength in (0.0, 50.0, 100.0):
        render(f"strength-{strength:.0f}", "kingfisher", colors=6, dither="blue-noise",
               dither_strength=strength, color_bar=False)
    render("layers", "kingfisher", colors=5, smallest_area=60, layers="per-color",
           color_bar=False)
    for trap in (0, 3):
        separate(f"trap-{trap}", "kingfisher", colors=4, paper="none", smallest_area=60,
                 smooth_edges=4, trap=float(trap))
    for shape in ("none", "round", "ellipse", "line"):
        separate(f"halftone-{shape}", "kingfisher", colors=4, halftone=shape, lpi=30.0)
    paint_under_filter()
    render("palette", "kingfisher", palette=palette("Game Boy", GAME_BOY))
    # Larger than others in the end, for the names.
    image = load("vintage-cars")
    image.scale(580, 387)
    render("palette-colors", image, palette=named_colors(), palette_colors=12,
           color_bar_text="name", color_bar_position="right", color_bar_size=31.0)
    render("bar-text", "kingfisher", colors=5, color_bar_text="hex-and-share", color_bar_size=16.0)
    frames()
    paint_by_numbers("numbers", "kingfisher", colors=8, smallest_area=100, smooth_edges=4)


def render_readme():
    """What only the README shows."""
    render("title", "vintage-cars", colors=8, color_bar=False)
    render("title-bar", "vintage-cars", colors=8, color_bar_size=10.0)
    inks = {"colors": 4, "smallest_area": 80, "smooth_edges": 4}
    render("print", "kingfisher", **inks)
    separate("print-films", "kingfisher", paper="none", trap=2.0, **inks)
    paint_by_numbers("paint", "vintage-cars", colors=12, smallest_area=300, smooth_edges=4)
    pico = palette("PICO-8", PICO_8)
    image = sunset()
    save(image, "sprite")
    image.delete()
    for method in ("none", "floyd-steinberg", "bayer"):
        render(f"sprite-{method}", sunset(), palette=pico, dither=method, dither_strength=70.0,
               color_bar=False)


def main():
    Gegl.init(None)
    render_options()
    render_readme()
    Path(TASK["results"]).write_text("{}", encoding="utf-8")


main()
