// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace color_clusters {

/// A method of dithering, as Ditherer uses it. Pixels are those of LinearColors or NumberedColors.
template <typename Pixel>
class RowDitherer {
 public:
  RowDitherer() = default;
  virtual ~RowDitherer() = default;
  RowDitherer(const RowDitherer&) = delete;
  RowDitherer& operator=(const RowDitherer&) = delete;
  RowDitherer(RowDitherer&&) = delete;
  RowDitherer& operator=(RowDitherer&&) = delete;

  /// Dithers the next whole rows; see Ditherer::dither_rows.
  virtual void dither_rows(std::span<const Pixel> pixels, std::span<std::uint16_t> clusters) = 0;
};

}  // namespace color_clusters
