// SPDX-License-Identifier: GPL-3.0-or-later
#include "natural_clusters.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <random>
#include <span>
#include <utility>

#include "core/clustering/natural_centers.h"
#include "core/histogram/byte_color_counter.h"
#include "core/histogram/surroundings.h"
#include "core/kmeans/color_tree.h"

namespace color_clusters {
namespace {

/// What surrounds all pixels of a square picture but those at its border.
std::vector<Surroundings> places_of(const FlatArt& art) {
  constexpr int width = static_cast<int>(Surroundings::side);
  std::vector<Surroundings> places;
  std::array<Color, Surroundings::side * Surroundings::side> patch{};
  for (int y = 0; y + width <= art.side; ++y) {
    for (int x = 0; x + width <= art.side; ++x) {
      for (int i = 0; i < width * width; ++i) {
        const int pixel = (y + i / width) * art.side + x + i % width;
        for (std::size_t c = 0; c < 3; ++c) {
          patch[static_cast<std::size_t>(i)][c] =
              static_cast<float>(art.rgb[3 * static_cast<std::size_t>(pixel) + c]) / 255.0F;
        }
      }
      places.push_back(surroundings_of(patch));
      places.back().row = y;
      places.back().column = x;
    }
  }
  return places;
}

}  // namespace

Clustering natural_clusters(ColorHistogram histogram, const ClusteringOptions& options,
                            const Space& space) {
  std::ranges::transform(histogram.colors, histogram.colors.begin(), space.from_srgb);
  const ColorTree tree(histogram.colors, histogram.weights, options.threads);
  const ToSrgb to_srgb = [&](std::span<Color> colors) {
    std::ranges::transform(colors, colors.begin(), space.to_srgb);
  };
  return assign_colors(tree, find_natural_centers(tree, options, to_srgb, histogram.places),
                       options.threads, options.fixed.size());
}

ColorHistogram histogram_of(const FlatArt& art) {
  ByteColorCounter counter;
  counter.add(art.rgb);
  return counter.histogram();
}

ColorHistogram histogram_with_places(const FlatArt& art) {
  ColorHistogram histogram = histogram_of(art);
  histogram.places = places_of(art);
  return histogram;
}

ColorHistogram photo_like(unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> value(0.1F, 0.9F);
  std::normal_distribution<float> offset(0.0F, 0.08F);
  std::vector<Color> middles(10);
  for (Color& middle : middles) middle = {value(random), value(random), value(random)};
  std::vector<std::uint8_t> rgb;
  for (int i = 0; i < 100000; ++i) {
    const Color& middle = middles[random() % middles.size()];
    const float light = offset(random);
    for (const float m : middle) {
      rgb.push_back(static_cast<std::uint8_t>(
          std::clamp(m + light + 0.3F * offset(random), 0.0F, 1.0F) * 255.0F));
    }
  }
  ByteColorCounter counter;
  counter.add(rgb);
  return counter.histogram();
}

}  // namespace color_clusters
