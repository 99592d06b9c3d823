# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of the benchmark that run in GIMP, and those of other programs."""

import statistics
import sys
import tempfile
from pathlib import Path

import numpy as np
import palette_error
import peers
from measuring import BUILD, geometric_mean, measure_often, stem, verdict
from report import Report
from scaled_picture import scaled_copy

HERE = Path(__file__).resolve().parent
SCRIPTS = HERE / "gimp"
sys.path.insert(0, str(HERE.parent / "gimp" / "runner"))
import start_gimp  # noqa: E402

# What is to be reached; K: value.
LARGE_LAYER_MEMORY_MB = 300
CANCEL_SECONDS = 0.2
CANVAS_SECONDS = 0.35
# Of 24 megapixels, by kind of layer: palette, posterize, and until the dialog shows colors.
KIND_SECONDS = {
    "8-bit": (0.2, 0.35, 0.5),
    "8-bit with alpha": (0.3, 0.5, 0.6),
    "8-bit, selection": (0.3, 0.5, 0.6),
    "8-bit, layer mask": (0.3, 0.5, 0.6),
    "8-bit gray": (0.2, 0.3, 0.5),
    # An indexed image has no other colors to be posterized in.
    "indexed": (0.2, None, 0.5),
    "8-bit Adobe RGB": (0.3, 0.5, 0.6),
    "16-bit": (0.45, 0.9, 0.8),
    "16-bit linear": (0.45, 0.9, 0.8),
    "half": (0.6, 1.3, 1.0),
    "float": (0.6, 1.3, 1.0),
    "float linear": (0.6, 1.3, 1.0),
    "float linear HDR": (0.6, 1.3, 1.0),
}


def in_console(options, script, task, timeout=600, has_fonts=False):
    """What one of the scripts for GIMP writes as its results, in a GIMP without a window."""
    gimp = start_gimp.Gimp(options.console, str(BUILD / "plug-ins"), has_fonts=has_fonts)
    return gimp.results_of(SCRIPTS / script, task, timeout=timeout)


def in_window(options, script, task, timeout=600, variables=None):
    """The same in a GIMP with a window."""
    gimp = start_gimp.Gimp(options.gimp, str(BUILD / "plug-ins"), has_window=True,
                           variables=variables or {})
    return gimp.results_of(SCRIPTS / script, task, timeout=timeout)


def times_in_gimp(options, path, runs, kind):
    """Seconds of each call of the procedures in a GIMP of its own."""
    task = {"image": str(Path(path).resolve()), "kind": kind, "colors": 16, "runs": runs}
    task["names"] = ["palette"] if KIND_SECONDS[kind][1] is None else ["palette", "posterize"]
    return in_console(options, "gimp_times.py", task)


def others(options):
    report = Report(options.out, "others", "Palettes of other programs, MSE beside ours")
    numbers = [8, 16, 64]
    ours = measure_often(options.pictures, numbers, 1, "--color-space", "srgb")
    images = [str(Path(path).resolve()) for path in options.pictures]
    indexed = in_console(options, "gimp_indexed.py", {"images": images, "numbers": numbers})
    programs = {
        "GIMP, indexed mode": lambda path, k: np.array(
            indexed[str(Path(path).resolve())][str(k)], dtype=float
        ),
        "G'MIC, colormap": lambda path, k: peers.gmic(path, k).astype(float),
        "pngquant": lambda path, k: peers.pngquant(path, k)[0].astype(float),
    }
    ratios = {(name, k): [] for name in programs for k in numbers}
    for path in options.pictures:
        counted = palette_error.count_colors(palette_error.load_pixels(path))
        for name, palette in programs.items():
            for k in numbers:
                error = palette_error.mse(*counted, palette(path, k))
                ratios[name, k].append(error / ours[path, k][0]["mse_rgb"])
    rows = []
    for name in programs:
        row = [name]
        for k in numbers:
            row += [geometric_mean(ratios[name, k]), max(ratios[name, k])]
        rows.append(row)
    report.table(["program"] + [f"K={k}{what}" for k in numbers for what in ("", ", worst")], rows)
    report.text(
        f"Geometric mean over {len(options.pictures)} pictures, and the largest, of the ratio of the "
        "mean squared error in sRGB to ours. Each pixel counts with the color of the palette that is "
        "nearest to it, which may be better than what the program does itself. No dithering."
    )
    report.write([[name, k, values] for (name, k), values in ratios.items()])


