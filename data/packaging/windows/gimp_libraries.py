# SPDX-License-Identifier: GPL-3.0-or-later
"""The DLLs of GIMP 3 for Windows that a plug-in may use, and what they export.

What a DLL exports is read from its counterpart: Debian's shared library of the same name, or the DLL
itself where there is one.
"""

import subprocess
from pathlib import Path

import pe_file

# DLL of GIMP's official builds -> name of the library for the linker.
LIBRARIES = {
    "libatk-1.0-0.dll": "atk-1.0",
    "libbabl-0.1-0.dll": "babl-0.1",
    "libcairo-2.dll": "cairo",
    "libgdk-3-0.dll": "gdk-3",
    "libgdk_pixbuf-2.0-0.dll": "gdk_pixbuf-2.0",
    "libgegl-0.4-0.dll": "gegl-0.4",
    "libgimp-3.0-0.dll": "gimp-3.0",
    "libgimpbase-3.0-0.dll": "gimpbase-3.0",
    "libgimpcolor-3.0-0.dll": "gimpcolor-3.0",
    "libgimpconfig-3.0-0.dll": "gimpconfig-3.0",
    "libgimpmath-3.0-0.dll": "gimpmath-3.0",
    "libgimpui-3.0-0.dll": "gimpui-3.0",
    "libgimpwidgets-3.0-0.dll": "gimpwidgets-3.0",
    "libgio-2.0-0.dll": "gio-2.0",
    "libglib-2.0-0.dll": "glib-2.0",
    "libgmodule-2.0-0.dll": "gmodule-2.0",
    "libgobject-2.0-0.dll": "gobject-2.0",
    "libgtk-3-0.dll": "gtk-3",
    "libpango-1.0-0.dll": "pango-1.0",
    "libpangocairo-1.0-0.dll": "pangocairo-1.0",
}

# What the headers ask for on Windows alone (gtk/gtkmain.h): a check of the sizes of public structures.
WINDOWS_FUNCTIONS = {"libgtk-3-0.dll": {"gtk_init_abi_check", "gtk_init_check_abi_check"}}

# On Linux the C library does what libintl does elsewhere. The header of GNU libintl gives its
# functions these names, so that they are not taken for those of a C library. Where names of files are in
# UTF-16, wbindtextdomain takes one.
LIBINTL = "libintl-8.dll"
LIBINTL_FUNCTIONS = {
    "libintl_bindtextdomain": "const char* domain, const char* folder",
    "libintl_bind_textdomain_codeset": "const char* domain, const char* codeset",
    "libintl_dcgettext": "const char* domain, const char* text, int category",
    "libintl_dcngettext": "const char* domain, const char* one, const char* many, unsigned long n, int category",
    "libintl_dgettext": "const char* domain, const char* text",
    "libintl_dngettext": "const char* domain, const char* one, const char* many, unsigned long n",
    "libintl_gettext": "const char* text",
    "libintl_ngettext": "const char* one, const char* many, unsigned long n",
    "libintl_textdomain": "const char* domain",
    "libintl_wbindtextdomain": "const char* domain, const wchar_t* folder",
}


def read_symbols(shared_library):
    """Functions and variables that an ELF library exports."""
    listing = subprocess.run(["nm", "-D", "--defined-only", "--format=posix", shared_library],
                             capture_output=True, text=True, check=True).stdout
    functions, variables = set(), set()
    for line in listing.splitlines():
        name, kind = line.split()[:2]
        name = name.partition("@")[0]
        if kind in "TWi":
            functions.add(name)
        elif kind in "BDGRSV":
            variables.add(name)
    return functions, variables


def library_folder():
    """Where the development files' libraries are."""
    return Path(subprocess.run(["pkg-config", "--variable=libdir", "glib-2.0"],
                               capture_output=True, text=True, check=True).stdout.strip())


class Exports:
    """What each DLL exports, looked up when it is first asked for."""

    def __init__(self, dll_folder=None):
        """dll_folder: where GIMP's own DLLs are; without it, Debian's libraries stand for them."""
        self.dll_folder = dll_folder
        self.known = {LIBINTL: (set(LIBINTL_FUNCTIONS), set())}

    def of(self, dll):
        """Functions and variables of a DLL of GIMP. Those of a DLL itself are not told apart."""
        if dll not in self.known:
            if self.dll_folder is not None:
                self.known[dll] = pe_file.read(self.dll_folder / dll).exports, set()
            else:
                functions, variables = read_symbols(library_folder() / f"lib{LIBRARIES[dll]}.so")
                self.known[dll] = functions | WINDOWS_FUNCTIONS.get(dll, set()), variables
        return self.known[dll]
