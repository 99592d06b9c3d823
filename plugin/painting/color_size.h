// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <stdexcept>
#include <type_traits>

namespace color_clusters {

/// Calls `use` with the bytes of a layer's color, of one component or three of 1, 2, 4 or 8, as a
/// constant: what runs once per pixel is compiled for each. Throws std::invalid_argument for
/// others.
template <typename Use>
auto with_color_bytes(std::size_t color_bytes, const Use& use) {
  switch (color_bytes) {
    case 1:
      return use(std::integral_constant<std::size_t, 1>());
    case 2:
      return use(std::integral_constant<std::size_t, 2>());
    case 3:
      return use(std::integral_constant<std::size_t, 3>());
    case 4:
      return use(std::integral_constant<std::size_t, 4>());
    case 6:
      return use(std::integral_constant<std::size_t, 6>());
    case 8:
      return use(std::integral_constant<std::size_t, 8>());
    case 12:
      return use(std::integral_constant<std::size_t, 12>());
    case 24:
      return use(std::integral_constant<std::size_t, 24>());
    default:
      throw std::invalid_argument("unknown pixel format");
  }
}

}  // namespace color_clusters
