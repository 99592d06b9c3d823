#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes stand-ins for the DLLs of GIMP that a Windows program needs, to start it without GIMP.

usage: make_stand_ins.py PROGRAM FOLDER

Each has what the program imports. Its functions do nothing and answer 0; gimp_main says, as that of
libgimp, that the program is for GIMP, and fails.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import gimp_libraries
import pe_file

COMPILER = "x86_64-w64-mingw32ucrt-gcc"

# With a file of its own for what needs headers, so that no name is declared twice.
GIMP_MAIN = r"""#include <stdio.h>
long long gimp_main(long long type, int argc, char** argv) {
  (void)type;
  fprintf(stderr, "%s is a GIMP plug-in and must be run by GIMP to be used\n", argc > 0 ? argv[0] : "?");
  return 1;
}
"""


def make(folder, dll, names, variables):
    with tempfile.TemporaryDirectory() as work:
        sources = [Path(work, "names.c")]
        sources[0].write_text("".join(
            f"void* {name}[64];\n" if name in variables else f"long long {name}(void) {{ return 0; }}\n"
            for name in sorted(names) if name != "gimp_main"), encoding="ascii")
        if "gimp_main" in names:
            sources.append(Path(work, "gimp_main.c"))
            sources[1].write_text(GIMP_MAIN, encoding="ascii")
        subprocess.run([COMPILER, "-shared", "-fno-builtin", "-w", "-Wl,--export-all-symbols", "-o",
                        folder / dll, *sources], check=True)


def main():
    program, folder = map(Path, sys.argv[1:])
    exports = gimp_libraries.Exports()
    for dll, names in pe_file.read(program).imports.items():
        if dll in gimp_libraries.LIBRARIES or dll == gimp_libraries.LIBINTL:
            make(folder, dll, names, exports.of(dll)[1])


if __name__ == "__main__":
    main()
