// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kmeans/palette_subset.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <functional>
#include <limits>
#include <numeric>
#include <random>
#include <stdexcept>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

using Numbers = std::vector<std::size_t>;

struct Picture {
  std::vector<Color> colors;
  std::vector<double> weights;

  [[nodiscard]] ColorTree tree() const { return {colors, weights, 1}; }
};

Color random_color(std::mt19937& random) {
  Color color{};
  for (float& value : color) value = static_cast<float>(random() % 256) / 255.0F;
  return color;
}

/// Colors in clumps, some of them many times as frequent as others.
Picture some_picture(std::size_t colors, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<Color> middles(1 + random() % 12);
  for (Color& middle : middles) middle = random_color(random);
  const float width = static_cast<float>(1 + random() % 60) / 255.0F;
  Picture picture;
  for (std::size_t i = 0; i < colors; ++i) {
    Color color = middles[random() % middles.size()];
    for (float& value : color)
      value += width * (static_cast<float>(random() % 201) / 100.0F - 1.0F);
    picture.colors.push_back(color);
    picture.weights.push_back(1.0 + static_cast<double>(random() % 100 * (random() % 100)));
  }
  return picture;
}

/// Any colors, or every other time such as a picture has.
std::vector<Color> some_palette(std::size_t entries, const Picture& picture, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<Color> palette(entries);
  for (Color& entry : palette) {
    entry = seed % 2 == 0 ? random_color(random) : picture.colors[random() % picture.colors.size()];
  }
  return palette;
}

/// For each entry the cost of each color.
std::vector<std::vector<double>> costs_of(const Picture& picture,
                                          const std::vector<Color>& palette) {
  std::vector<std::vector<double>> costs;
  for (const Color& entry : palette) {
    std::vector<double> of_entry;
    for (std::size_t i = 0; i < picture.colors.size(); ++i) {
      of_entry.push_back(picture.weights[i] * squared_distance(picture.colors[i], entry));
    }
    costs.push_back(std::move(of_entry));
  }
  return costs;
}

double cost_of(const std::vector<std::vector<double>>& costs, const Numbers& entries) {
  double sum = 0.0;
  for (std::size_t i = 0; i < costs.front().size(); ++i) {
    double least = std::numeric_limits<double>::infinity();
    for (const std::size_t entry : entries) least = std::min(least, costs[entry][i]);
    sum += least;
  }
  return sum;
}

/// Calls `visit` with each of the ways to choose `count` of `size` numbers.
void for_subsets(std::size_t size, std::size_t count,
                 const std::function<void(const Numbers&)>& visit, Numbers chosen = {}) {
  if (chosen.size() == count) {
    visit(chosen);
    return;
  }
  for (std::size_t next = chosen.empty() ? 0 : chosen.back() + 1; next < size; ++next) {
    chosen.push_back(next);
    for_subsets(size, count, visit, chosen);
    chosen.pop_back();
  }
}

double best_of_all(const std::vector<std::vector<double>>& costs, std::size_t count) {
  double best = std::numeric_limits<double>::infinity();
  for_subsets(costs.size(), count,
              [&](const Numbers& entries) { best = std::min(best, cost_of(costs, entries)); });
  return best;
}

/// Swaps of any chosen entry for any other one that help, tried again and again. (P. Fränti,
/// "Efficiency of random swap clustering", 2018.)
double long_swap_search(const std::vector<std::vector<double>>& costs, Numbers entries,
                        int trials) {
  std::mt19937 random(1);
  double best = cost_of(costs, entries);
  for (int trial = 0; trial < trials; ++trial) {
    Numbers changed = entries;
    changed[random() % changed.size()] = random() % costs.size();
    const double cost = cost_of(costs, changed);
    if (cost >= best) continue;
    best = cost;
    entries = changed;
  }
  return best;
}

