#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The check of what the program for Windows needs of others, and the headers it is built with."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(SOURCE / "data/packaging/windows"))
sys.dont_write_bytecode = True

import check_imports  # noqa: E402  (the path comes first)
import gimp_libraries  # noqa: E402
import make_sysroot  # noqa: E402
import pe_file  # noqa: E402
import synthetic_pe  # noqa: E402

EXPORTS = {
    "libglib-2.0-0.dll": ({"g_free", "g_malloc"}, {"g_ascii_table"}),
    "libgimp-3.0-0.dll": ({"gimp_main"}, set()),
    gimp_libraries.LIBINTL: ({"libintl_gettext"}, set()),
}
BEGIN, END = check_imports.MENDED


class ImportCheck(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="color-clusters-imports-")
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name, "program.exe")

    def read(self, *parts):
        self.path.write_bytes(synthetic_pe.make(*parts))
        return pe_file.read(self.path)

    def problems(self, imports, symbols=()):
        return list(check_imports.problems_of(self.read(imports, (), symbols), EXPORTS.__getitem__))

    def test_what_is_imported_and_exported_is_read(self):
        imports = {"libglib-2.0-0.dll": ["g_free", "g_malloc"], "KERNEL32.dll": ["Sleep"]}
        binary = self.read(imports, ("one", "two"), ((BEGIN, 8), (END, 24)))
        self.assertEqual(binary.imports, imports)
        self.assertEqual(binary.exports, {"one", "two"})
        self.assertEqual(binary.symbols, {BEGIN: (1, 8), END: (1, 24)})
        self.assertEqual(binary.machine, pe_file.AMD64)
        self.assertEqual(binary.stack_reserve, 8 * 1024 * 1024)

    def test_gimp_the_c_runtime_and_windows_may_be_used(self):
        self.assertEqual(self.problems({
            "libgimp-3.0-0.dll": ["gimp_main"],
            "libglib-2.0-0.dll": ["g_free", "g_ascii_table"],
            "libintl-8.dll": ["libintl_gettext"],
            "api-ms-win-crt-heap-l1-1-0.dll": ["malloc"],
            "KERNEL32.dll": ["Sleep"],
        }), [])

    def test_the_runtime_of_a_compiler_is_not_there(self):
        for dll in ("libstdc++-6.dll", "libc++.dll", "libwinpthread-1.dll", "msvcrt.dll"):
            self.assertEqual(self.problems({dll: ["something"]}),
                             [f"{dll} is neither of GIMP nor of Windows (for something)"])

    def test_a_function_that_the_dll_lacks_is_found(self):
        self.assertEqual(self.problems({"libglib-2.0-0.dll": ["g_free", "g_new_in_2_99"]}),
                         ["libglib-2.0-0.dll does not export g_new_in_2_99"])

    def test_a_variable_that_is_mended_at_the_start_is_found(self):
        imports = {"libglib-2.0-0.dll": ["g_ascii_table"]}
        self.assertEqual(self.problems(imports, ((BEGIN, 8), (END, 8))), [])
        self.assertEqual(self.problems(imports, ((BEGIN, 8), (END, 20))),
                         ["a variable of a DLL is used without being declared as imported"])

    def test_a_dll_of_gimp_can_say_itself_what_it_exports(self):
        folder = self.path.parent
        (folder / "libglib-2.0-0.dll").write_bytes(synthetic_pe.make({}, ("g_free",)))
        exports = gimp_libraries.Exports(folder).of
        binary = self.read({"libglib-2.0-0.dll": ["g_free", "g_malloc"]})
        self.assertEqual(list(check_imports.problems_of(binary, exports)),
                         ["libglib-2.0-0.dll does not export g_malloc"])

    def test_other_files_are_refused(self):
        self.path.write_bytes(b"\x7fELF" + b"\0" * 100)
        with self.assertRaises(ValueError):
            pe_file.read(self.path)

    def test_the_program_that_was_built(self):
        built = sorted(SOURCE.glob("build/*-windows/stage/**/*.exe"))
        if not built:
            self.skipTest("./dev package --windows was not run")
        exports = gimp_libraries.Exports().of
        for path in built:
            self.assertEqual(list(check_imports.problems_of(pe_file.read(path), exports)), [])


class Headers(unittest.TestCase):
    def test_sizes_are_those_of_64_bit_windows(self):
        linux = gimp_libraries.library_folder() / "glib-2.0/include/glibconfig.h"
        text = make_sysroot.windows_glibconfig(linux.read_text(encoding="utf-8"))
        for line in ("#define GLIB_SIZEOF_LONG   4", "#define GLIB_SIZEOF_VOID_P 8",
                     "typedef signed long long gssize;", "typedef unsigned long long guintptr;",
                     "typedef void * GPid;", "#define G_OS_WIN32", "#define G_DIR_SEPARATOR '\\\\'",
                     "#define GLONG_TO_LE(val)\t((glong) GINT32_TO_LE (val))",
                     "#define GPOINTER_TO_INT(p)\t((gint)  (gint64) (p))"):
            self.assertIn(line + "\n", text)
        for gone in ("G_OS_UNIX", "signed long g", "POSIX"):
            self.assertNotIn(gone, text)

    def test_a_header_of_another_kind_is_refused(self):
        with self.assertRaises(ValueError):
            make_sysroot.windows_glibconfig("#define GLIB_SIZEOF_LONG   4\n")

    def test_translations_come_from_libintl(self):
        text = make_sysroot.windows_libintl()
        self.assertIn("#define gettext libintl_gettext\n", text)
        self.assertIn("wchar_t* libintl_wbindtextdomain(const char* domain, const wchar_t* folder);\n", text)
        compiled = subprocess.run(["g++", "-fsyntax-only", "-x", "c++", "-"], input=text, text=True,
                                  capture_output=True, check=False)
        self.assertEqual(compiled.returncode, 0, compiled.stderr)


if __name__ == "__main__":
    unittest.main()
