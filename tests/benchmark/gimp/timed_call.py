# SPDX-License-Identifier: GPL-3.0-or-later
"""A call of one of the plug-in's procedures, timed, inside GIMP."""

import time

import gi

gi.require_version("Gimp", "3.0")
from gi.repository import Gimp  # noqa: E402


def seconds_of_call(command, image, layer, arguments):
    """From call to return, with the start of the plug-in's process; what it made is left."""
    procedure = Gimp.get_pdb().lookup_procedure(f"plug-in-color-clusters-{command}")
    config = procedure.create_config()
    config.set_property("run-mode", Gimp.RunMode.NONINTERACTIVE)
    config.set_property("image", image)
    config.set_core_object_array("drawables", [layer])
    for name, value in arguments.items():
        config.set_property(name, value)
    start = time.monotonic()
    result = procedure.run(config)
    seconds = time.monotonic() - start
    if result.index(0) != Gimp.PDBStatusType.SUCCESS:
        raise RuntimeError(Gimp.get_pdb().get_last_error())
    return seconds


def remove_others(image, layer):
    """Removes what was made beside a layer."""
    for added in image.get_layers():
        if added.get_id() != layer.get_id():
            image.remove_layer(added)
