# SPDX-License-Identifier: GPL-3.0-or-later
"""The benchmark behind `./dev bench`: quality, speed and memory beside those of other programs.

Prints its tables and writes each part to build/bench as NAME.md, with the raw numbers in NAME.json.
"""

import argparse
import sys
from pathlib import Path

import in_gimp
import palette_error
import precise_peers
import precision
import quality
import speed
from measuring import SOURCE, stem

SHARED = SOURCE.parent / "shared"

PARTS = {
    "quality": quality.quality,
    "sklearn": quality.sklearn,
    "speed": speed.speed,
    "growth": speed.growth,
    "spaces": quality.spaces,
    "kernels": speed.kernels,
    "filter": speed.live_filter,
    "precision": precision.precision,
    "precision-dither": precision.precision_dither,
    "precision-growth": precision.precision_growth,
    "precision-quality": precision.precision_quality,
    "others": in_gimp.others,
    "others-16-bit": precise_peers.others_in_16_bits,
    "procedures": in_gimp.procedures,
    "dialog": in_gimp.dialog,
    "canvas": in_gimp.canvas,
    "dither": quality.dither,
    "automatic": quality.automatic,
    "large": in_gimp.large,
    "cancel": in_gimp.cancel,
    "option-costs": in_gimp.option_costs,
}
NEED_LARGE = {"speed", "growth", "filter", "precision", "precision-dither", "precision-growth", "procedures",
              "dialog", "canvas", "option-costs"}


def chosen_parts(text):
    names = text.split(",")
    for name in names:
        if name not in PARTS:
            raise argparse.ArgumentTypeError(f"the parts are {', '.join(PARTS)}, not '{name}'")
    return names


def pictures_in(folder):
    endings = {".png", ".jpg", ".jpeg"}
    return sorted(str(path) for path in Path(folder).iterdir() if path.suffix.lower() in endings)


def as_png(path, folder):
    """The picture as a PNG without a profile, so that every program gets the same pixels.

    Programs decode JPEG a little differently, and not all of them look at profiles.
    """
    if Path(path).suffix.lower() == ".png":
        return path
    copy = folder / f"{stem(path)}.png"
    if not copy.exists():
        folder.mkdir(parents=True, exist_ok=True)
        palette_error.save_png(path, copy)
    return str(copy)


def first_existing(*paths):
    return next((path for path in paths if path.exists()), None)


def parse_arguments():
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer runs, sizes and peers")
    parser.add_argument("--only", type=chosen_parts, default=list(PARTS), metavar="PART[,PART…]")
    parser.add_argument("--pictures", type=Path, metavar="FOLDER")
    parser.add_argument("--large", nargs="+", default=[], metavar="IMAGE")
    parser.add_argument("--megapixels", type=int, default=24, help="for the part precision")
    parser.add_argument("--reference", type=Path, metavar="CSV", help="errors of IOKM")
    parser.add_argument("--console", required=True, help="GIMP without a window")
    parser.add_argument("--gimp", required=True)
    parser.add_argument("--operation", required=True, help="the module with the live filter")
    parser.add_argument("--peer-runs", type=int, default=1, help="runs of each other program")
    options = parser.parse_args()
    options.out = SOURCE / "build" / "bench"
    options.runs = 1 if options.quick else 3
    options.large_runs = 3 if options.quick else 7
    if not options.reference and not options.pictures:
        options.reference = first_existing(SHARED / "reference" / "cq100-mse.csv")
    folder = options.pictures or first_existing(SHARED / "images" / "cq100")
    if folder is None:
        print("Measured on the sample pictures. The tables of the documentation are of CQ100, which its "
              "paper says where to get (doi:10.1117/1.JEI.32.3.033019): --pictures FOLDER", file=sys.stderr)
    options.pictures = pictures_in(folder or SOURCE / "data" / "samples")
    if not options.large and (SHARED / "images" / "large").exists():
        options.large = pictures_in(SHARED / "images" / "large")
    # The one with more detail first: it is the one that is scaled.
    options.large.sort(key=lambda path: -Path(path).stat().st_size)
    for name in ("pictures", "large"):
        paths = getattr(options, name)
        setattr(options, name, [as_png(path, options.out / "cache") for path in paths])
    return options


def main():
    options = parse_arguments()
    print("# Color Clusters: benchmark\n")
    for name in options.only:
        if name in NEED_LARGE and not options.large:
            print(f"No large picture for the part '{name}': give one with --large.", file=sys.stderr)
            continue
        PARTS[name](options)


main()
