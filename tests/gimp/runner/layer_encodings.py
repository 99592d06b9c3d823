# SPDX-License-Identifier: GPL-3.0-or-later
"""How the pixels of layers encode colors, from the definitions of the formats, profiles and color spaces.
Shares no code with the plug-in."""

import struct
from dataclasses import dataclass

import numpy as np
from gi.repository import Gimp

TYPES = {"u8": np.uint8, "u16": np.uint16, "u32": np.uint32,
         "half": np.float16, "float": np.float32, "double": np.float64}
MODELS = {"linear": ("RGB", "Y"), "non-linear": ("R'G'B'", "Y'"), "perceptual": ("R~G~B~", "Y~")}


def srgb_curve(linear):
    return np.where(linear > 0.0031308,
                    1.055 * np.abs(linear) ** (1 / 2.4) - 0.055, 12.92 * linear)


def srgb_to_linear(value):
    return np.where(value > 0.04045, (np.abs(value + 0.055) / 1.055) ** 2.4, value / 12.92)


def lightness_to_linear(value):
    """The curve of GIMP's gray profile with the TRC of CIE L*."""
    lightness = 100 * value
    return np.where(lightness > 8, ((lightness + 16) / 116) ** 3, lightness * 27 / 24389)


def gamma_to_linear(value):
    """babl's power curves take negative values for 0."""
    return np.maximum(value, 0) ** WIDE_GAMMA


def linear_to_lightness(linear):
    return np.where(linear > 216 / 24389, 1.16 * np.cbrt(linear) - 0.16, linear * 24389 / 2700)


def linear_to_gamma(linear):
    return np.maximum(linear, 0) ** (1 / WIDE_GAMMA)


def compress_highlights(encoded):
    """What is above white as it is compared: see core/color/highlight_curve.h."""
    return np.where(encoded > 1, 1 + 0.01 * np.log1p((np.maximum(encoded, 1) - 1) / 0.01), encoded)


WIDE_GAMMA = 461 / 256  # as the profile has it, in 8.8 bits

# Linear RGB to XYZ of D50, by Bradford: sRGB as in IEC 61966-2-1 Amd 1, the others from the
# primaries of Display P3 (D65) and ROMM RGB (D50).
D50 = np.array([0.96422, 1.0, 0.82521])
SRGB = np.array([[0.4360747, 0.3850649, 0.1430804],
                 [0.2225045, 0.7168786, 0.0606169],
                 [0.0139322, 0.0971045, 0.7141733]])
# What GIMP's library takes for gray: its sRGB profile, whose numbers are of 16 bits after the point.
SRGB_LUMINANCE = np.array([14581, 46983, 3972]) / 65536
P3 = np.array([[0.5151187, 0.2919778, 0.1571035],
               [0.2411892, 0.6922441, 0.0665668],
               [-0.0010505, 0.0418791, 0.7840713]])
WIDE = np.array([[0.7976749, 0.1351917, 0.0313534],
                 [0.2880402, 0.7118741, 0.0000857],
                 [0.0, 0.0, 0.8252100]])


