# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the pictures of the documentation: `./dev pictures`.

Runs the plug-in in GIMP (render_layers.py) and puts what comes out side by side; then opens the
dialogs in a GIMP window (take_screenshots.py). The pictures of the help page go to en/pictures/,
those that only the README shows to data/screenshots/.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image, ImageColor

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[1]
sys.path.insert(0, str(SOURCE / "tests" / "gimp" / "runner"))
import start_gimp  # noqa: E402

PICTURES = HERE / "en" / "pictures"
README_PICTURES = HERE.parent / "screenshots"

STOCK_PLUG_INS = ("python-eval", "script-fu", "file-png", "file-jpeg", "help", "web-browser")

WIDTH = 768
GAP = 8
HALF = (WIDTH - GAP) // 2
# Of photographs, and of what is scaled; all others are few flat colors, which need no loss to be small.
PHOTO_QUALITY = 86


class Raw:
    """The pictures that render_layers.py wrote."""

    def __init__(self, folder):
        self.folder = folder

    def __getitem__(self, name):
        return Image.open(self.folder / f"{name}.png").convert("RGBA")

    def layers(self, name):
        count = len(list(self.folder.glob(f"{name}-*.png")))
        return [self[f"{name}-{i}"] for i in range(1, count + 1)]


def scaled(image, factor):
    size = (round(image.width * factor), round(image.height * factor))
    return image.resize(size, Image.Resampling.LANCZOS)


def to_width(image, width):
    return scaled(image, width / image.width)


def enlarged(image, box, factor):
    """A part of it, each pixel as a square of pixels."""
    part = image.crop(box)
    return part.resize((part.width * factor, part.height * factor), Image.Resampling.NEAREST)


def grid(images, columns):
    """Side by side, in lines from left to right, with nothing between them but a gap."""
    rows = [images[i:i + columns] for i in range(0, len(images), columns)]
    width = max(sum(image.width + GAP for image in row) for row in rows) - GAP
    height = sum(max(image.height for image in row) + GAP for row in rows) - GAP
    result = Image.new("RGBA", (width, height))
    top = 0
    for row in rows:
        left = 0
        for image in row:
            result.paste(image, (left, top))
            left += image.width + GAP
        top += max(image.height for image in row) + GAP
    return result


def halves(*images):
    """Each half as wide as a page, two in a line."""
    return grid([to_width(image, HALF) for image in images], 2)


