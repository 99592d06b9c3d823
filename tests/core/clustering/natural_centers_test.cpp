// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clustering/natural_centers.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/parallel.h"
#include "core/color/cielab.h"
#include "core/color/color_difference.h"
#include "core/color/oklab.h"
#include "core/color/srgb.h"
#include "core/histogram/byte_color_counter.h"
#include "core/histogram/surroundings.h"
#include "flat_art.h"
#include "flat_art_kinds.h"

namespace color_clusters {
namespace {

struct Entry {
  Color color;
  double weight;
};

/// A cluster space and the way there from gamma-encoded sRGB and back.
struct Space {
  const char* name;
  Color (*from_srgb)(const Color&);
  Color (*to_srgb)(const Color&);
};

Color same(const Color& color) { return color; }
Color oklab_from_srgb(const Color& srgb) { return oklab_from_linear_srgb(linear_from_srgb(srgb)); }
Color srgb_from_oklab(const Color& lab) { return srgb_from_linear(linear_srgb_from_oklab(lab)); }

constexpr Space srgb{"sRGB", same, same};
constexpr Space oklab{"Oklab", oklab_from_srgb, srgb_from_oklab};
constexpr Space cielab{"CIELAB", lab_from_srgb, srgb_from_lab};

/// Clusters a histogram of gamma-encoded sRGB with its places, if it has any.
Clustering natural_clusters(ColorHistogram histogram, const ClusteringOptions& options,
                            const Space& space = srgb) {
  std::ranges::transform(histogram.colors, histogram.colors.begin(), space.from_srgb);
  const ColorTree tree(histogram.colors, histogram.weights, options.threads);
  const ToSrgb to_srgb = [&](std::span<Color> colors) {
    std::ranges::transform(colors, colors.begin(), space.to_srgb);
  };
  return assign_colors(tree, find_natural_centers(tree, options, to_srgb, histogram.places),
                       options.threads, options.fixed.size());
}

ColorHistogram histogram_of(const std::vector<Entry>& entries) {
  ColorHistogram histogram;
  for (const Entry& entry : entries) {
    histogram.colors.push_back(entry.color);
    histogram.weights.push_back(entry.weight);
    histogram.total_weight += entry.weight;
  }
  histogram.distinct_colors = entries.size();
  return histogram;
}

ColorHistogram histogram_of(const FlatArt& art) {
  ByteColorCounter counter;
  counter.add(art.rgb);
  return counter.histogram();
}

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
    }
  }
  return places;
}

ColorHistogram histogram_with_places(const FlatArt& art) {
  ColorHistogram histogram = histogram_of(art);
  histogram.places = places_of(art);
  return histogram;
}

std::size_t natural_number(const std::vector<Entry>& entries, int most = 16) {
  return natural_clusters(histogram_of(entries), {.colors = most}).centers.size();
}

/// Soft clumps of colors that run into each other, as in a photograph.
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

TEST(NaturalCenters, OneColor) {
  const Clustering result =
      natural_clusters(histogram_of({{{0.2F, 0.4F, 0.6F}, 7}}), {.colors = 16});
  ASSERT_EQ(result.centers.size(), 1U);
  EXPECT_EQ(result.centers[0], (Color{0.2F, 0.4F, 0.6F}));
}

TEST(NaturalCenters, TwoColors) {
  const Clustering result =
      natural_clusters(histogram_of({{{1, 0, 0}, 1}, {{0, 0, 1}, 3}}), {.colors = 16});
  ASSERT_EQ(result.centers.size(), 2U);
  EXPECT_EQ(result.centers[0], (Color{0, 0, 1}));
  EXPECT_EQ(result.centers[1], (Color{1, 0, 0}));
  EXPECT_DOUBLE_EQ(result.shares[0], 0.75);
}

TEST(NaturalCenters, FewerColorsThanAllowedAreAllKept) {
  EXPECT_EQ(
      natural_number(
          {{{1, 1, 1}, 5}, {{0, 0, 0}, 4}, {{1, 0, 0}, 3}, {{0, 0.6F, 0}, 2}, {{0, 0, 1}, 1}}, 256),
      5U);
}

TEST(NaturalCenters, TwoTintsOfOnePercent) {
  EXPECT_EQ(natural_number({{{1, 1, 1}, 98}, {{0.9F, 0.75F, 0.75F}, 1}, {{0.75F, 0.75F, 0.9F}, 1}}),
            3U);
}

TEST(NaturalCenters, SpotOfAThirdOfAPercent) {
  EXPECT_EQ(natural_number({{{1, 1, 1}, 600}, {{0.1F, 0.1F, 0.1F}, 397}, {{1, 0.2F, 0}, 3}}), 3U);
}

