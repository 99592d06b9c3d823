// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/matrix3.h"
#include "core/color/color.h"
#include "core/histogram/value_code.h"
#include "plugin/mapping/cluster_space.h"

namespace color_clusters {

/// Zones of the cluster space around all colors of a cell of layer colors.
///
/// A cell has the layer colors whose channels are rounded to the same two neighbors of 8 bits, 2p
/// and 2p + 1: 128 of them a channel, each cut into four parts. In a perceptual space its colors
/// lie in a slanted and bent box: light adds up over the channels, a curve is applied to each of
/// three sums, and what that makes is mixed again. A zone is a zonotope: three of its spans go
/// along the channels, with the curves' chords for the curves, and three have room for what is
/// between a curve and its chord.
class ColorZones {
 public:
  static constexpr unsigned cell_bits = 7;
  static constexpr unsigned part_bits = 9;
  static constexpr std::uint32_t parts = 1U << part_bits;

  /// Whether a channel of a layer color lies in any part, and in which.
  static bool has_part(float value) { return is_ordinary(value); }
  static std::uint32_t part_of(float value) {
    return static_cast<std::uint32_t>(value * 510.0F + 1.0F);
  }

  /// All places that are the center and, of each span, between -1 and 1 times as much.
  struct Zone {
    Vector3 center;
    std::array<Vector3, 6> spans;
  };
  /// The parts of the three channels from `first` to `last`, that one included.
  struct Parts {
    std::array<std::uint32_t, 3> first;
    std::array<std::uint32_t, 3> last;
  };

  explicit ColorZones(const ClusterSpace& space);

  /// A zone that all layer colors of these parts lie in, whatever is lost to rounding.
  [[nodiscard]] Zone zone(const Parts& of) const;

  /// No more than this is lost to rounding in a coordinate of the cluster space.
  [[nodiscard]] double rounding() const { return space_ == ColorSpace::cielab ? 1e-4 : 1e-6; }

 private:
  /// What a channel adds to the three sums.
  struct Contributions {
    std::vector<Vector3> begin;
    std::vector<Vector3> end;
  };
  [[nodiscard]] Zone plain_zone(const Parts& of) const;

  ColorSpace space_;
  /// Layer colors and cluster space are the same up to white.
  bool is_plain_;
  /// What may be between the chord of a curve and its values beside the bend.
  double slack_ = 0.0;
  std::array<Contributions, 3> channels_;
};

}  // namespace color_clusters