def crops(images, box, columns=None):
    """The same part of each, enlarged as far as whole factors allow."""
    columns = columns or len(images)
    room = (WIDTH - GAP * (columns - 1)) // columns
    factor = max(1, room // (box[2] - box[0]))
    return grid([enlarged(image, box, factor) for image in images], columns)


def on_checks(image, size=8, light="#ffffff", dark="#d8d8d8"):
    """What is transparent shows a checkerboard, as in GIMP."""
    ground = Image.new("RGBA", image.size, ImageColor.getrgb(light))
    tile = Image.new("RGBA", (size, size), ImageColor.getrgb(dark))
    for top in range(0, image.height, size):
        for left in range(0 if top // size % 2 else size, image.width, 2 * size):
            ground.paste(tile, (left, top))
    ground.alpha_composite(image)
    return ground


def on_paper(image):
    """What is transparent is white."""
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image)
    return ground


def framed(image, color="#b0b0b0"):
    """With a line around it: films are white up to their edge."""
    result = Image.new("RGBA", (image.width + 2, image.height + 2), ImageColor.getrgb(color))
    result.paste(image, (1, 1))
    return result


def below_picture(image, picture_height, bar_height):
    """The color bar along the lower edge of a picture."""
    return image.crop((0, picture_height - bar_height, image.width, picture_height))


def orders(raw):
    bar = round(0.08 * raw["vintage-cars"].height)
    bars = [below_picture(raw[f"order-{order}"], 512, bar) for order in ("share", "lightness", "hue")]
    return grid(bars, 1)


def bar_positions(raw):
    """All in one scale: it is seen where the canvas grows."""
    images = [raw[f"bar-{position}"] for position in ("inside-bottom", "inside-top", "below", "right")]
    widest = max(image.width for image in images)
    return grid([scaled(image, HALF / widest) for image in images], 2)


def layers(raw):
    """The picture, and what it is made of."""
    return grid([on_checks(to_width(layer, 250)) for layer in [raw["layers"], *raw.layers("layers")]],
                3)


def films(raw, name):
    return grid([framed(to_width(film, HALF - 2)) for film in raw.layers(name)], 2)


def pictures(raw):
    """Name: (picture, whether it is a photograph in part, or scaled)."""
    bird, cars, sky, bags = (raw[name] for name in
                             ("kingfisher", "vintage-cars", "cosmic-vista", "shopping-bags"))
    eye, neck, head = (196, 54, 279, 137), (262, 100, 357, 163), (150, 30, 320, 145)
    wing, edge = (330, 150, 456, 234), (420, 200, 546, 284)
    return {
        "colors": (halves(bird, raw["colors-3"], raw["colors-6"], raw["colors-16"]), True),
        "automatic": (halves(bags, raw["automatic-bags"], bird, raw["automatic-bird"]), True),
        "accents": (halves(sky, raw["accents-0.0"], raw["accents-0.5"], raw["accents-1.0"]), True),
        "color-space": (halves(cars, *[raw[f"space-{s}"] for s in ("cielab", "oklab", "srgb")]),
                        True),
        "representative": (crops([raw["flat-sunset"], raw["representative-mean"],
                                  raw["representative-nearest"]], (30, 0, 92, 64)), False),
        "vivid": (halves(raw["vivid-mean"], raw["vivid-vivid"]), True),
        "order": (orders(raw), False),
        "keep-palette": (halves(raw["keep-none"], raw["keep"]), True),
        "color-bar-position": (bar_positions(raw), True),
        "color-bar-size": (halves(raw["bar-size-4"], raw["bar-size-20"]), True),
        "smallest-area": (crops([raw["area-0"], raw["area-60"]], wing), False),
        "smooth-edges": (crops([raw["smooth-0"], raw["smooth-6"]], wing), False),
        "dither": (crops([raw[f"dither-{m}"] for m in
                          ("none", "floyd-steinberg", "blue-noise", "bayer")], edge, 2), False),
        "dither-strength": (crops([raw[f"strength-{s}"] for s in (0, 50, 100)], eye), False),
        "layers": (layers(raw), True),
        "live-filter-painting": (halves(raw["painted"], raw["painted-filter"]), True),
        "films": (films(raw, "trap-0"), False),
        "trap": (crops([raw["trap-0"], raw["trap-3"]], neck), False),
        "halftone": (crops([raw[f"halftone-{s}"] for s in ("none", "round", "ellipse", "line")], head,
                           2), False),
        "palette": (halves(bird, raw["palette"]), True),
        "palette-colors": (raw["palette-colors"], True),
        "color-bar-text": (raw["bar-text"], True),
        "sample-merged": (grid([enlarged(raw["frames"], (0, 0, 192, 128), 2),
                                enlarged(raw["frames-posterized"], (0, 0, 192, 147), 2)], 2), False),
        "numbers": (grid([halves(bird, raw["numbers-painted"]), on_paper(raw["numbers"])], 1), True),
    }


def title(raw):
    """What the plug-in does, in one picture; in twice the size, for it is seen first."""
    cars, posterized = raw["vintage-cars"], raw["title"]
    above = grid([cars, posterized], 2)
    bar = below_picture(raw["title-bar"], cars.height, 48)
    return grid([above, bar.resize((above.width, bar.height), Image.Resampling.NEAREST)], 1)


def readme_pictures(raw):
    """The first one, and those of the walk-throughs; as above."""
    bird, cars = raw["kingfisher"], raw["vintage-cars"]
    return {
        "vintage-cars": (title(raw), True),
        "print": (halves(bird, raw["print"]), True),
        "print-films": (films(raw, "print-films"), False),
        "paint": (halves(cars, raw["paint-painted"]), True),
        "paint-numbers": (framed(on_paper(raw["paint"])), False),
        "pixels": (crops([raw[name] for name in
                          ("sprite", "sprite-none", "sprite-floyd-steinberg", "sprite-bayer")],
                         (0, 0, 95, 64), 2), True),
    }


def write(named_pictures, folder):
    for name, (picture, is_photo) in named_pictures.items():
        options = {"quality": PHOTO_QUALITY} if is_photo else {"lossless": True}
        picture.save(folder / f"{name}.webp", method=6, **options)


def american_locale(folder):
    """Variables for the locale of the dialogs' texts, which groups digits, where it can be made."""
    command = ["localedef", "-i", "en_US", "-f", "UTF-8", str(folder / "en_US.UTF-8")]
    can_be_made = shutil.which(command[0]) is not None and subprocess.run(
        command, capture_output=True, check=False).returncode == 0
    return {"LOCPATH": str(folder), "LC_ALL": "en_US.UTF-8"} if can_be_made else {}


def in_gimp(script, arguments, folder, has_window):
    """Runs a script beside this one in a GIMP with a new profile; returns the folder it filled."""
    filled = folder / script
    filled.mkdir()
    gimp = arguments.gimp if has_window else arguments.console
    started = start_gimp.Gimp(gimp, arguments.plug_ins, STOCK_PLUG_INS, has_window, has_fonts=True,
                              screen="1400x1024",
                              gimprc="(theme-color-scheme light)\n", variables=american_locale(folder)
                              | start_gimp.add_operation(arguments.operation, filled))
    started.results_of(HERE / script, {"out": str(filled)}, timeout=3600, cwd=SOURCE)
    return filled


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--console", required=True, help="GIMP without a window")
    parser.add_argument("--gimp", required=True)
    parser.add_argument("--plug-ins", required=True, help="folder to search for our plug-in")
    parser.add_argument("--operation", required=True, help="module with the live filter")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        raw = Raw(in_gimp("render_layers.py", arguments, folder, False))
        write(pictures(raw), PICTURES)
        write(readme_pictures(raw), README_PICTURES)
        shots = in_gimp("take_screenshots.py", arguments, folder, True)
        for path in sorted(shots.glob("*.png")):
            picture = Image.open(path).convert("RGB")
            if path.stem.startswith("live-filter"):  # With a photograph.
                write({path.stem: (picture, True)}, PICTURES)
            else:
                picture.quantize(256, dither=Image.Dither.NONE).save(PICTURES / path.name,
                                                                     optimize=True)


if __name__ == "__main__":
    main()
