# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes Windows programs that have only what the import check reads (Microsoft: PE Format)."""

import struct

BASE, RAW = 0x1000, 0x400


class _Section:
    """Bytes at addresses from BASE on."""

    def __init__(self):
        self.data = bytearray(b"\0" * 16)

    def add(self, data):
        address = BASE + len(self.data)
        self.data += data + b"\0" * (-len(data) % 8)
        return address


def make(imports, exports=(), symbols=()):
    """imports: DLL -> names; exports: names; symbols: (name, value) of the first section."""
    section = _Section()
    descriptors = b""
    for dll, names in imports.items():
        entries = [section.add(b"\0\0" + name.encode() + b"\0") for name in names]
        table = section.add(struct.pack(f"<{len(entries) + 1}Q", *entries, 0))
        descriptors += struct.pack("<5I", table, 0, 0, section.add(dll.encode() + b"\0"), table)
    import_directory = section.add(descriptors + b"\0" * 20)
    pointers = [section.add(name.encode() + b"\0") for name in exports]
    names = section.add(struct.pack(f"<{len(pointers)}I", *pointers))
    export_directory = section.add(struct.pack("<IIHHIIIIIII", 0, 0, 0, 0, 0, 1, len(pointers),
                                               len(pointers), 0, names, 0))

    strings, table = bytearray(b"\0\0\0\0"), b""
    for name, value in symbols:
        table += struct.pack("<IIIhHBB", 0, len(strings), value, 1, 0, 2, 0)
        strings += name.encode() + b"\0"
    strings[:4] = struct.pack("<I", len(strings))

    directories = [(export_directory if exports else 0, 40), (import_directory, 40)] + [(0, 0)] * 14
    optional = bytearray(112) + b"".join(struct.pack("<II", *entry) for entry in directories)
    struct.pack_into("<H", optional, 0, 0x20B)
    struct.pack_into("<Q", optional, 72, 8 << 20)
    struct.pack_into("<I", optional, 108, len(directories))
    end = RAW + len(section.data)
    header = (b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40) + b"PE\0\0"
              + struct.pack("<HHIIIHH", 0x8664, 1, 0, end, len(symbols), len(optional), 0)
              + optional
              + struct.pack("<8sIIIIIIHHI", b".all", len(section.data), BASE, len(section.data), RAW,
                            0, 0, 0, 0, 0))
    return header.ljust(RAW, b"\0") + bytes(section.data) + table + bytes(strings)
