// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dither/dither_mix.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/dither/threshold_mask.h"

namespace color_clusters {

MixColors colors_of(const ConvexMix& mix) {
  MixColors colors;
  for (std::size_t i = 0; i < colors.size(); ++i) {
    colors[i] = mix.parts[std::min(i, mix.count - 1)].color;
  }
  return colors;
}

RankShares rank_shares(const ConvexMix& mix) {
  RankShares shares;
  shares.ends.fill(static_cast<std::uint16_t>(ThresholdMask::size));
  double sum = 0.0;
  for (std::size_t i = 0; i + 1 < mix.count; ++i) {
    sum += mix.parts[i].weight;
    const double end = sum * static_cast<double>(ThresholdMask::size);
    shares.ends[i] = static_cast<std::uint16_t>(std::lround(end));
  }
  return shares;
}

DitherMixer::DitherMixer(DitherPalette palette, double strength)
    : palette_(std::move(palette)),
      strength_(strength),
      nearest_(palette_.metric),
      mixer_(palette_.linear) {
  luminances_.reserve(palette_.linear.size());
  for (const Color& color : palette_.linear) {
    luminances_.push_back(0.2126F * color[0] + 0.7152F * color[1] + 0.0722F * color[2]);
  }
}

void DitherMixer::find(std::span<const Color> linear, std::span<ConvexMix> mixes) const {
  std::vector<Color> metric;
  if (strength_ < 1.0) {
    metric.resize(linear.size());
    palette_.to_metric(linear, metric);
  }
  for (std::size_t i = 0; i < linear.size(); ++i) {
    ConvexMix& mix = mixes[i];
    mix = mixer_.find(linear[i]);
    if (strength_ < 1.0) {
      const Color whole = mean(mix);
      Color drawn = palette_.linear[nearest_.find(metric[i])];
      for (std::size_t c = 0; c < 3; ++c) {
        drawn[c] += static_cast<float>(strength_) * (whole[c] - drawn[c]);
      }
      mix = mixer_.find(drawn);
    }
    sort_by_lightness(mix);
  }
}

void DitherMixer::sort_by_lightness(ConvexMix& mix) const {
  const auto order = [this](const ConvexMix::Part& part) {
    return std::pair(luminances_[part.color], part.color);
  };
  // There are four at most.
  for (std::size_t i = 1; i < mix.count; ++i) {
    for (std::size_t k = i; k > 0 && order(mix.parts[k]) < order(mix.parts[k - 1]); --k) {
      std::swap(mix.parts[k], mix.parts[k - 1]);
    }
  }
}

Color DitherMixer::mean(const ConvexMix& mix) const {
  std::array<double, 3> sum{};
  for (std::size_t i = 0; i < mix.count; ++i) {
    const auto& [color, weight] = mix.parts[i];
    for (std::size_t c = 0; c < 3; ++c) sum[c] += weight * palette_.linear[color][c];
  }
  return {static_cast<float>(sum[0]), static_cast<float>(sum[1]), static_cast<float>(sum[2])};
}

}  // namespace color_clusters
