# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts GIMP with the plug-in: for the tests, benchmarks, the demonstration and the pictures of the
documentation.

GIMP ends with 0 although a batch command failed, so whoever starts it looks for what the command has
written. Commands find what they are to do in the variable COLOR_CLUSTERS_TASK, as JSON.
"""

import json
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path


class GimpFailed(RuntimeError):
    """The text has GIMP's output."""


def stock_plug_ins(gimp, names):
    """The folders of GIMP's own plug-ins with these names; `*` stands for any letters."""
    prefix = Path(shutil.which(gimp) or gimp).resolve().parents[1]
    # The folder keeps the name of the API, which is 3.0 for all of GIMP 3.
    for pattern in ("lib*/gimp/3.0/plug-ins", "lib/*/gimp/3.0/plug-ins"):
        for folder in prefix.glob(pattern):
            return [str(plug_in) for name in names for plug_in in sorted(folder.glob(name))]
    return []


def add_operation(module, folder):
    """Installs a module of GEGL operations for the session's user. Returns the variables that make it
    known, to the tests as well."""
    operations = folder / "data" / "gegl-0.4" / "plug-ins"
    operations.mkdir(parents=True)
    (operations / Path(module).name).symlink_to(Path(module).resolve())
    return {"XDG_DATA_HOME": str(folder / "data"), "COLOR_CLUSTERS_OPERATION": module}


@dataclass
class Gimp:
    """How GIMP is started. `program` is its console version unless it `has_window`: that is shown on a
    virtual screen, with a session bus and a window manager of its own (needs xvfb-run,
    dbus-run-session, at-spi-bus-launcher, openbox).
    """

    program: str
    # Folder to search for our plug-in, and the names of the stock ones to load.
    plug_ins: str
    stock: tuple = ("python-eval", "file-png")
    has_window: bool = False
    has_fonts: bool = False
    screen: str = "1280x1024"
    gimprc: str = ""
    variables: dict = field(default_factory=dict)

    def environment(self, profile):
        plug_ins = [*stock_plug_ins(self.program, self.stock), self.plug_ins]
        environment = os.environ | {
            "GIMP3_DIRECTORY": str(profile),
            # GIMP asks each plug-in of a new profile what it can do, which for all takes seconds.
            "GIMP_TESTING_PLUGINDIRS": os.pathsep.join(plug_ins),
            # GIMP and each of its plug-ins would make large tables when they start.
            "BABL_LUT": "0",
            # Messages are compared with the English originals.
            "LC_ALL": "C.UTF-8",
            "LANGUAGE": "",
        }
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "AT_SPI_BUS_ADDRESS"):
            environment.pop(name, None)
        return environment | self.variables

    def command(self, code):
        """The command line that runs Python code in GIMP and ends."""
        batch = ["--batch-interpreter", "python-fu-eval", "--batch", code, "--quit"]
        fonts = [] if self.has_fonts else ["--no-fonts"]
        if not self.has_window:
            return [self.program, "--no-interface", "--no-data", *fonts, *batch]
        # What is started in the background ends with the session.
        start = ("/usr/libexec/at-spi-bus-launcher --launch-immediately & openbox & "
                 'exec "$0" --no-splash "$@"')
        # A number of its own: screens of several containers can have one name space for their sockets,
        # but not for the files that tell which numbers are taken.
        number = 100 + secrets.randbelow(30000)
        # A server that is reset when its only client leaves turns the next one away.
        server = f"-screen 0 {self.screen}x24 -noreset"
        return ["xvfb-run", "--auto-servernum", f"--server-num={number}", f"--server-args={server}",
                "dbus-run-session", "--", "sh", "-c", start, self.program, *fonts, *batch]

    def run(self, code, profile, log, timeout, cwd=None):
        """Runs Python code with this profile; writes GIMP's output to `log` and returns a description
        of a bad end, or none."""
        profile.mkdir(parents=True, exist_ok=True)
        (profile / "gimprc").write_text("(show-welcome-dialog no)\n" + self.gimprc, encoding="utf-8")
        # Into a file: a process left behind would keep a pipe open.
        with log.open("wb") as output:
            process = subprocess.Popen(self.command(code), env=self.environment(profile), cwd=cwd,
                                       stdin=subprocess.DEVNULL, stdout=output,
                                       stderr=subprocess.STDOUT, start_new_session=True)
            try:
                status = process.wait(timeout=timeout)
                return None if status == 0 else f"GIMP ended with status {status}"
            except subprocess.TimeoutExpired:
                return f"GIMP did not end within {timeout} s"
            finally:
                # Its plug-ins too.
                try:
                    os.killpg(process.pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
                process.wait()

    def results_of(self, script, task, timeout, profile=None, cwd=None):
        """What a Python script writes, as JSON, into the file `results` of its task."""
        with tempfile.TemporaryDirectory(prefix="color-clusters-") as name:
            folder = Path(name)
            results, log = folder / "results.json", folder / "log"
            self.variables["COLOR_CLUSTERS_TASK"] = json.dumps(task | {"results": str(results)})
            code = f"import runpy; runpy.run_path({str(script)!r})"
            problem = self.run(code, profile or folder / "profile", log, timeout, cwd)
            if not results.exists():
                output = log.read_text(encoding="utf-8", errors="replace")
                raise GimpFailed(f"{Path(script).name} failed in GIMP.\n{problem or ''}\n{output}")
            return json.loads(results.read_text(encoding="utf-8"))