TEST(NaturalCenters, ColorsThatLookAlikeAreOne) {
  EXPECT_EQ(natural_number({{{0.5F, 0.5F, 0.5F}, 1}, {{0.505F, 0.5F, 0.5F}, 1}}), 1U);
}

TEST(NaturalCenters, NearlyAllWeightOnOneColor) {
  const Clustering result = natural_clusters(
      histogram_of({{{0.5F, 0.5F, 0.5F}, 1e9}, {{0, 0, 0}, 1}, {{1, 1, 1}, 1}}), {.colors = 16});
  ASSERT_EQ(result.centers.size(), 1U);
  EXPECT_EQ(result.centers[0], (Color{0.5F, 0.5F, 0.5F}));
}

TEST(NaturalCenters, GradientIsCutIntoSteps) {
  std::vector<Entry> entries;
  for (int i = 0; i < 256; ++i) {
    const float value = static_cast<float>(i) / 255.0F;
    entries.push_back({{value, value, value}, 1.0});
  }
  const std::size_t number = natural_number(entries);
  EXPECT_GE(number, 4U);
  EXPECT_LE(number, 10U);
}

TEST(NaturalCenters, TinyPicture) {
  EXPECT_EQ(natural_number({{{1, 0, 0}, 1}, {{0, 1, 0}, 1}, {{0, 0, 1}, 1}, {{1, 1, 1}, 1}}), 4U);
}

TEST(NaturalCenters, NeverMoreThanAllowed) {
  const ColorHistogram art = histogram_of(draw_flat_art(8, {}, 1));
  const ColorHistogram photo = photo_like(1);
  for (const int most : {1, 2, 3, 7}) {
    const auto allowed = static_cast<std::size_t>(most);
    EXPECT_EQ(natural_clusters(art, {.colors = most}).centers.size(), allowed);
    EXPECT_LE(natural_clusters(photo, {.colors = most}).centers.size(), allowed);
  }
}

TEST(NaturalCenters, PhotographHasAFewColors) {
  for (const unsigned seed : {1U, 2U, 3U}) {
    const std::size_t number = natural_clusters(photo_like(seed), {.colors = 32}).centers.size();
    EXPECT_GE(number, 4U);
    EXPECT_LE(number, 10U);
  }
}

TEST(NaturalCenters, VividSpotInAPhotographGetsACenter) {
  std::vector<Entry> entries;
  for (int i = 0; i < 1000; ++i) {
    const float value = static_cast<float>(i) / 999.0F;
    entries.push_back({{value, 0.9F * value + 0.05F, 0.8F * value + 0.1F}, 1.0});
  }
  entries.push_back({{0.9F, 0.1F, 0.1F}, 8.0});
  const Clustering result = natural_clusters(histogram_of(entries), {.colors = 16});
  EXPECT_TRUE(std::ranges::any_of(result.centers, [](const Color& center) {
    return squared_distance(center, {0.9F, 0.1F, 0.1F}) < 1e-4;
  }));
}

TEST(NaturalCenters, InksAreNotDilutedByTheirEdges) {
  const ColorHistogram plain = histogram_of(draw_flat_art(5, {}, 7));
  const ColorHistogram antialiased = histogram_of(draw_flat_art(5, {.is_antialiased = true}, 7));
  const Clustering inks = natural_clusters(plain, {.colors = 16});
  const Clustering found = natural_clusters(antialiased, {.colors = 16});
  ASSERT_EQ(inks.centers.size(), 5U);
  ASSERT_EQ(found.centers.size(), 5U);
  for (const Color& ink : inks.centers) {
    double least = 1.0;
    for (const Color& center : found.centers) {
      least = std::min(least, ciede2000(lab_from_srgb(ink), lab_from_srgb(center)));
    }
    EXPECT_LT(least, 1.0);
  }
}

TEST(NaturalCenters, ColorsFarOutOfGamut) {
  const std::size_t number =
      natural_number({{{100, 100, 100}, 1}, {{0.2F, 0.2F, 0.2F}, 5}, {{-0.5F, 1.2F, 0.1F}, 2}});
  EXPECT_GE(number, 2U);
  EXPECT_LE(number, 3U);
}

TEST(NaturalCenters, SameBitsForAnyNumberOfThreads) {
  const std::vector<ColorHistogram> pictures{
      photo_like(4), histogram_of(draw_flat_art(
                         8, {.is_antialiased = true, .noise = 5.0, .jpeg_quality = 75}, 2))};
  for (const ColorHistogram& picture : pictures) {
    const Clustering expected = natural_clusters(picture, {.colors = 16, .threads = 1}, oklab);
    for (const int threads : {2, 5}) {
      const Clustering actual =
          natural_clusters(picture, {.colors = 16, .threads = threads}, oklab);
      EXPECT_EQ(actual.centers, expected.centers);
      EXPECT_EQ(actual.shares, expected.shares);
    }
  }
}

