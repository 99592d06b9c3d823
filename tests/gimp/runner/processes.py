# SPDX-License-Identifier: GPL-3.0-or-later
"""The processes of the plug-in, as the system sees them."""

import time
from pathlib import Path

PLUG_IN = "color-clusters"


def command_line(pid):
    """The words of a process's command line; none when it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []


def is_alive(pid):
    """Whether a process still does something: a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def running_plug_ins(parent):
    """Processes of the plug-in that `parent` has started to run a procedure."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        words = command_line(folder.name)
        if Path(words[0] if words else "").name != PLUG_IN or "-run" not in words:
            continue
        try:
            status = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(status[1]) == parent:
            found.append(int(folder.name))
    return found


def has_begun(pid):
    """Whether a plug-in has read what GIMP sends it first: it has one thread until then.

    A plug-in that dies before leaves GIMP with an error that it takes for one of the caller's pipe."""
    try:
        return len(list(Path(f"/proc/{pid}/task").iterdir())) > 1
    except OSError:
        return False


def wait_for_plug_in(parent, stop):
    """The process of the plug-in's next run, once it has begun; none when `stop` is set first."""
    while not stop.is_set():
        for pid in running_plug_ins(parent):
            if has_begun(pid):
                return pid
        time.sleep(0.001)
    return None
