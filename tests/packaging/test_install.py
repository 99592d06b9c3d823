#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ./dev install and uninstall do for the GIMP from Flatpak.

A stand-in for flatpak knows the GIMP and its SDK, and runs commands right here instead of in a
sandbox; stand-ins for Meson and pkg-config say what they are called with. So this tests which GIMP
is found and where the plug-in goes, and not whether it can be built with that SDK.
"""

import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]

FLATPAK = """#!/bin/sh
case "$*" in
  "info org.gimp.GIMP") ;;
  "info --show-sdk org.gimp.GIMP") echo org.gnome.Sdk/x86_64/48 ;;
  "info org.gnome.Sdk/x86_64/48") test -e "$HOME/has-sdk" ;;
  "run --devel --filesystem=SOURCE --command=sh org.gimp.GIMP "*)
    shift 5
    XDG_CONFIG_HOME=$HOME/.var/app/org.gimp.GIMP/config \
      XDG_DATA_HOME=$HOME/.var/app/org.gimp.GIMP/data exec sh "$@"
    ;;
  *) echo "unexpected: flatpak $*" >&2; exit 64 ;;
esac
"""

# Installs a file as the real one would.
MESON = """#!/bin/sh
echo "$@" >>"$HOME/meson-calls"
case $1 in
  setup) for argument; do case $argument in -Dplug_in_dir=*) echo "${argument#*=}" >"$HOME/folder" ;;
    -Dgegl_plug_in_dir=*) echo "${argument#*=}" >"$HOME/operations" ;;
    -Dpalette_dir=*) echo "${argument#*=}" >"$HOME/palettes" ;; esac; done ;;
  install) mkdir -p "$(cat "$HOME/operations")" && echo built >"$(cat "$HOME/operations")/color-clusters-gpl3.so"
    mkdir -p "$(cat "$HOME/palettes")" && echo built >"$(cat "$HOME/palettes")/color-clusters-game-boy.gpl"
    mkdir -p "$(cat "$HOME/folder")/color-clusters" && echo built >"$(cat "$HOME/folder")/color-clusters/color-clusters" ;;
esac
"""

# Nothing is known of a GIMP outside.
PKG_CONFIG = """#!/bin/sh
test "$*" = "--modversion gimp-3.0" && echo 3.2.6
"""

TOOLS = "awk bash cat cut dirname env grep install mkdir realpath rm sh tail".split()


class Install(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="color-clusters-install-")
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name)
        self.bin = self.home / "bin"
        self.bin.mkdir()
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool))
        # A copy, because logs go beside it.
        self.dev = self.home / "source" / "dev"
        self.dev.parent.mkdir()
        shutil.copy(SOURCE / "dev", self.dev)
        shutil.copytree(SOURCE / ".dev", self.dev.parent / ".dev")
        self.stand_in("flatpak", FLATPAK.replace("SOURCE", str(self.dev.parent)))
        self.stand_in("meson", MESON)
        self.stand_in("pkg-config", PKG_CONFIG)
        self.plug_in = (self.home / ".var/app/org.gimp.GIMP/config/GIMP/3.2/plug-ins/color-clusters"
                        / "color-clusters")
        self.operation = (self.home / ".var/app/org.gimp.GIMP/data/gegl-0.4/plug-ins"
                          / "color-clusters-gpl3.so")
        self.palette = (self.home / ".var/app/org.gimp.GIMP/config/GIMP/3.2/palettes"
                        / "color-clusters-game-boy.gpl")

    def stand_in(self, name, text):
        # Never through a link to the real one.
        with (self.bin / name).open("x", encoding="utf-8") as file:
            file.write(text)
        (self.bin / name).chmod(0o755)

    def run_dev(self, command):
        return subprocess.run([self.dev, command], env={"HOME": str(self.home), "PATH": str(self.bin)},
                              capture_output=True, text=True, check=False, timeout=60)

    def test_it_is_built_inside_and_goes_where_that_gimp_looks(self):
        (self.home / "has-sdk").touch()
        result = self.run_dev("install")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertEqual(self.plug_in.read_text(encoding="utf-8"), "built\n")
        self.assertEqual(self.operation.read_text(encoding="utf-8"), "built\n")
        self.assertEqual(self.palette.read_text(encoding="utf-8"), "built\n")
        calls = (self.home / "meson-calls").read_text(encoding="utf-8").splitlines()
        build = self.dev.parent / "build/flatpak"
        self.assertEqual(calls[-1], f"install -C {build} --tags runtime,i18n,palettes")
        self.assertIn("Restart GIMP", result.stderr)

        result = self.run_dev("uninstall")
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn(f"Removed {self.plug_in.parent}", result.stderr)
        self.assertFalse(self.plug_in.parent.exists())
        self.assertFalse(self.operation.exists())
        self.assertFalse(self.palette.exists())

    def test_without_the_sdk_it_is_said_how_to_get_it(self):
        result = self.run_dev("install")
        self.assertEqual(result.returncode, 1)
        self.assertIn("flatpak install org.gnome.Sdk/x86_64/48", result.stderr)
        self.assertFalse(self.plug_in.exists())


if __name__ == "__main__":
    unittest.main()