TEST(FixedCenters, AreInksThatNeedNotBeFound) {
  const ColorHistogram art = histogram_of(draw_flat_art(5, {.is_antialiased = true}, 7));
  for (const Space* space : {&srgb, &cielab}) {
    Clustering inks = natural_clusters(art, {.colors = 16}, *space);
    ASSERT_EQ(inks.centers.size(), 5U);
    // The inks hardly differ from what the artist wants to keep.
    std::vector<Color> fixed{inks.centers[1], inks.centers[4]};
    for (Color& color : fixed) color[0] *= 1.01F;
    const Clustering kept = natural_clusters(art, {.colors = 16, .fixed = fixed}, *space);
    EXPECT_EQ(kept.centers.size(), 5U);
    for (const Color& color : {fixed[0], fixed[1], inks.centers[0], inks.centers[2]}) {
      EXPECT_NE(std::ranges::find(kept.centers, color), kept.centers.end());
    }
  }
}

TEST(FixedCenters, ThatAreNotInFlatArtComeOnTop) {
  const std::vector<Entry> stripes{{{1, 1, 1}, 5}, {{0, 0, 0}, 4}, {{1, 0, 0}, 3}};
  const Clustering result =
      natural_clusters(histogram_of(stripes), {.colors = 16, .fixed = {{0, 0.6F, 0.9F}}});
  ASSERT_EQ(result.centers.size(), 4U);
  EXPECT_EQ(result.centers[3], (Color{0, 0.6F, 0.9F}));
  EXPECT_EQ(result.shares[3], 0.0);
}

TEST(FixedCenters, ArePartsOfAPhotograph) {
  for (const unsigned seed : {1U, 2U, 3U, 4U}) {
    const ColorHistogram photo = photo_like(seed);
    const Clustering free = natural_clusters(photo, {.colors = 16}, cielab);
    const std::vector<Color> fixed{free.centers[0], free.centers[2]};
    const Clustering kept = natural_clusters(photo, {.colors = 16, .fixed = fixed}, cielab);
    EXPECT_NEAR(static_cast<double>(kept.centers.size()), static_cast<double>(free.centers.size()),
                1.0);
    for (const Color& color : fixed) {
      EXPECT_NE(std::ranges::find(kept.centers, color), kept.centers.end());
    }
  }
}

TEST(FixedCenters, ThatAreNotInAPhotographSwallowNothing) {
  const ColorHistogram photo = photo_like(1);
  const Color magenta = lab_from_srgb({1, 0, 1});
  const Clustering free = natural_clusters(photo, {.colors = 16}, cielab);
  const Clustering kept = natural_clusters(photo, {.colors = 16, .fixed = {magenta}}, cielab);
  EXPECT_EQ(kept.centers.size(), free.centers.size() + 1);
  EXPECT_EQ(kept.centers.back(), magenta);
  EXPECT_LT(kept.shares.back(), 0.01);
}

TEST(FixedCenters, CountAmongTheMostThereCanBe) {
  const ColorHistogram art = histogram_of(draw_flat_art(8, {}, 1));
  const ColorHistogram photo = photo_like(1);
  const std::vector<Color> fixed{{0, 0, 0}, {1, 0, 1}, {0, 1, 0}};
  for (const int most : {3, 4, 7}) {
    const ClusteringOptions options{.colors = most, .fixed = fixed};
    EXPECT_EQ(natural_clusters(art, options).centers.size(), static_cast<std::size_t>(most));
    EXPECT_LE(natural_clusters(photo, options).centers.size(), static_cast<std::size_t>(most));
  }
  EXPECT_THROW(natural_clusters(photo, {.colors = 2, .fixed = fixed}), std::invalid_argument);
}

TEST(FixedCenters, ManyOfThemLeaveRoomForParts) {
  std::vector<Color> fixed;
  for (int i = 0; i < 30; ++i) {
    fixed.push_back(lab_from_srgb({static_cast<float>(i) / 29.0F, 1.0F, 0.0F}));
  }
  const ColorHistogram photo = photo_like(2);
  const std::size_t free = natural_clusters(photo, {.colors = 16}, cielab).centers.size();
  const Clustering kept = natural_clusters(photo, {.colors = 64, .fixed = fixed}, cielab);
  EXPECT_GE(kept.centers.size(), fixed.size() + free - 2);
  EXPECT_LE(kept.centers.size(), fixed.size() + free + 2);
}

