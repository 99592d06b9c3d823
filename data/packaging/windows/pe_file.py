# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads what a Windows program or DLL imports and exports (Microsoft: PE Format)."""

import struct
from dataclasses import dataclass, field

AMD64, ARM64 = 0x8664, 0xAA64
PE32_PLUS = 0x20B


@dataclass
class PeFile:
    machine: int
    imports: dict = field(default_factory=dict)  # DLL -> names, or "#ordinal"
    exports: set = field(default_factory=set)
    # Addresses of the symbols, if they were not stripped.
    symbols: dict = field(default_factory=dict)
    # What the program asks for itself: bytes of address space for the main thread's stack.
    stack_reserve: int = 0


class _Reader:
    def __init__(self, data):
        self.data = data
        (header,) = struct.unpack_from("<I", data, 0x3C)
        if data[:2] != b"MZ" or data[header:header + 4] != b"PE\0\0":
            raise ValueError("not a Windows program or DLL")
        (self.machine, sections, _, self.symbol_table, self.symbol_count, optional_size,
         _) = struct.unpack_from("<HHIIIHH", data, header + 4)
        optional = header + 24
        if struct.unpack_from("<H", data, optional)[0] != PE32_PLUS:
            raise ValueError("not for a 64-bit processor")
        (self.stack_reserve,) = struct.unpack_from("<Q", data, optional + 72)
        count = struct.unpack_from("<I", data, optional + 108)[0]
        self.directories = [struct.unpack_from("<II", data, optional + 112 + 8 * i)
                            for i in range(count)]
        self.sections = [struct.unpack_from("<8sIIII", data, optional + optional_size + 40 * i)
                         for i in range(sections)]

    def offset(self, address):
        for _, size, begin, raw_size, raw in self.sections:
            if begin <= address < begin + max(size, raw_size):
                return raw + address - begin
        raise ValueError(f"no section at {address:#x}")

    def number(self, form, address):
        return struct.unpack_from(form, self.data, self.offset(address))[0]

    def text(self, address):
        begin = self.offset(address)
        return self.data[begin:self.data.index(b"\0", begin)].decode("ascii")

    def directory(self, index):
        """Address of a data directory, 0 if there is none."""
        return self.directories[index][0] if index < len(self.directories) else 0

    def imported_names(self, table):
        while entry := self.number("<Q", table):
            yield f"#{entry & 0xFFFF}" if entry >> 63 else self.text(entry + 2)
            table += 8

    def imports(self):
        descriptor = self.directory(1)
        found = {}
        while descriptor and (name := self.number("<I", descriptor + 12)):
            names = self.number("<I", descriptor) or self.number("<I", descriptor + 16)
            found.setdefault(self.text(name), []).extend(self.imported_names(names))
            descriptor += 20
        # Those that are loaded when they are first called.
        descriptor = self.directory(13)
        while descriptor and (name := self.number("<I", descriptor + 4)):
            names = self.number("<I", descriptor + 16)
            found.setdefault(self.text(name), []).extend(self.imported_names(names))
            descriptor += 32
        return found

    def exports(self):
        directory = self.directory(0)
        if not directory:
            return set()
        names = self.number("<I", directory + 32)
        return {self.text(self.number("<I", names + 4 * i))
                for i in range(self.number("<I", directory + 24))}

    def symbols(self):
        strings = self.symbol_table + 18 * self.symbol_count
        found, i = {}, 0
        while i < self.symbol_count:
            at = self.symbol_table + 18 * i
            name, value, section, _, _, auxiliary = struct.unpack_from("<8sIhHBB", self.data, at)
            if name[:4] == b"\0\0\0\0":
                begin = strings + struct.unpack("<I", name[4:])[0]
                name = self.data[begin:self.data.index(b"\0", begin)]
            if section > 0:
                found[name.rstrip(b"\0").decode("ascii", "replace")] = (section, value)
            i += 1 + auxiliary
        return found


def read(path):
    """Raises ValueError where the file is none."""
    reader = _Reader(path.read_bytes())
    return PeFile(reader.machine, reader.imports(), reader.exports(), reader.symbols(),
                  reader.stack_reserve)
