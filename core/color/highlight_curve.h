// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace color_clusters {

/// Brighter values are clamped to this: 2^20 in gamma-encoded RGB, more light than any picture has.
inline constexpr float largest_highlight = 0x1p20F;

/// Compresses one gamma-encoded channel (1 is display white) above white, where an eye in front of
/// the screen sees little more than white: x up to 1, bit for bit, and above it
///
///     1 + s ln(1 + (x - 1) / s),   s = 0.01.
///
/// A logarithm that leaves white with the slope 1, so that nothing shows where it begins, as the
/// hybrid log-gamma curve joins one to its gamma (ITU-R BT.2100; T. Borer, A. Cotton, "A
/// display-independent high dynamic range television system", 2016). It rises everywhere. Far above
/// white, twice the light is 0.75/255 more, and 10,000 times white's light is 1.085. Values are
/// clamped to `largest_highlight`; NaN stays NaN.
float compress_highlight(float value);

/// The inverse of compress_highlight: what was x comes back within 1e-5 x; what is above
/// all of them becomes `largest_highlight`.
float expand_highlight(float value);

}  // namespace color_clusters
