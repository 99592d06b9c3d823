// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace color_clusters {

/// Asks for the memory of an object some time before it is needed: it need not be waited for then.
template <typename Object>
void prefetch(const Object& object) {
  constexpr std::size_t cache_line = 64;
  const auto* const begin = reinterpret_cast<const std::byte*>(&object);
  for (std::size_t place = 0; place < sizeof(Object); place += cache_line) {
    __builtin_prefetch(begin + place);
  }
}

}  // namespace color_clusters