def procedures(options):
    report = Report(options.out, "procedures", "Whole procedures inside GIMP, K = 16")
    rows, raw = [], []
    runs = options.runs + 2
    for path in options.large:
        # The other kinds differ from it as they do in any picture.
        kinds = KIND_SECONDS if path == options.large[0] else ["8-bit"]
        for kind in kinds:
            times = times_in_gimp(options, path, runs, kind)
            opened = dialog_times(options, path, [], kind)["opened"]
            raw.append([stem(path), kind, times, opened])
            transfer = [statistics.median(times[name]) for name in ("read", "write")]
            row = [stem(path), kind, *transfer]
            measured = (times["palette"], times.get("posterize"), [opened])
            for seconds, target in zip(measured, KIND_SECONDS[kind]):
                middle = statistics.median(seconds) if seconds else None
                row += [middle, target, verdict(middle, target) if seconds else ""]
            rows.append(row)
    report.table(
        ["picture", "layer", "from GIMP s", "to GIMP s", "palette s", "target", "", "posterize s"]
        + ["target", "", "dialog s", "target", ""],
        rows,
    )
    report.text(
        f"Medians of {runs} calls each, not interactive, from call to return, with the start of the "
        "plug-in's process; posterize with color bar. The dialog once, from the menu to the first "
        "colors. From and to GIMP: all pixels read by a plug-in that does nothing else, and a new "
        "layer of one color written, which is the least that a palette and a posterized layer need."
    )
    report.write(raw)


def dialog_times(options, path, numbers, kind="8-bit"):
    """Seconds until the dialog shows the first colors, and after each change of their number."""
    task = {"image": str(Path(path).resolve()), "kind": kind, "numbers": numbers}
    return in_window(options, "dialog_times.py", task)


# Numbers of colors one after another: up and down, mostly few.
CHANGES = [6, 8, 3, 12, 16, 7, 20, 4, 9, 11, 5, 14, 2, 15, 6, 10, 3, 18, 8, 13, 5, 24, 4, 9, 12]
CHANGES += [7, 16, 2, 6, 10, 8, 3, 5, 11, 15, 4, 7, 9, 20, 6, 13, 5, 12, 3, 8, 10, 17, 2, 14, 6]


def dialog(options):
    report = Report(options.out, "dialog", "From a change in the dialog to the colors on the screen")
    rows, raw = [], []
    for path in options.large:
        times = dialog_times(options, path, CHANGES)
        raw.append([stem(path), times])
        changes = times["changes"]
        middle = statistics.median(changes)
        rows.append([stem(path), times["opened"], middle, max(changes), 0.1, verdict(middle, 0.1)])
    report.table(["picture", "open s", "median s", "worst s", "target", ""], rows)
    report.text(
        f"{len(CHANGES)} changes of the number of colors between 2 and 24, seen through the "
        "accessibility tree; with 12 colors or more the first answer is a draft."
    )
    report.write(raw)


def canvas(options):
    report = Report(options.out, "canvas", "From a change of the live filter to the canvas")
    rows, raw = [], []
    for path in options.large:
        with tempfile.TemporaryDirectory(prefix="color-clusters-") as folder:
            operation = start_gimp.add_operation(options.operation, Path(folder))
            seconds = {}
            for name, changed in (("color-clusters:posterize", "colors"), ("gegl:posterize", "levels")):
                task = {"image": str(Path(path).resolve()), "operation": name, "property": changed}
                task["values"] = CHANGES
                found = in_window(options, "canvas_times.py", task, variables=operation)
                seconds[name] = found["changes"]
        raw.append([stem(path), seconds])
        ours, even = (statistics.median(changes) for changes in seconds.values())
        rows.append([stem(path), ours, max(seconds["color-clusters:posterize"]), CANVAS_SECONDS])
        rows[-1] += [verdict(ours, CANVAS_SECONDS), even]
    report.table(["picture", "median s", "worst s", "target", "", "gegl:posterize, median s"], rows)
    report.text(
        f"{len(CHANGES)} changes of the number of colors between 2 and 24, until the screen shows the "
        "middle of the canvas as it then stays, which is looked at every hundredth of a second."
    )
    report.write(raw)


