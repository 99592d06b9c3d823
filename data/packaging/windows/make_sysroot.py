#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes what is missing to build for GIMP on Windows with the development files of this system.

usage: make_sysroot.py FOLDER

The headers are those of this system. Into FOLDER come those that differ on Windows (glibconfig.h,
libintl.h, glib/gwin32.h), import libraries with the exports of this system's libraries under the names of GIMP's
DLLs, files for pkg-config, and a cross file for Meson that leads to them.
"""

import re
import subprocess
import sys
from pathlib import Path

import gimp_libraries

DLLTOOL = "x86_64-w64-mingw32ucrt-dlltool"

# What glibconfig.h of Linux says, and what it says where pointers have 64 bits and long has 32
# (GLib's meson.build).
GLIBCONFIG = [
    (r"typedef signed long gint64;", "__extension__ typedef signed long long gint64;"),
    (r"typedef unsigned long guint64;", "__extension__ typedef unsigned long long guint64;"),
    (r"(define G_GINT64_CONSTANT\(val\)\s+).*", r"\1(__extension__ (val##LL))"),
    (r"(define G_GUINT64_CONSTANT\(val\)\s+).*", r"\1(__extension__ (val##ULL))"),
    (r'(define G_(?:GINT64|GSIZE|GSSIZE|GINTPTR)_MODIFIER\s+)"l"', r'\1"ll"'),
    (r'(define G_(?:GINT64|GSSIZE|GINTPTR)_FORMAT\s+)"li"', r'\1"lli"'),
    (r'(define G_(?:GUINT64|GSIZE|GUINTPTR)_FORMAT\s+)"lu"', r'\1"llu"'),
    (r"define GLIB_SIZEOF_LONG   8", "define GLIB_SIZEOF_LONG   4"),
    (r"typedef signed long gssize;", "typedef signed long long gssize;"),
    (r"typedef unsigned long gsize;", "typedef unsigned long long gsize;"),
    (r"(define G_MAXSIZE\s+)G_MAXULONG", r"\1G_MAXUINT64"),
    (r"(define G_MINSSIZE\s+)G_MINLONG", r"\1G_MININT64"),
    (r"(define G_MAXSSIZE\s+)G_MAXLONG", r"\1G_MAXINT64"),
    (r"\(glong\) (\([pi]\)\))", r"(gint64) \1"),
    (r"\(gulong\) (\([pu]\)\))", r"(guint64) \1"),
    (r"typedef signed long gintptr;", "typedef signed long long gintptr;"),
    (r"typedef unsigned long guintptr;", "typedef unsigned long long guintptr;"),
    (r"define G_OS_UNIX", "define G_OS_WIN32\n#define G_PLATFORM_WIN32"),
    (r"define G_THREADS_IMPL_POSIX", "define G_THREADS_IMPL_WIN32"),
    (r"(define G(?:U?)LONG_TO_[LB]E\(val\)\s+\(\(gu?long\) GU?INT)64", r"\g<1>32"),
    (r'(define G_MODULE_SUFFIX )"so"', r'\1"dll"'),
    (r"typedef int GPid;", "typedef void * GPid;"),
    (r'(define G_PID_FORMAT )"i"', r'\1"p"'),
    (r"(define GLIB_SYSDEF_AF_INET6 )10", r"\g<1>23"),
    (r"define G_DIR_SEPARATOR '/'", r"define G_DIR_SEPARATOR '\\\\'"),
    (r'define G_DIR_SEPARATOR_S "/"', r'define G_DIR_SEPARATOR_S "\\\\"'),
    (r"define G_SEARCHPATH_SEPARATOR ':'", "define G_SEARCHPATH_SEPARATOR ';'"),
    (r'define G_SEARCHPATH_SEPARATOR_S ":"', 'define G_SEARCHPATH_SEPARATOR_S ";"'),
]

LIBINTL = """#pragma once
#include <wchar.h>
#ifdef __cplusplus
extern "C" {{
#endif
{}
#ifdef __cplusplus
}}
#endif
"""
PACKAGES = ("gegl-0.4", "gimp-3.0", "gimpui-3.0")
# For all users' sake, beside the folder of plug-ins.
VARIABLES = {"gegl-0.4": "pluginsdir=/gegl-0.4/plug-ins\n"}


def pkg_config(*arguments):
    return subprocess.run(["pkg-config", *arguments], capture_output=True, text=True,
                          check=True).stdout.split()


def windows_glibconfig(text):
    """glibconfig.h for 64-bit Windows, of that for 64-bit Linux."""
    for pattern, replacement in GLIBCONFIG:
        text, count = re.subn(pattern, replacement, text)
        if count == 0:
            raise ValueError(f"glibconfig.h has nothing like {pattern}")
    return text


def windows_libintl():
    lines = []
    for name, parameters in gimp_libraries.LIBINTL_FUNCTIONS.items():
        result = "wchar_t*" if name == "libintl_wbindtextdomain" else "char*"
        lines.append(f"{result} {name}({parameters});")
        lines.append(f"#define {name.removeprefix('libintl_')} {name}")
    return LIBINTL.format("\n".join(lines))


def show_headers(folder):
    """Links to headers that lie beside those of this system's C library."""
    include = Path(pkg_config("--variable=includedir", "gexiv2")[0])
    link = folder / "gexiv2"
    link.unlink(missing_ok=True)
    link.symlink_to(include / link.name)


