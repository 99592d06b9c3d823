// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>

#include "core/bar/bar_geometry.h"
#include "core/bar/color_bar.h"
#include "tests/fuzz/fuzz_map.h"

namespace color_clusters {
namespace {

double any_share(FuzzInput& input) {
  const unsigned kind = input.byte();
  if (kind < 128U) return kind / 128.0;
  if (kind < 192U) return std::ldexp(1.0 + input.byte() / 256.0, input.byte() * 8 - 1060);
  const std::uint64_t high = static_cast<std::uint32_t>(input.number());
  return std::bit_cast<double>(high << 32U);
}

void check_widths(std::span<const double> shares, int width) {
  const std::vector<int> widths = segment_widths(shares, width);
  require(widths.size() == shares.size());
  std::int64_t all = 0;
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  for (std::size_t i = 0; i < widths.size(); ++i) {
    require(widths[i] >= 0);
    all += widths[i];
    require(std::abs(widths[i] - shares[i] / sum * width) < 1.0 + 1e-15 * width);
    for (std::size_t j = 0; j < i; ++j) {
      // Those that are nearer to each other count as equal.
      const double difference = (shares[i] - shares[j]) / sum * width;
      const double equal = 0x1p-29 + 1e-15 * width;
      if (difference < -equal) require(widths[i] <= widths[j]);
      if (difference > equal) require(widths[i] >= widths[j]);
    }
  }
  require(all == width);
}

int size_up_to(FuzzInput& input, int most) {
  const unsigned kind = input.byte();
  if (kind >= 250U) return most;
  return 1 + static_cast<int>((kind % 4U == 0 ? 256U * kind + input.byte() : kind)) % most;
}

bool overlap(const PixelArea& a, const PixelArea& b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/// GIMP's images have up to 524,288 pixels a side, and layers can lie as far outside.
void check_geometry(FuzzInput& input) {
  constexpr int most = 524288;
  const PixelArea layer{size_up_to(input, most) - size_up_to(input, most),
                        size_up_to(input, most) - size_up_to(input, most), size_up_to(input, most),
                        size_up_to(input, most)};
  const int width = size_up_to(input, most);
  const int height = size_up_to(input, most);
  const BarShape shape{.position = static_cast<BarPosition>(input.byte() % 4U),
                       .percent = input.byte() / 5.0};
  const BarGeometry geometry = color_bar_geometry(layer, width, height, shape);
  const PixelArea& bar = geometry.bar;
  const bool is_outside =
      shape.position == BarPosition::below || shape.position == BarPosition::right;
  require(geometry.is_vertical == (shape.position == BarPosition::right));
  const int length = geometry.is_vertical ? bar.height : bar.width;
  const int thickness = geometry.is_vertical ? bar.width : bar.height;
  require(length >= 1 && length <= std::max(geometry.is_vertical ? height : width,
                                            geometry.is_vertical ? layer.height : layer.width));
  require(shape.percent > 0.0 ? thickness >= 1 : thickness == 0);

  const int end = geometry.is_vertical ? bar.x + bar.width : bar.y + bar.height;

  // The canvas grows by what lies outside, and only then.
  require(geometry.canvas_width ==
          (shape.position == BarPosition::right ? std::max(width, end) : width));
  require(geometry.canvas_height ==
          (shape.position == BarPosition::below ? std::max(height, end) : height));
  if (is_outside && thickness > 0) {
    const int begin = geometry.is_vertical ? bar.x : bar.y;
    const int edge = geometry.is_vertical ? width : height;
    const int most_gap = std::max(1, (end - begin) / 4);
    require(begin > edge && begin - edge <= most_gap && end > begin);
  }
  if (shape.position == BarPosition::inside_bottom) {
    const int bottom = std::min(layer.y + layer.height, height);
    const bool is_seen = overlap(layer, {0, 0, width, height});
    require(end == (is_seen ? bottom : layer.y + layer.height));
  }
}

}  // namespace
}  // namespace color_clusters

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  check_geometry(input);
  const unsigned kind = input.byte();
  const int width = kind % 2U == 0 ? static_cast<int>(kind) : input.number();
  std::vector<double> shares;
  while (input.size() > 0 && shares.size() < 256) shares.push_back(any_share(input));
  const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
  const bool is_share = std::ranges::all_of(shares, [](double share) { return share >= 0.0; });
  if (is_share && sum > 0.0 && std::isfinite(sum) && width >= 0) {
    check_widths(shares, width);
  } else {
    require(is_refused([&] { segment_widths(shares, width); }));
  }
  return 0;
}
