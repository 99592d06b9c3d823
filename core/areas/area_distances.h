// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/areas/connected_areas.h"
#include "core/base/large_arrays.h"

namespace color_clusters {

/// How far the pixels of a map lie inside their 4-connected areas.
///
/// The distances are exact (transform of A. Meijster, J. Roerdink and W. Hesselink, "A general
/// algorithm for computing distance transforms in linear time", 2000) and are found for all areas
/// at once: first along columns; then each run of pixels in a row is a picture of its own, because
/// what is beyond the run is further than its ends. (The idea of W. Silversmith, "Euclidean
/// distance transform for labeled images", 2018.)
///
/// Memory: 4 bytes a pixel.
class AreaDistances {
 public:
  /// `areas` are those of the map, which is only looked at while this is made.
  AreaDistances(const ClusterMap& map, const ConnectedAreas& areas, int threads,
                const Checkpoint& checkpoint = {});

  /// The squared distance from a pixel to the nearest one of another area, to "no pixel" or to what
  /// would be the nearest pixel outside the map, from middle to middle. At least 1.
  [[nodiscard]] std::uint32_t squared(std::size_t pixel) const { return distances_[pixel]; }

 private:
  ZeroedArray<std::uint32_t> distances_;
};

}  // namespace color_clusters
