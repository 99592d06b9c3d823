# SPDX-License-Identifier: GPL-3.0-or-later
"""Print the results of the demonstration as tables, in the terminal's own colors where it has any.

usage: table.py RESULTS.json
"""

import json
import os
import sys

SWATCH_WIDTH = 6
BAR_WIDTH = 40


def paint(text, rgb, ground):
    """Text in a 24-bit color; ground 38 is the text itself, 48 what is behind it."""
    red, green, blue = rgb
    return f"\x1b[{ground};2;{red};{green};{blue}m{text}\x1b[0m"


def bar(share):
    """A bar in steps of an eighth of a cell; never empty, so that a rare color is still seen."""
    eighths = max(1, round(share * BAR_WIDTH * 8))
    return "█" * (eighths // 8) + " ▏▎▍▌▋▊▉"[eighths % 8].strip()


def cluster_line(cluster, colored):
    rgb, share = cluster["rgb"], cluster["share"]
    hex_value = "#{:02x}{:02x}{:02x}".format(*rgb)
    values = f"{hex_value}  {100 * share:5.1f} %  "
    if not colored:
        return f"  {values}{bar(share)}"
    return f"  {paint(' ' * SWATCH_WIDTH, rgb, 48)}  {values}{paint(bar(share), rgb, 38)}"


def block_lines(block, colored):
    if "error" in block:
        return [f"{block['name']}: {block['error']}"]
    head = (
        f"{block['name']}  {block['width']} × {block['height']}"
        f"  palette {block['palette_seconds']:.2f} s"
        f"  posterize {block['posterize_seconds']:.2f} s"
    )
    return [head] + [cluster_line(cluster, colored) for cluster in block["clusters"]]


def main(path):
    with open(path, encoding="utf-8") as file:
        blocks = json.load(file)
    sys.stdout.reconfigure(encoding="utf-8")
    colored = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    for block in blocks:
        print("\n".join(block_lines(block, colored)), end="\n\n")
    return 1 if any("error" in block for block in blocks) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
