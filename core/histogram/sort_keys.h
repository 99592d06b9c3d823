// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace color_clusters {

/// Sorts keys below 2^63 (radix sort, digits of eleven bits; those in which all agree are skipped).
void sort_keys(std::vector<std::uint64_t>& keys);

}  // namespace color_clusters