TEST(PaletteSubset, IsTheBestOfAllWhereAllCanBeTried) {
  constexpr unsigned pictures = 500;
  unsigned best = 0;
  double worst = 1.0;
  for (unsigned seed = 0; seed < pictures; ++seed) {
    const Picture picture = some_picture(100 + seed % 7 * 50, seed);
    const auto palette = some_palette(16, picture, seed);
    const auto costs = costs_of(picture, palette);
    const double known = best_of_all(costs, 4);
    const double found = cost_of(costs, choose_entries(picture.tree(), palette, 4, {}, 2));
    best += found <= known * (1.0 + 1e-12) ? 1 : 0;
    worst = std::max(worst, found / known);
  }
  RecordProperty("best", static_cast<int>(best));
  EXPECT_GE(best, pictures * 98 / 100);
  EXPECT_LE(worst, 1.01);
}

TEST(PaletteSubset, IsTheBestOfAllForMoreColorsThanBins) {
  const Picture picture = some_picture(40000, 12);
  const auto palette = some_palette(16, picture, 0);
  const auto costs = costs_of(picture, palette);
  const double found = cost_of(costs, choose_entries(picture.tree(), palette, 2, {}, 2));
  EXPECT_LE(found, best_of_all(costs, 2) * 1.0001);
}

TEST(PaletteSubset, IsAboutAsGoodAsALongSearch) {
  for (unsigned seed = 0; seed < 4; ++seed) {
    const Picture picture = some_picture(600, seed + 20);
    const auto palette = some_palette(500, picture, seed);
    const auto costs = costs_of(picture, palette);
    const Numbers found = choose_entries(picture.tree(), palette, 24, {}, 2);
    EXPECT_LE(cost_of(costs, found), 1.005 * long_swap_search(costs, found, 20000)) << seed;
  }
}

TEST(PaletteSubset, NoSwapHelps) {
  for (unsigned seed = 0; seed < 60; ++seed) {
    const Picture picture = some_picture(80, seed + 40);
    const auto palette = some_palette(60, picture, seed);
    const auto costs = costs_of(picture, palette);
    const Numbers found = choose_entries(picture.tree(), palette, 10, {}, 1);
    const double cost = cost_of(costs, found);
    for (std::size_t slot = 0; slot < found.size(); ++slot) {
      Numbers changed = found;
      for (changed[slot] = 0; changed[slot] < palette.size(); ++changed[slot]) {
        EXPECT_GE(cost_of(costs, changed), cost * (1.0 - 1e-6)) << seed;
      }
    }
  }
}

TEST(PaletteSubset, LeavesWhereOneSwapDoesNotHelp) {
  // Three heavy colors with an entry close by each; two entries in between are the first choice.
  const Picture picture{.colors = {{0, 0, 0}, {4, 0, 0}, {10, 0, 0}, {14, 0, 0}},
                        .weights = {1, 1, 1, 1}};
  const std::vector<Color> palette{{7, 0, 0}, {2, 0, 0}, {12, 0, 0}, {0, 0, 0}, {14, 0, 0}};
  EXPECT_EQ(choose_entries(picture.tree(), palette, 1, {}, 1), (Numbers{0}));
  EXPECT_EQ(choose_entries(picture.tree(), palette, 2, {}, 1), (Numbers{1, 2}));
}

TEST(PaletteSubset, KeepsWhatIsKept) {
  const Picture picture = some_picture(200, 3);
  const auto palette = some_palette(16, picture, 2);
  const auto costs = costs_of(picture, palette);
  const Numbers kept{11, 2};
  const Numbers found = choose_entries(picture.tree(), palette, 5, kept, 1);
  EXPECT_EQ(found.size(), 5U);
  for (const std::size_t entry : kept) EXPECT_TRUE(std::ranges::binary_search(found, entry));
  double best = std::numeric_limits<double>::infinity();
  for_subsets(16, 3, [&](Numbers entries) {
    entries.insert(entries.end(), kept.begin(), kept.end());
    best = std::min(best, cost_of(costs, entries));
  });
  EXPECT_LE(cost_of(costs, found), best * (1.0 + 1e-12));

  // Nowhere near any color, and with no place left for others.
  std::vector<Color> with_stranger = palette;
  with_stranger.push_back({50, 50, 50});
  EXPECT_EQ(choose_entries(picture.tree(), with_stranger, 1, Numbers{16}, 1), Numbers{16});
  const Numbers one_more = choose_entries(picture.tree(), with_stranger, 2, Numbers{16}, 1);
  EXPECT_EQ(one_more.size(), 2U);
  EXPECT_EQ(one_more.front(), choose_entries(picture.tree(), palette, 1, {}, 1).front());
}