def large(options):
    report = Report(options.out, "large", "Posterizing 200 megapixels (20000 × 10000) in GIMP")
    width, height = (5000, 2500) if options.quick else (20000, 10000)
    rows, raw = [], []
    for precision in ("u8-non-linear", "float-linear"):
        task = {"width": width, "height": height, "precision": precision}
        found = in_window(options, "large_times.py", task, timeout=3600)
        raw.append(task | found)
        rows.append(
            [f"{width} × {height}", precision, found["read"], found["posterize"]]
            + [found["peak_mb"], LARGE_LAYER_MEMORY_MB, verdict(found["peak_mb"], LARGE_LAYER_MEMORY_MB)]
            + [found["updates"]]
        )
    report.table(["pixels", "precision", "read s", "posterize s", "MB", "target", "", "updates"], rows)
    report.text(
        "As a person does it, in a window. MB: the most memory of the plug-in's process that is its "
        "own (RssAnon), from the open dialog to the end. Updates: different values of GIMP's "
        "progress bar, as seen 50 times a second."
    )
    report.write(raw)


def cancel(options):
    width, height = (10000, 8000) if options.quick else (20000, 10000)
    title = f"From Cancel to the end of the process, {width} × {height} pixels"
    report = Report(options.out, "cancel", title)
    task = {"width": width, "height": height, "precision": "u8-non-linear"}
    found = in_window(options, "cancel_times.py", task, timeout=3600)
    rows = []
    for stage, times in found["seconds"].items():
        ended = [seconds for seconds in times if seconds is not None]
        gone = [seconds for seconds, _ in ended if seconds is not None]
        process = [seconds for _, seconds in ended]
        worst = max(gone or process)
        rows.append([stage, len(ended), statistics.median(gone) if gone else None,
                     max(gone, default=None), statistics.median(process), max(process),
                     CANCEL_SECONDS, verdict(worst, CANCEL_SECONDS)])
    report.table(["where and when", "times", "dialog gone, median s", "worst s",
                  "process ended, median s", "worst s", "target", ""], rows)
    report.text(
        "In a window: in a dialog, at moments after the work of that name has begun; in GIMP, by the "
        "button beside its progress bar, from so much progress on. Nothing may be left of it: the "
        f"layers afterwards are {', '.join(found['layers'])}."
    )
    report.write(found)


# What each option is called in the table: the command and its arguments. The first is the measure of
# the others.
OPTION_RUNS = {
    "Posterize": ("posterize", {}),
    "automatic number": ("posterize", {"automatic": True}),
    "Floyd–Steinberg": ("posterize", {"dither": "floyd-steinberg"}),
    "blue noise": ("posterize", {"dither": "blue-noise"}),
    "smallest area 20": ("posterize", {"smallest-area": 20}),
    "smallest area 1,000": ("posterize", {"smallest-area": 1000}),
    "smallest area 100,000": ("posterize", {"smallest-area": 100000}),
    "smooth edges 3": ("posterize", {"smooth-edges": 3}),
    "smallest area 20, smooth edges 3": ("posterize", {"smallest-area": 20, "smooth-edges": 3}),
    "layers per color": ("posterize", {"layers": "per-color"}),
    "films": ("separate", {}),
    "films, trap 4": ("separate", {"trap": 4}),
    "films, trap 4, choke 1, underbase": ("separate", {"trap": 4, "choke": 1, "underbase": True}),
    "films, width 5": ("separate", {"minimum-width": 5}),
    "films, halftone": ("separate", {"halftone": "round"}),
    "paint by numbers": ("paint-by-numbers", {}),
}


def option_costs(options):
    megapixels = 24 if options.quick else 200
    report = Report(options.out, "option-costs", f"What options cost at {megapixels} megapixels, in GIMP")
    path = options.large[0]
    runs = [(command, {"colors": 16} | arguments) for command, arguments in OPTION_RUNS.values()]
    with scaled_copy(path, megapixels) as copy:
        found = in_console(options, "option_costs.py", {"image": str(copy), "runs": runs}, timeout=7200,
                           has_fonts=True)
    plain = found[0]
    rows = []
    for name, run in zip(OPTION_RUNS, found, strict=True):
        rows.append([name, run["seconds"], run["seconds"] / plain["seconds"], run["mb"],
                     (run["mb"] - plain["mb"]) / megapixels])
    report.table(["", "s", "times as long", "MB", "more bytes a pixel"], rows)
    report.text(
        f"{stem(path)}, scaled as for the part *growth*, 8 bits, K = 16; one call each, not interactive, "
        "one after the other. MB: the most memory of the plug-in's process that is its own (RssAnon)."
    )
    report.write(dict(zip(OPTION_RUNS, found, strict=True)))
