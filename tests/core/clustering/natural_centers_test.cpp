// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/clustering/natural_centers.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

#include "core/color/color_difference.h"
#include "natural_clusters.h"

namespace color_clusters {
namespace {

std::size_t natural_number(const std::vector<Entry>& entries, int most = 16) {
  return natural_clusters(histogram_of(entries), {.color_count = most}).centers.size();
}

TEST(NaturalCenters, OneColor) {
  const Clustering result =
      natural_clusters(histogram_of({{{0.2F, 0.4F, 0.6F}, 7}}), {.color_count = 16});
  ASSERT_EQ(result.centers.size(), 1U);
  EXPECT_EQ(result.centers[0], (Color{0.2F, 0.4F, 0.6F}));
}

TEST(NaturalCenters, TwoColors) {
  const Clustering result =
      natural_clusters(histogram_of({{{1, 0, 0}, 1}, {{0, 0, 1}, 3}}), {.color_count = 16});
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
  const Clustering result =
      natural_clusters(histogram_of({{{0.5F, 0.5F, 0.5F}, 1e9}, {{0, 0, 0}, 1}, {{1, 1, 1}, 1}}),
                       {.color_count = 16});
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
    EXPECT_EQ(natural_clusters(art, {.color_count = most}).centers.size(), allowed);
    EXPECT_LE(natural_clusters(photo, {.color_count = most}).centers.size(), allowed);
  }
}

TEST(NaturalCenters, PhotographHasAFewColors) {
  for (const unsigned seed : {1U, 2U, 3U}) {
    const std::size_t number =
        natural_clusters(photo_like(seed), {.color_count = 32}).centers.size();
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
  const Clustering result = natural_clusters(histogram_of(entries), {.color_count = 16});
  EXPECT_TRUE(std::ranges::any_of(result.centers, [](const Color& center) {
    return squared_distance(center, {0.9F, 0.1F, 0.1F}) < 1e-4;
  }));
}

TEST(NaturalCenters, InksAreNotDilutedByTheirEdges) {
  const ColorHistogram plain = histogram_of(draw_flat_art(5, {}, 7));
  const ColorHistogram antialiased = histogram_of(draw_flat_art(5, {.is_antialiased = true}, 7));
  const Clustering inks = natural_clusters(plain, {.color_count = 16});
  const Clustering found = natural_clusters(antialiased, {.color_count = 16});
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
    const Clustering expected = natural_clusters(picture, {.color_count = 16, .threads = 1}, oklab);
    for (const int threads : {2, 5}) {
      const Clustering actual =
          natural_clusters(picture, {.color_count = 16, .threads = threads}, oklab);
      EXPECT_EQ(actual.centers, expected.centers);
      EXPECT_EQ(actual.shares, expected.shares);
    }
  }
}

TEST(FixedCenters, AreInksThatNeedNotBeFound) {
  const ColorHistogram art = histogram_of(draw_flat_art(5, {.is_antialiased = true}, 7));
  for (const Space* space : {&srgb, &cielab}) {
    Clustering inks = natural_clusters(art, {.color_count = 16}, *space);
    ASSERT_EQ(inks.centers.size(), 5U);
    // The inks hardly differ from what the artist wants to keep.
    std::vector<Color> fixed{inks.centers[1], inks.centers[4]};
    for (Color& color : fixed) color[0] *= 1.01F;
    const Clustering kept = natural_clusters(art, {.color_count = 16, .fixed = fixed}, *space);
    EXPECT_EQ(kept.centers.size(), 5U);
    for (const Color& color : {fixed[0], fixed[1], inks.centers[0], inks.centers[2]}) {
      EXPECT_NE(std::ranges::find(kept.centers, color), kept.centers.end());
    }
  }
}

TEST(FixedCenters, ThatAreNotInFlatArtComeOnTop) {
  const std::vector<Entry> stripes{{{1, 1, 1}, 5}, {{0, 0, 0}, 4}, {{1, 0, 0}, 3}};
  const Clustering result =
      natural_clusters(histogram_of(stripes), {.color_count = 16, .fixed = {{0, 0.6F, 0.9F}}});
  ASSERT_EQ(result.centers.size(), 4U);
  EXPECT_EQ(result.centers[3], (Color{0, 0.6F, 0.9F}));
  EXPECT_EQ(result.shares[3], 0.0);
}

TEST(FixedCenters, ArePartsOfAPhotograph) {
  for (const unsigned seed : {1U, 2U, 3U, 4U}) {
    const ColorHistogram photo = photo_like(seed);
    const Clustering free = natural_clusters(photo, {.color_count = 16}, cielab);
    const std::vector<Color> fixed{free.centers[0], free.centers[2]};
    const Clustering kept = natural_clusters(photo, {.color_count = 16, .fixed = fixed}, cielab);
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
  const Clustering free = natural_clusters(photo, {.color_count = 16}, cielab);
  const Clustering kept = natural_clusters(photo, {.color_count = 16, .fixed = {magenta}}, cielab);
  EXPECT_EQ(kept.centers.size(), free.centers.size() + 1);
  EXPECT_EQ(kept.centers.back(), magenta);
  EXPECT_LT(kept.shares.back(), 0.01);
}

TEST(FixedCenters, CountAmongTheMostThereCanBe) {
  const ColorHistogram art = histogram_of(draw_flat_art(8, {}, 1));
  const ColorHistogram photo = photo_like(1);
  const std::vector<Color> fixed{{0, 0, 0}, {1, 0, 1}, {0, 1, 0}};
  for (const int most : {3, 4, 7}) {
    const ClusteringOptions options{.color_count = most, .fixed = fixed};
    EXPECT_EQ(natural_clusters(art, options).centers.size(), static_cast<std::size_t>(most));
    EXPECT_LE(natural_clusters(photo, options).centers.size(), static_cast<std::size_t>(most));
  }
  EXPECT_THROW(natural_clusters(photo, {.color_count = 2, .fixed = fixed}), std::invalid_argument);
}

TEST(FixedCenters, ManyOfThemLeaveRoomForParts) {
  std::vector<Color> fixed;
  for (int i = 0; i < 30; ++i) {
    fixed.push_back(lab_from_srgb({static_cast<float>(i) / 29.0F, 1.0F, 0.0F}));
  }
  const ColorHistogram photo = photo_like(2);
  const std::size_t free = natural_clusters(photo, {.color_count = 16}, cielab).centers.size();
  const Clustering kept = natural_clusters(photo, {.color_count = 64, .fixed = fixed}, cielab);
  EXPECT_GE(kept.centers.size(), fixed.size() + free - 2);
  EXPECT_LE(kept.centers.size(), fixed.size() + free + 2);
}

TEST(FixedCenters, SameBitsForAnyNumberOfThreads) {
  ClusteringOptions options{.color_count = 16, .fixed = {{0.2F, 0.3F, 0.8F}, {1, 1, 1}}};
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
  const std::vector<Color> centers = find_natural_centers(tree, {.color_count = 8}, to_srgb);
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
  EXPECT_THROW(natural_clusters(photo_like(1), {.color_count = 4, .fixed = infinite}),
               std::invalid_argument);
}

TEST(NaturalCenters, FarOutOfGamutThereIsNoAccentWithoutColors) {
  const std::vector<Color> colors{{128, 224, 224}, {160, 224, 128}};
  const ColorTree tree(colors, std::vector<double>{1.0, 1.0}, 1);
  std::vector<Color> centers =
      find_natural_centers(tree, {.color_count = 8}, [](std::span<Color>) {});
  std::ranges::sort(centers);
  EXPECT_EQ(centers, colors);
}

}  // namespace
}  // namespace color_clusters
