# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs procedures on a picture inside GIMP (python-fu-eval) and times them.

COLOR_CLUSTERS_TASK has the task as JSON: image, kind of layer, names, colors, runs and the file for
the results, which is written last: GIMP can end with 0 although this failed.
"""

import json
import os
import sys
import time
from pathlib import Path

import gi

gi.require_version("Gimp", "3.0")
from gi.repository import Gimp, Gio  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parent))
import layer_kinds  # noqa: E402


def run_once(name, image, layer, colors):
    """Seconds of one call, the start of the plug-in included."""
    procedure = Gimp.get_pdb().lookup_procedure(name)
    config = procedure.create_config()
    config.set_property("run-mode", Gimp.RunMode.NONINTERACTIVE)
    config.set_property("image", image)
    config.set_core_object_array("drawables", [layer])
    config.set_property("colors", colors)
    start = time.monotonic()
    result = procedure.run(config)
    seconds = time.monotonic() - start
    if result.index(0) != Gimp.PDBStatusType.SUCCESS:
        raise RuntimeError(Gimp.get_pdb().get_last_error())
    return seconds


def main():
    task = json.loads(os.environ["COLOR_CLUSTERS_TASK"])
    image = layer_kinds.load(Gio.File.new_for_path(task["image"]), task["kind"])
    (layer,) = image.get_layers()
    times = {name: [] for name in task["names"]}
    for _ in range(task["runs"]):
        for name, seconds in times.items():
            procedure = f"plug-in-color-clusters-{name}"
            seconds.append(run_once(procedure, image, layer, task["colors"]))
            for added in image.get_layers():
                if added.get_id() != layer.get_id():
                    image.remove_layer(added)
    with open(task["results"], "w", encoding="utf-8") as file:
        json.dump(times, file)


main()
