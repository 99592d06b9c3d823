// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/color/color.h"

namespace color_clusters {

/// The colors of an old computer, as 0xRRGGBB.
struct KnownPalette {
  std::string name;
  std::vector<std::uint32_t> colors;
};

inline std::array<std::uint8_t, 3> bytes_of(std::uint32_t rgb) {
  return {static_cast<std::uint8_t>(rgb >> 16U), static_cast<std::uint8_t>(rgb >> 8U),
          static_cast<std::uint8_t>(rgb)};
}

/// As layer colors of an 8-bit layer.
inline Color color_of(const std::array<std::uint8_t, 3>& bytes) {
  return {static_cast<float>(bytes[0]) / 255.0F, static_cast<float>(bytes[1]) / 255.0F,
          static_cast<float>(bytes[2]) / 255.0F};
}

/// Five palettes whose colors lie on grids or are few, so that many colors are between two of them.
inline std::vector<KnownPalette> known_palettes() {
  std::vector<KnownPalette> palettes{
      {"PICO-8",
       {0x000000, 0x1d2b53, 0x7e2553, 0x008751, 0xab5236, 0x5f574f, 0xc2c3c7, 0xfff1e8, 0xff004d,
        0xffa300, 0xffec27, 0x00e436, 0x29adff, 0x83769c, 0xff77a8, 0xffccaa}},
      {"Game Boy", {0x0f380f, 0x306230, 0x8bac0f, 0x9bbc0f}},
      {"C64",
       {0x000000, 0xffffff, 0x68372b, 0x70a4b2, 0x6f3d86, 0x588d43, 0x352879, 0xb8c76f, 0x6f4f25,
        0x433900, 0x9a6759, 0x444444, 0x6c6c6c, 0x9ad284, 0x6c5eb5, 0x959595}},
      {"CGA",
       {0x000000, 0x0000aa, 0x00aa00, 0x00aaaa, 0xaa0000, 0xaa00aa, 0xaa5500, 0xaaaaaa, 0x555555,
        0x5555ff, 0x55ff55, 0x55ffff, 0xff5555, 0xff55ff, 0xffff55, 0xffffff}},
      {"EGA", {}},
  };
  for (std::uint32_t i = 0; i < 64; ++i) {
    palettes.back().colors.push_back((i >> 4U) * 0x550000U + (i >> 2U & 3U) * 0x5500U +
                                     (i & 3U) * 0x55U);
  }
  return palettes;
}

}  // namespace color_clusters
