// SPDX-License-Identifier: GPL-3.0-or-later

// One rule for the nearest color: what ColorTree and NearestColor answer, for all colors of 8 bits
// and five palettes in three spaces, is what comparing all squared distances gives.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/parallel.h"
#include "core/color/cielab.h"
#include "core/color/morton.h"
#include "core/color/nearest_color.h"
#include "core/color/oklab.h"
#include "core/color/srgb.h"
#include "core/kmeans/color_tree.h"
#include "tests/core/clustering/known_palettes.h"

namespace color_clusters {
namespace {

struct Space {
  std::string name;
  std::function<Color(const Color&)> from_srgb;
};

std::vector<Space> spaces() {
  return {
      {"sRGB", [](const Color& color) { return color; }},
      {"Oklab", [](const Color& color) { return oklab_from_linear_srgb(linear_from_srgb(color)); }},
      {"CIE Lab", [](const Color& color) { return lab_from_srgb(color); }},
  };
}

/// The rule by itself: the first of those with the least squared distance, in double.
std::vector<std::uint16_t> nearest_of_all(const std::vector<Color>& palette,
                                          const std::vector<Color>& colors) {
  std::vector<std::array<double, 3>> places;
  for (const Color& color : palette) places.push_back({color[0], color[1], color[2]});
  std::vector<std::uint16_t> nearest(colors.size());
  for (std::size_t k = 0; k < colors.size(); ++k) {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < places.size(); ++i) {
      const double x = places[i][0] - static_cast<double>(colors[k][0]);
      const double y = places[i][1] - static_cast<double>(colors[k][1]);
      const double z = places[i][2] - static_cast<double>(colors[k][2]);
      const double distance = x * x + y * y + z * z;
      if (distance < least) {
        least = distance;
        nearest[k] = static_cast<std::uint16_t>(i);
      }
    }
  }
  return nearest;
}

void expect_rule(const std::vector<Color>& palette, const std::vector<Color>& colors,
                 const ColorTree& tree) {
  const std::vector<std::uint16_t> expected = nearest_of_all(palette, colors);
  std::vector<std::uint16_t> found(colors.size());
  NearestColor(palette).find(colors, found);
  // Without a list of what differs: it would be long.
  EXPECT_TRUE(found == expected);
  EXPECT_TRUE(tree.assignments(palette, 1) == expected);
  std::vector<double> weights(palette.size());
  for (const std::uint16_t nearest : expected) ++weights[nearest];
  const std::vector<Moments> clusters = tree.partition(palette, ColorTree::Detail::sums, 1);
  for (std::size_t i = 0; i < palette.size(); ++i) EXPECT_EQ(clusters[i].weight, weights[i]);
}

/// One part of all colors, neighbors together, in a space.
std::vector<Color> part_of_all_colors(std::size_t part, std::size_t size, const Space& space) {
  std::vector<Color> colors(size);
  for (std::size_t i = 0; i < size; ++i) {
    colors[i] =
        space.from_srgb(color_of(morton_color(static_cast<std::uint32_t>(part * size + i))));
  }
  return colors;
}

TEST(Ties, GoToTheFirstInAllPathsForEachColorOfEightBits) {
  constexpr std::size_t parts = 64;
  constexpr std::size_t size = (std::size_t{1} << 24U) / parts;
  parallel_for(parts, 2, [](std::size_t part) {
    for (const Space& space : spaces()) {
      const std::vector<Color> colors = part_of_all_colors(part, size, space);
      const ColorTree tree(colors, std::vector<double>(size, 1.0), 1);
      for (const KnownPalette& known : known_palettes()) {
        SCOPED_TRACE(known.name + " in " + space.name);
        std::vector<Color> palette;
        for (const std::uint32_t rgb : known.colors) {
          palette.push_back(space.from_srgb(color_of(bytes_of(rgb))));
        }
        expect_rule(palette, colors, tree);
      }
    }
  });
}

/// Colors on a coarse grid, which have many exact ties, moved and scaled so that rounding makes
/// most of them near ones.
TEST(Ties, GoToTheFirstWhereverTheColorsAre) {
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    const float scale = std::ldexp(1.0F, static_cast<int>(random() % 80) - 50);
    const float offset = static_cast<float>(random() % 4) * scale * 1000.0F;
    const auto value = [&](unsigned steps) {
      return offset + static_cast<float>(random() % steps) / 7.0F * scale;
    };
    std::vector<Color> palette(1 + random() % 40);
    for (Color& color : palette) color = {value(9), value(9), value(9)};
    std::vector<Color> colors(700);
    for (Color& color : colors) color = {value(17), value(17), value(17)};
    std::ranges::sort(colors);
    SCOPED_TRACE(round);
    expect_rule(palette, colors, ColorTree(colors, std::vector<double>(colors.size(), 1.0), 1));
  }
}

TEST(Ties, AreThoseOfTheBytes) {
  // 1,965 of all colors are just as far from two of PICO-8's: as bytes, by whole numbers.
  const std::vector<std::uint32_t> palette = known_palettes()[0].colors;
  std::size_t ties = 0;
  for (std::uint32_t rgb = 0; rgb < 1U << 24U; ++rgb) {
    int least = 1 << 30;
    bool is_tie = false;
    for (const std::uint32_t other : palette) {
      int distance = 0;
      for (std::size_t c = 0; c < 3; ++c) {
        const int difference = bytes_of(rgb)[c] - bytes_of(other)[c];
        distance += difference * difference;
      }
      is_tie = distance < least ? false : is_tie || distance == least;
      least = std::min(least, distance);
    }
    ties += is_tie ? 1 : 0;
  }
  EXPECT_EQ(ties, 1965U);
}

TEST(Ties, GoByRankInAnotherOrder) {
  std::mt19937 random(5);
  const auto value = [&] { return static_cast<float>(random() % 9) / 8.0F; };
  std::vector<Color> palette(30);
  for (Color& color : palette) color = {value(), value(), value()};
  std::vector<Color> colors(5000);
  for (Color& color : colors) color = {value(), value(), value()};
  std::vector<std::uint16_t> ranks(palette.size());
  std::iota(ranks.begin(), ranks.end(), std::uint16_t{0});
  std::ranges::shuffle(ranks, random);
  std::vector<Color> reordered;
  std::vector<std::uint16_t> sparse;
  for (const std::uint16_t rank : ranks) {
    reordered.push_back(palette[rank]);
    sparse.push_back(static_cast<std::uint16_t>(7 * rank));
  }
  const NearestColor nearest(reordered, sparse);
  const std::vector<std::uint16_t> expected = nearest_of_all(palette, colors);
  for (std::size_t i = 0; i < colors.size(); ++i) {
    EXPECT_EQ(ranks[nearest.find(colors[i])], expected[i]);
  }
  EXPECT_THROW(NearestColor(palette, std::vector<std::uint16_t>(3)), std::invalid_argument);
}

}  // namespace
}  // namespace color_clusters
