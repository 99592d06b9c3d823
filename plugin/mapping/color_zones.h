// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/matrix3.h"
#include "core/color/color.h"
#include "core/color/highlight_curve.h"
#include "core/histogram/value_code.h"
#include "plugin/mapping/cluster_space.h"

namespace color_clusters {

/// Where cells of layer colors lie in the cluster space.
///
/// Each channel has 128 cells for the values that are rounded to the same two neighbors of 8 bits,
/// 2p and 2p + 1, and, where a layer has highlights, one more for each time that the distance to
/// white, plus a hundredth of it, doubles: after compress_highlight these are about as wide. A cell
/// can be halved twice along each channel. In a perceptual space its colors lie in a slanted and
/// bent box: light adds up over the channels, a curve is applied to each of three sums, and what
/// that makes is mixed again. The curves' chords stand for the curves, and what is between a curve
/// and its chord is a margin.
class ColorZones {
 public:
  static constexpr unsigned halvings = 2;
  static constexpr std::uint32_t ordinary_cells = 128;
  /// As many as it takes to reach largest_highlight.
  static constexpr std::uint32_t highlight_cells = 27;
  static constexpr std::uint32_t no_part = 0xFFFFFFFF;

  /// The quarter of a cell that a value lies in, numbered from that of 0 on; `no_part` where it is
  /// neither ordinary (see is_ordinary) nor, where there are highlights, above white.
  [[nodiscard]] std::uint32_t part_of(float value) const {
    if (is_ordinary(value)) return static_cast<std::uint32_t>(value * 510.0F + 1.0F);
    const bool is_highlight = has_highlights_ && value > 1.0F && value < largest_highlight;
    if (!is_highlight) return no_part;
    const auto bits = std::bit_cast<std::uint32_t>((value - 1.0F) * 100.0F + 1.0F);
    return (ordinary_cells << halvings) + (bits >> (23U - halvings)) - (127U << halvings);
  }

  /// How many cells a channel has.
  [[nodiscard]] std::uint32_t cells() const {
    return has_highlights_ ? ordinary_cells + highlight_cells : ordinary_cells;
  }
  /// How many bits their numbers have.
  [[nodiscard]] unsigned cell_bits() const { return has_highlights_ ? 8 : 7; }

  /// All places that are the center and, of each span, between -1 and 1 times as much. Three spans
  /// go along the channels, and three have room for what is between a curve and its chord.
  struct Zone {
    Vector3 center;
    std::array<Vector3, 6> spans;
  };
  /// A cell of the three channels, or what is left of it when it has been halved so many times.
  struct Cell {
    std::array<std::uint32_t, 3> numbers;
    unsigned halved = 0;
  };

  /// `most_halved`: how often cells are halved at most, up to `halvings`.
  ColorZones(const ClusterSpace& space, unsigned most_halved);

  /// A zone that all layer colors of the cells from `first` to `last`, those included, lie in,
  /// whatever is lost to rounding. Both are halved equally often.
  [[nodiscard]] Zone zone(const Cell& first, const Cell& last) const;

  /// Where in a cell's zone each of its colors lies: at the origin and, of each slope, as much as
  /// the channel's value, which is `largest` at most. Besides, of each room, between -1 and 1 times
  /// as much.
  struct Chart {
    Vector3 origin;
    std::array<Vector3, 3> slopes;
    std::array<double, 3> largest;
    std::array<Vector3, 6> rooms;
  };
  /// Of a cell and its zone.
  [[nodiscard]] Chart chart(const Cell& cell, const Zone& zone) const;

  /// No more than this is lost to rounding in a coordinate of the cluster space.
  [[nodiscard]] double rounding() const { return space_ == ColorSpace::cielab ? 1e-4 : 1e-6; }

 private:
  /// A cell of one channel.
  struct Interval {
    /// What it adds to the three sums where it begins and where it ends.
    Vector3 begin;
    Vector3 end;
    /// A value v lies at offset + slope × v, give or take `error`, where -1 is `begin` and 1 `end`.
    double offset;
    double slope;
    double error;
    double largest_value;
  };
  using Intervals = std::vector<Interval>;
  [[nodiscard]] Intervals measure(const ClusterSpace& space, std::size_t channel, unsigned halved,
                                  double around) const;

  ColorSpace space_;
  bool has_highlights_;
  /// Layer colors and cluster space are the same up to white.
  bool is_plain_;
  /// What may be between the chord of a curve and its values beside the bend.
  double slack_ = 0.0;
  /// Of each channel, halved so many times.
  std::array<std::array<Intervals, 3>, halvings + 1> intervals_;
};

}  // namespace color_clusters
