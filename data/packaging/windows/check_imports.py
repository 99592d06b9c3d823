#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks what a Windows program or DLL needs of others.

usage: check_imports.py [--gimp FOLDER] [--list FILE] BINARY…

Only GIMP's DLLs, the universal C runtime and Windows itself may be needed, and a DLL of GIMP has to
export what is taken from it: as Debian's library of the same name does, or with --gimp the DLL in
FOLDER. Variables of a DLL have to be declared as such (dllimport): no address may be left for the
program to mend when it starts. --list writes all imports to a file.
"""

import argparse
import fnmatch
import sys
from pathlib import Path

import gimp_libraries
import pe_file

WINDOWS = ("api-ms-win-crt-*.dll", "ucrtbase.dll", "kernel32.dll", "user32.dll", "shell32.dll",
           "advapi32.dll", "ole32.dll", "ws2_32.dll")
# The list of what the C runtime of MinGW-w64 mends at the start.
MENDED = ("__RUNTIME_PSEUDO_RELOC_LIST__", "__RUNTIME_PSEUDO_RELOC_LIST_END__")


def is_windows(dll):
    return any(fnmatch.fnmatch(dll.lower(), pattern) for pattern in WINDOWS)


def problems_of(binary, exports):
    """binary: a PeFile; exports: DLL -> (functions, variables), as of gimp_libraries.Exports."""
    known = {name.lower(): name for name in (*gimp_libraries.LIBRARIES, gimp_libraries.LIBINTL)}
    for dll, names in binary.imports.items():
        if is_windows(dll):
            continue
        if dll.lower() not in known:
            yield f"{dll} is neither of GIMP nor of Windows (for {', '.join(names[:5])})"
            continue
        functions, variables = exports(known[dll.lower()])
        for name in names:
            if name not in functions and name not in variables:
                yield f"{dll} does not export {name}"
    begin, end = (binary.symbols.get(name) for name in MENDED)
    if begin != end:
        yield "a variable of a DLL is used without being declared as imported"


def variables_of(binary, exports):
    for dll, names in binary.imports.items():
        if dll in gimp_libraries.LIBRARIES:
            yield from (name for name in names if name in exports(dll)[1])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--gimp", type=Path)
    parser.add_argument("--list", type=Path)
    parser.add_argument("binaries", nargs="+", type=Path)
    arguments = parser.parse_args()
    exports = gimp_libraries.Exports(arguments.gimp).of
    failed, lines = False, []
    for path in arguments.binaries:
        binary = pe_file.read(path)
        for problem in problems_of(binary, exports):
            print(f"{path.name}: {problem}", file=sys.stderr)
            failed = True
        lines += [f"{path.name}: {dll}: {name}"
                  for dll, names in sorted(binary.imports.items()) for name in sorted(names)]
        print(f"{path.name}: " + ", ".join(f"{dll} ({len(names)})"
                                           for dll, names in sorted(binary.imports.items())))
        print(f"{path.name}: variables of DLLs: {', '.join(variables_of(binary, exports)) or 'none'}")
        if MENDED[0] not in binary.symbols:
            print(f"{path.name}: without symbols, so undeclared variables cannot be found")
    if arguments.list:
        arguments.list.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