def make_import_library(folder, dll, name, functions, variables):
    definition = folder / f"{name}.def"
    definition.write_text("".join([f'LIBRARY "{dll}"\nEXPORTS\n',
                                   *(f"  {symbol}\n" for symbol in sorted(functions)),
                                   *(f"  {symbol} DATA\n" for symbol in sorted(variables))]),
                          encoding="ascii")
    subprocess.run([DLLTOOL, "--input-def", definition, "--output-lib",
                    folder / f"lib{name}.a"], check=True)


def include_options(headers):
    """-I options of this system, with our headers first and without those of its C library."""
    options = [option for option in pkg_config("--cflags-only-I", *PACKAGES)
               if not re.search(r"/glib-2\.0/include$|^-I/usr/include(/[^/]*-linux-gnu)?$", option)]
    return [f"-I{headers}", *options]


def main():
    folder = Path(sys.argv[1]).resolve()
    headers, libraries, packages = (folder / name for name in ("include", "lib", "pkgconfig"))
    for path in (headers, libraries, packages):
        path.mkdir(parents=True, exist_ok=True)

    glibconfig = gimp_libraries.library_folder() / "glib-2.0/include/glibconfig.h"
    (headers / "glibconfig.h").write_text(windows_glibconfig(glibconfig.read_text(encoding="utf-8")),
                                          encoding="utf-8")
    # Functions of Windows' GLib alone, which are not used: Debian does not have this header.
    (headers / "glib").mkdir(exist_ok=True)
    (headers / "glib/gwin32.h").write_text("#pragma once\n", encoding="utf-8")
    (headers / "libintl.h").write_text(windows_libintl(), encoding="utf-8")

    show_headers(headers)

    exports = gimp_libraries.Exports()
    names = {**gimp_libraries.LIBRARIES, gimp_libraries.LIBINTL: "intl"}
    for dll, name in names.items():
        make_import_library(libraries, dll, name, *exports.of(dll))
    cflags = " ".join(include_options(headers))
    libs = " ".join([f"-L{libraries}", *(f"-l{name}" for name in names.values())])
    for package in PACKAGES:
        version = pkg_config("--modversion", package)[0]
        (packages / f"{package}.pc").write_text(
            f"{VARIABLES.get(package, '')}\nName: {package}\nDescription: for Windows\n"
            f"Version: {version}\nCflags: {cflags}\nLibs: {libs}\n", encoding="utf-8")
    (folder / "sysroot.ini").write_text(
        f"[properties]\npkg_config_libdir = ['{packages}']\n", encoding="utf-8")


if __name__ == "__main__":
    main()
