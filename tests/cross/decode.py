#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Decode pictures into PPM files.

usage: decode.py FOLDER PICTURE…
"""

import sys
from pathlib import Path

from PIL import Image


def main(folder, pictures):
    for picture in pictures:
        Image.open(picture).convert("RGB").save(folder / f"{picture.stem}.ppm")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]])