def icc_profile(matrix, curve):
    """A profile (ICC version 2.4) of linear RGB to XYZ; `curve` is the data of its curves."""
    def xyz(vector):
        return b"XYZ \0\0\0\0" + b"".join(struct.pack(">i", round(v * 65536)) for v in vector)

    name = b"Test\0"
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + bytes(78),
        b"cprt": b"text\0\0\0\0" + b"none\0",
        b"wtpt": xyz(D50),
        b"rXYZ": xyz(matrix[:, 0]), b"gXYZ": xyz(matrix[:, 1]), b"bXYZ": xyz(matrix[:, 2]),
        b"rTRC": curve, b"gTRC": curve, b"bTRC": curve,
    }
    start = 128 + 4 + 12 * len(tags)
    table, body = struct.pack(">I", len(tags)), b""
    for tag, data in tags.items():
        table += tag + struct.pack(">II", start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    header = struct.pack(">I4sI4s4s4s12x4s28x", start + len(body), b"lcms", 0x02400000, b"mntr",
                         b"RGB ", b"XYZ ", b"acsp")
    header += b"".join(struct.pack(">i", round(v * 65536)) for v in D50) + bytes(48)
    return header + table + body


def color_profile(case):
    """The profile to give to the image, or None for GIMP's own."""
    if case["profile"] == "srgb":
        return None
    if "gray" in case["kind"]:
        return (Gimp.ColorProfile.new_d65_gray_srgb_trc() if case["profile"] == "p3"
                else Gimp.ColorProfile.new_d50_gray_lab_trc())
    if case["profile"] == "wide":
        data = icc_profile(WIDE, b"curv\0\0\0\0" + struct.pack(">IH", 1, round(256 * WIDE_GAMMA)))
    else:
        steps = [round(65535 * float(srgb_to_linear(np.float64(i / 4095)))) for i in range(4096)]
        data = icc_profile(P3, b"curv\0\0\0\0" + struct.pack(">I4096H", 4096, *steps))
    return Gimp.ColorProfile.new_from_icc_profile(data)


@dataclass
class Encoding:
    """How the bytes of a drawable mean colors."""

    dtype: type
    trc: str
    gray: bool
    alpha: bool
    profile: str

    @property
    def colors(self):
        return 1 if self.gray else 3

    @property
    def channels(self):
        return self.colors + self.alpha

    @property
    def full(self):
        return np.iinfo(self.dtype).max if np.issubdtype(self.dtype, np.integer) else 1.0

    @property
    def step(self):
        """Between two values that can be stored; of floats near 1."""
        if np.issubdtype(self.dtype, np.integer):
            return 1 / self.full
        return float(np.finfo(self.dtype).eps)

    def format(self):
        """The name of this format in sRGB."""
        model = MODELS[self.trc][self.gray] + ("A" if self.alpha else "")
        return f"{model} {next(name for name, kind in TYPES.items() if kind is self.dtype)}"

    def encode(self, values):
        if np.issubdtype(self.dtype, np.integer):
            values = np.rint(np.clip(values, 0, 1) * self.full)
        return values.astype(self.dtype).tobytes()

    def split(self, data):
        """Rows of stored values: colors and alpha."""
        values = np.frombuffer(data, self.dtype).reshape(-1, self.channels)
        return values[:, :self.colors], values[:, self.colors:]

    def linear(self, values):
        """Linear light in the layer's own primaries."""
        if self.trc == "linear":
            return values
        if self.trc == "perceptual" or self.profile in ("srgb", "p3"):
            return srgb_to_linear(values)
        return lightness_to_linear(values) if self.gray else gamma_to_linear(values)

    @property
    def curves(self):
        """From linear light to encoded values in the layer's own primaries, and back."""
        if self.profile in ("srgb", "p3"):
            return srgb_curve, srgb_to_linear
        if self.gray:
            return linear_to_lightness, lightness_to_linear
        return linear_to_gamma, gamma_to_linear

    @property
    def to_srgb(self):
        own = {"srgb": SRGB, "p3": P3}.get(self.profile, WIDE)
        return np.linalg.inv(SRGB) @ own

    def has_highlights(self, values):
        return not np.issubdtype(self.dtype, np.integer) and np.any(
            self.curves[0](self.linear(values).astype(np.float64)) > 1.001)

    def linear_srgb(self, values, as_seen=False):
        """Of stored values; with highlights compressed if they are compared so."""
        linear = self.linear(values)
        if as_seen:
            linear = self.compressed(linear)
        return np.repeat(linear, 3, axis=1) if self.gray else linear @ self.to_srgb.T

    def compressed(self, linear):
        encode, decode = self.curves
        linear = linear.astype(np.float64)
        encoded = encode(linear)
        return np.where(encoded > 1, decode(compress_highlights(encoded)), linear)

    def seen_of_srgb(self, linear):
        """The same for colors in linear sRGB."""
        if self.gray:
            return self.compressed(linear)
        return self.compressed(linear @ np.linalg.inv(self.to_srgb).T) @ self.to_srgb.T


def encoding_of(drawable, case):
    kind, _, trc = case["precision"].partition("-")
    return Encoding(TYPES[kind], trc, drawable.is_gray(), drawable.has_alpha(), case["profile"])


def in_color_space(linear, name):
    """Coordinates in which the plug-in compares colors, of linear sRGB."""
    if name == "srgb":
        return srgb_curve(linear)
    if name == "oklab":  # Ottosson, 2020
        lms = linear @ np.array([[0.4122214708, 0.5363325363, 0.0514459929],
                                 [0.2119034982, 0.6806995451, 0.1073969566],
                                 [0.0883024619, 0.2817188376, 0.6299787005]]).T
        return np.cbrt(lms) @ np.array([[0.2104542553, 0.7936177850, -0.0040720468],
                                        [1.9779984951, -2.4285922050, 0.4505937099],
                                        [0.0259040371, 0.7827717662, -0.8086757660]]).T
    t = linear @ SRGB.T / D50
    f = np.where(t > 216 / 24389, np.cbrt(t), (t * 24389 / 27 + 16) / 116)
    return np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], 1)


# Differences that come from rounding and from approximated curves.
TOLERANCE = {"srgb": 0.004, "oklab": 0.004, "cielab": 0.4}