TEST(FixedCenters, SameBitsForAnyNumberOfThreads) {
  ClusteringOptions options{.colors = 16, .fixed = {{0.2F, 0.3F, 0.8F}, {1, 1, 1}}};
  for (const ColorHistogram& picture : {photo_like(4), histogram_of(draw_flat_art(8, {}, 2))}) {
    options.threads = 1;
    const Clustering expected = natural_clusters(picture, options);
    options.threads = 5;
    const Clustering actual = natural_clusters(picture, options);
    EXPECT_EQ(actual.centers, expected.centers);
    EXPECT_EQ(actual.shares, expected.shares);
  }
}

TEST(NaturalCenters, ColorsThatSrgbCannotExpressDoNoHarm) {
  const std::vector<Color> colors{{0, 0, 0}, {1, 0, 0}, {9, 9, 9}, {-9, 9, 9}};
  const ColorTree tree(colors, std::vector{5.0, 4.0, 3.0, 3.0}, 1);
  const ToSrgb to_srgb = [](std::span<Color> all) {
    for (Color& color : all) {
      if (color[1] > 1.0F) color.fill(std::log(color[0]) / 0.0F);
    }
  };
  const std::vector<Color> centers = find_natural_centers(tree, {.colors = 8}, to_srgb);
  EXPECT_GE(centers.size(), 2U);
  for (const Color& center : centers) {
    EXPECT_TRUE(std::ranges::find(colors, center) != colors.end());
  }
}

TEST(NaturalCenters, RejectsWhatCannotBeClustered) {
  EXPECT_THROW(natural_number({}), std::invalid_argument);
  const std::vector<Entry> red{{{1, 0, 0}, 1.0}};
  EXPECT_THROW(natural_number(red, 0), std::invalid_argument);
  EXPECT_THROW(natural_number(red, 257), std::invalid_argument);
  const std::vector<Color> infinite{{0, std::numeric_limits<float>::infinity(), 0}};
  EXPECT_THROW(natural_clusters(photo_like(1), {.colors = 4, .fixed = infinite}),
               std::invalid_argument);
}

// ---------------------------------------------------------------------------------------------
// Pictures with known answers. The numbers of the method were fitted on other seeds.

struct Tally {
  int exact = 0;
  int all = 0;

  void add(bool is_exact) {
    ++all;
    if (is_exact) ++exact;
  }
  [[nodiscard]] double accuracy() const { return static_cast<double>(exact) / all; }
};

/// The kinds in groups of those that have about the same defect; a group begins with one of these.
constexpr std::array group_begins{"plain",
                                  "antialiased",
                                  "JPEG 90",
                                  "antialiased, JPEG 90",
                                  "antialiased, JPEG 95",
                                  "antialiased, JPEG 95, 4:4:4",
                                  "diamonds, antialiased",
                                  "rectangles, antialiased",
                                  "blur 0.5",
                                  "scaled to 37 %",
                                  "pixel art",
                                  "spots"};

struct Trial {
  std::size_t kind = 0;
  int inks = 0;
  unsigned seed = 0;
  bool is_exact = false;
};

/// One picture of each kind with each number of inks.
std::vector<Trial> trials() {
  std::vector<Trial> all;
  const auto kinds = flat_art_kinds();
  for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
    for (const int inks : kinds[kind].inks) {
      all.push_back({kind, inks, 101000U + static_cast<unsigned>(inks), false});
    }
  }
  return all;
}

TEST(NaturalCenters, FlatArtWithKnownNumbersOfInks) {
  std::vector<Trial> all = trials();
  const auto kinds = flat_art_kinds();
  parallel_for(
      all.size(), static_cast<int>(std::thread::hardware_concurrency()), [&](std::size_t i) {
        Trial& trial = all[i];
        const ArtKind& kind = kinds[trial.kind];
        const FlatArt art = draw_flat_art(trial.inks, kind.defects, trial.seed, kind.motif);
        // Every other one in a space that is not that of the pixels.
        const std::size_t found =
            natural_clusters(histogram_with_places(art), {.colors = 16}, i % 2 == 0 ? srgb : cielab)
                .centers.size();
        trial.is_exact = found == static_cast<std::size_t>(trial.inks);
      });
  Tally total;
  std::vector<std::pair<std::string, Tally>> groups;
  for (const Trial& trial : all) {
    const char* const name = kinds[trial.kind].name;
    if (std::ranges::find(group_begins, std::string(name)) != group_begins.end() &&
        (groups.empty() || groups.back().first != name)) {
      groups.emplace_back(name, Tally());
    }
    groups.back().second.add(trial.is_exact);
    total.add(trial.is_exact);
  }
  ASSERT_EQ(groups.size(), group_begins.size());
  for (const auto& [name, tally] : groups) {
    std::printf("%-32s %3d of %3d\n", (name + " …").c_str(), tally.exact, tally.all);
    EXPECT_GE(tally.accuracy(), 0.88) << name;
  }
  std::printf("%.1f %% exact\n", 100.0 * total.accuracy());
  EXPECT_GE(total.accuracy(), 0.96);
}

