# SPDX-License-Identifier: GPL-3.0-or-later
"""The scripts in README.md and the reference do what these say."""

import re
import tempfile
from pathlib import Path

from gi.repository import Gimp, Gio

from harness import BLUE, GREEN, RED, GimpTestCase

SOURCES = Path(__file__).resolve().parents[2]
PAGES = [SOURCES / "README.md", SOURCES / "data/help/en/reference.md"]


def run_python(code):
    exec(code, {})
    return Gimp.PDBStatusType.SUCCESS


def run_script_fu(code):
    procedure = Gimp.get_pdb().lookup_procedure("plug-in-script-fu-eval")
    config = procedure.create_config()
    config.set_property("run-mode", Gimp.RunMode.NONINTERACTIVE)
    config.set_property("script", code)
    return procedure.run(config).index(0)


class Scripts(GimpTestCase):
    def setUp(self):
        super().setUp()
        # Quotes and folders are a shell's affair; GIMP's own is another one here.
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        for name in ("pictures", "posterized"):
            (self.folder / name).mkdir()
        self.images = len(Gimp.get_images())
        # GIMP reads its palettes the first time one is saved.
        Gimp.palettes_refresh()
        self.palettes = {palette.get_name() for palette in Gimp.palettes_get_list("")}
        self.allow_in_log(r"script-fu:\d+\): scriptfu-WARNING \*\*: .*Missing arg type: "
                          "GimpExportOptions")
        # What it says of every procedure that may return nothing for an object.
        self.allow_in_log(r"script-fu:\d+\): scriptfu-WARNING \*\*: .*PDB procedure returned NULL")

    def tearDown(self):
        for palette in self.new_palettes():
            palette.delete()
        super().tearDown()

    def new_palettes(self):
        return [palette for palette in Gimp.palettes_get_list("")
                if palette.get_name() not in self.palettes]

    def script(self, beginning):
        """The block of code with this in it, for pictures in our folder."""
        text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
        blocks = re.findall(r"```\w+\n(.*?)```", text, re.DOTALL)
        block = next(block for block in blocks if beginning in block)
        batch = re.search(r"--batch '\n(.*)'", block, re.DOTALL)
        code = batch.group(1) if batch else block
        for path in ("photo.jpg", "photo.xcf", "pictures", "posterized/"):
            code = re.sub(rf'(f?")({path})', rf"\1{self.folder}/\2", code)
        return code.replace("photo.jpg", "photo.png")

    def save_picture(self, name, color):
        image, _ = self.striped([(color, 3), (GREEN, 2)])
        Gimp.file_save(Gimp.RunMode.NONINTERACTIVE, image,
                       Gio.File.new_for_path(str(self.folder / name)), None)
        image.delete()

    def assert_left_clean(self):
        self.assertEqual(len(Gimp.get_images()), self.images)

    def test_python(self):
        self.save_picture("photo.png", RED)
        run_python(self.script('config.set_property("palette-name", "Photo")'))
        self.assertEqual([palette.get_name() for palette in self.new_palettes()], ["Photo"])
        self.assert_left_clean()

    def test_script_fu(self):
        self.save_picture("photo.png", RED)
        status = run_script_fu(self.script('#:color-space "oklab"'))
        self.assertEqual(status, Gimp.PDBStatusType.SUCCESS)
        self.assertTrue((self.folder / "photo.xcf").exists())
        self.assert_left_clean()

    def check_batch(self, run, beginning):
        # Names that differ only behind the first dot.
        names = ["a.1", "a.2", "plain"]
        for name, color in zip(names, (RED, BLUE, RED)):
            self.save_picture(f"pictures/{name}.png", color)
        self.assertEqual(run(self.script(beginning)), Gimp.PDBStatusType.SUCCESS)
        self.assertEqual(sorted(path.stem for path in (self.folder / "posterized").iterdir()), names)
        self.assertEqual(sorted(palette.get_name() for palette in self.new_palettes()), names)
        self.assert_left_clean()

    def test_python_batch(self):
        self.check_batch(run_python, "def call(command, image, **arguments)")

    def test_script_fu_batch(self):
        self.check_batch(run_script_fu, "(for-each")