TEST(PaletteSubset, OfEntriesThatDoAsWellTheFirstIsTaken) {
  const Picture picture{.colors = {{0, 0, 0}, {1, 0, 0}}, .weights = {1, 1}};
  const std::vector<Color> mirrored{{3, 0, 0}, {0.5F, 1, 0}, {0.5F, -1, 0}, {0.5F, 0, 1}};
  EXPECT_EQ(choose_entries(picture.tree(), mirrored, 1, {}, 1), Numbers{1});
  const std::vector<Color> repeated{{9, 0, 0}, {1, 0, 0}, {1, 0, 0},
                                    {0, 0, 0}, {0, 0, 0}, {9, 9, 0}};
  EXPECT_EQ(choose_entries(picture.tree(), repeated, 2, {}, 1), (Numbers{1, 3}));
  // The picture has no use for a third; different ones come first, then those there already were.
  EXPECT_EQ(choose_entries(picture.tree(), repeated, 3, {}, 1), (Numbers{0, 1, 3}));
  EXPECT_EQ(choose_entries(picture.tree(), repeated, 5, {}, 1), (Numbers{0, 1, 2, 3, 5}));
  EXPECT_EQ(choose_entries(picture.tree(), repeated, 2, Numbers{4}, 1), (Numbers{1, 4}));
}

TEST(PaletteSubset, IsAllWhereAsManyOrMoreAreWanted) {
  const Picture picture = some_picture(50, 1);
  const auto palette = some_palette(3, picture, 0);
  EXPECT_EQ(choose_entries(picture.tree(), palette, 3, {}, 1), (Numbers{0, 1, 2}));
  EXPECT_EQ(choose_entries(picture.tree(), palette, 100, Numbers{2}, 1), (Numbers{0, 1, 2}));
  EXPECT_TRUE(choose_entries(picture.tree(), {}, 3, {}, 1).empty());
}

TEST(PaletteSubset, IsTheSameForAnyNumberOfThreads) {
  const Picture picture = some_picture(6000, 5);
  const auto palette = some_palette(150, picture, 1);
  const ColorTree tree = picture.tree();
  const Numbers found = choose_entries(tree, palette, 12, Numbers{7}, 1);
  EXPECT_EQ(choose_entries(tree, palette, 12, Numbers{7}, 2), found);
  EXPECT_EQ(choose_entries(tree, palette, 12, Numbers{7}, 5), found);
}

TEST(PaletteSubset, CanBeStopped) {
  struct Stopped {};
  const Picture picture = some_picture(500, 5);
  const auto palette = some_palette(50, picture, 1);
  EXPECT_THROW(choose_entries(picture.tree(), palette, 10, {}, 1, [] { throw Stopped(); }),
               Stopped);
}

TEST(PaletteSubset, RejectsBadInput) {
  const ColorTree tree = some_picture(10, 1).tree();
  const std::vector<Color> palette(3);
  const ColorTree empty(std::vector<Color>{}, std::vector<double>{}, 1);
  EXPECT_THROW(choose_entries(empty, palette, 1, {}, 1), std::invalid_argument);
  EXPECT_THROW(choose_entries(tree, palette, 0, {}, 1), std::invalid_argument);
  EXPECT_THROW(choose_entries(tree, palette, 1, Numbers{0, 1}, 1), std::invalid_argument);
  EXPECT_THROW(choose_entries(tree, palette, 2, Numbers{1, 1}, 1), std::invalid_argument);
  EXPECT_THROW(choose_entries(tree, palette, 1, Numbers{3}, 1), std::invalid_argument);
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const float value : {nan, 1e16F, -std::numeric_limits<float>::infinity()}) {
    const std::vector<Color> broken{{0, 0, 0}, {0, value, 0}};
    EXPECT_THROW(choose_entries(tree, broken, 1, {}, 1), std::invalid_argument);
  }
}

}  // namespace
}  // namespace color_clusters