/// A picture of two inks, where `part(x, y)` is how much of a pixel is the second.
template <typename Part>
FlatArt two_inks(int side, const Part& part) {
  constexpr std::array<double, 3> ground{250, 240, 245};
  constexpr std::array<double, 3> ink{200, 50, 80};
  FlatArt art{.side = side};
  for (int y = 0; y < side; ++y) {
    for (int x = 0; x < side; ++x) {
      for (std::size_t c = 0; c < 3; ++c) {
        const double value = ground[c] + part(x, y) * (ink[c] - ground[c]);
        art.rgb.push_back(static_cast<std::uint8_t>(std::lround(value)));
      }
    }
  }
  return art;
}

TEST(NaturalCenters, EdgesOfADiamondAreNoInk) {
  for (int offset = 0; offset < 8; ++offset) {
    const FlatArt art = two_inks(120, [&](int x, int y) {
      int inside = 0;
      for (int i = 0; i < 64; ++i) {
        const double distance = std::abs(x + (i % 8 + 0.5) / 8.0 - 60.0 - offset / 8.0) +
                                std::abs(y + (i / 8 + 0.5) / 8.0 - 60.0);
        if (distance < 40.0) ++inside;
      }
      return inside / 64.0;
    });
    EXPECT_EQ(natural_clusters(histogram_with_places(art), {.colors = 16}).centers.size(), 2U)
        << offset;
  }
}

TEST(NaturalCenters, EdgesBetweenPixelsAreNoInk) {
  for (int offset = 0; offset < 8; ++offset) {
    const auto inside = [&](int position, double half) {
      const double low = 60.0 + offset / 8.0 - half;
      const double high = 60.0 + offset / 8.0 + half;
      return std::clamp(std::min(position + 1.0, high) - std::max(double(position), low), 0.0, 1.0);
    };
    const FlatArt art = two_inks(120, [&](int x, int y) { return inside(x, 35) * inside(y, 28); });
    EXPECT_EQ(natural_clusters(histogram_with_places(art), {.colors = 16}).centers.size(), 2U)
        << offset;
  }
}

TEST(NaturalCenters, InkBetweenTwoOthersThatFillsAnArea) {
  // The same color as the edges of the rectangle, but a square of 2 % of the picture.
  const FlatArt art = two_inks(120, [&](int x, int y) {
    if (x >= 100 && x < 117 && y >= 4 && y < 21) return 0.5;
    if (x < 25 || x > 95 || y < 30 || y > 90) return 0.0;
    return x == 25 || x == 95 || y == 30 || y == 90 ? 0.5 : 1.0;
  });
  EXPECT_EQ(natural_clusters(histogram_with_places(art), {.colors = 16}).centers.size(), 3U);
}

TEST(NaturalCenters, InkOfThinLines) {
  const FlatArt art =
      two_inks(128, [](int x, int y) { return x % 16 == 5 || y % 16 == 5 ? 1.0 : 0.0; });
  EXPECT_EQ(natural_clusters(histogram_with_places(art), {.colors = 16}).centers.size(), 2U);
}

TEST(NaturalCenters, PlacesDoNotMakeAPhotographFlat) {
  const ColorHistogram photo = photo_like(3);
  ColorHistogram noisy = photo;
  for (const Color& color : photo.colors) noisy.places.push_back({color, 0.05F, 0.04F});
  EXPECT_EQ(natural_clusters(noisy, {.colors = 32}).centers,
            natural_clusters(photo, {.colors = 32}).centers);
}

TEST(NaturalCenters, FarOutOfGamutThereIsNoAccentWithoutColors) {
  const std::vector<Color> colors{{128, 224, 224}, {160, 224, 128}};
  const ColorTree tree(colors, std::vector<double>{1.0, 1.0}, 1);
  std::vector<Color> centers = find_natural_centers(tree, {.colors = 8}, [](std::span<Color>) {});
  std::ranges::sort(centers);
  EXPECT_EQ(centers, colors);
}

}  // namespace
}  // namespace color_clusters
