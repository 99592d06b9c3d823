// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inks/accents.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/parallel.h"
#include "core/clustering/clustering.h"
#include "core/clustering/natural_centers.h"
#include "core/color/cielab.h"
#include "core/color/color_difference.h"
#include "core/histogram/byte_color_counter.h"
#include "tests/core/clustering/picture_defects.h"
#include "tests/core/clustering/spotted_pictures.h"

namespace color_clusters {
namespace {

constexpr std::array values{0.01, 0.3, 0.6, 1.0};

int processors() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

void as_they_are(std::span<Color> /*srgb*/) {}
void srgb_from_labs(std::span<Color> labs) {
  std::ranges::transform(labs, labs.begin(), srgb_from_lab);
}

ColorTree tree_of(std::span<const std::uint8_t> rgb, bool is_in_lab = false) {
  ByteColorCounter counter;
  counter.add(rgb);
  ColorHistogram histogram = counter.histogram();
  if (is_in_lab) {
    std::ranges::transform(histogram.colors, histogram.colors.begin(), lab_from_srgb);
  }
  return {histogram.colors, histogram.weights, 1};
}

std::vector<Color> labs_of(std::span<const Color> srgb) {
  std::vector<Color> labs;
  for (const Color& color : srgb) labs.push_back(lab_from_srgb(color));
  return labs;
}

/// The CIEDE2000 difference of a color and the nearest of some others, all in CIELAB.
double difference_to(const Color& lab, std::span<const Color> others) {
  double least = 1000.0;
  for (const Color& other : others) least = std::min(least, ciede2000(lab, other));
  return least;
}

double difference_to_srgb(const Color& srgb, std::span<const Color> others) {
  return difference_to(lab_from_srgb(srgb), labs_of(others));
}

/// Pixels of a picture that is painted by hand.
struct Painting {
  std::vector<std::uint8_t> rgb;

  void add(const std::array<std::uint8_t, 3>& color, int pixels) {
    for (int i = 0; i < pixels; ++i) rgb.insert(rgb.end(), color.begin(), color.end());
  }
};

Color color_of(const std::array<std::uint8_t, 3>& bytes) {
  return {static_cast<float>(bytes[0]) / 255.0F, static_cast<float>(bytes[1]) / 255.0F,
          static_cast<float>(bytes[2]) / 255.0F};
}

constexpr std::array<std::uint8_t, 3> white{255, 255, 255};
constexpr std::array<std::uint8_t, 3> blue{30, 70, 200};
constexpr std::array<std::uint8_t, 3> red{210, 40, 40};

/// Two antialiased discs on white.
Painting soft_discs() {
  constexpr int samples = 4;
  Painting picture;
  for (int y = 0; y < 120; ++y) {
    for (int x = 0; x < 200; ++x) {
      std::array<double, 3> sum{};
      for (int i = 0; i < samples * samples; ++i) {
        const double sx = x + (i % samples + 0.5) / samples;
        const double sy = y + (i / samples + 0.5) / samples;
        const auto& ink = std::hypot(sx - 60, sy - 60) < 34    ? blue
                          : std::hypot(sx - 140, sy - 60) < 34 ? red
                                                               : white;
        for (std::size_t c = 0; c < 3; ++c) sum[c] += ink[c];
      }
      for (const double value : sum) {
        picture.rgb.push_back(static_cast<std::uint8_t>(std::lround(value / (samples * samples))));
      }
    }
  }
  return picture;
}

TEST(Accents, OfOneOrTwoColorsNoneCanBeSpared) {
  Painting picture;
  picture.add(white, 360);
  picture.add({128, 128, 128}, 10);
  picture.add({0, 0, 0}, 30);
  const ColorTree tree = tree_of(picture.rgb);
  for (const int color_count : {1, 2}) {
    const std::vector<Color> plain = find_centers(tree, {.color_count = color_count});
    for (const double accents : values) {
      EXPECT_EQ(find_centers(tree, {.color_count = color_count, .accents = accents}), plain);
    }
  }
}

TEST(Accents, SoftDiscsKeepTheirColors) {
  const Painting picture = soft_discs();
  const ColorTree tree = tree_of(picture.rgb);
  for (int color_count = 3; color_count <= 16; ++color_count) {
    for (const double accents : values) {
      const std::vector<Color> centers =
          find_centers(tree, {.color_count = color_count, .accents = accents});
      ASSERT_EQ(centers.size(), static_cast<std::size_t>(color_count));
      for (const auto& ink : {white, blue, red}) {
        // Of three colors two are main ones: there red and blue may share one.
        if (color_count == 3 && ink != white) continue;
        EXPECT_LT(difference_to_srgb(color_of(ink), centers), 6.0)
            << color_count << " colors, accents " << accents;
      }
    }
  }
}

TEST(Accents, AreFoundInOrderOfHowMuchTheyAreMissed) {
  Painting picture;
  picture.add(white, 50000);
  picture.add({40, 40, 45}, 40000);
  picture.add({220, 20, 30}, 400);
  picture.add({70, 60, 220}, 150);
  picture.add({200, 200, 205}, 3000);
  const BinnedColors binned(tree_of(picture.rgb), as_they_are);
  const std::vector<Color> served{lab_from_srgb({1, 1, 1}), lab_from_srgb(color_of({40, 40, 45}))};
  const std::vector<Accent> accents = find_accents(binned, served, 20.0);
  ASSERT_EQ(accents.size(), 2U);
  EXPECT_LT(ciede2000(accents[0].lab, lab_from_srgb(color_of({220, 20, 30}))), 0.5);
  EXPECT_LT(ciede2000(accents[1].lab, lab_from_srgb(color_of({70, 60, 220}))), 0.5);
  EXPECT_NEAR(accents[0].share, 400.0 / 93550.0, 1e-6);
  EXPECT_GT(accents[0].weight, accents[1].weight);
}

TEST(Accents, WhatIsServedIsNotMissed) {
  Painting picture;
  picture.add(white, 5000);
  picture.add({220, 20, 30}, 40);
  const BinnedColors binned(tree_of(picture.rgb), as_they_are);
  const std::vector<Color> served{lab_from_srgb({1, 1, 1}), lab_from_srgb(color_of({215, 25, 30}))};
  EXPECT_TRUE(find_accents(binned, served, 4.0).empty());
}

TEST(Accents, BlendsOfLargerColorsAreNone) {
  // Upright edges on half pixels: one blend, as compact as a spot.
  Painting picture;
  picture.add({250, 240, 245}, 60000);
  picture.add({200, 50, 80}, 30000);
  picture.add({225, 145, 163}, 600);
  picture.add({30, 150, 60}, 600);
  const BinnedColors binned(tree_of(picture.rgb), as_they_are);
  const std::vector<Color> served{lab_from_srgb(color_of({250, 240, 245})),
                                  lab_from_srgb(color_of({200, 50, 80}))};
  const std::vector<Accent> accents = find_accents(binned, served, 4.0);
  ASSERT_EQ(accents.size(), 1U);
  EXPECT_LT(ciede2000(accents[0].lab, lab_from_srgb(color_of({30, 150, 60}))), 0.5);
}

TEST(Accents, NothingFiniteIsNothing) {
  Painting picture;
  picture.add(white, 10);
  const BinnedColors binned(tree_of(picture.rgb), [](std::span<Color> colors) {
    for (Color& color : colors) color.fill(std::nanf(""));
  });
  EXPECT_TRUE(find_accents(binned, {}, 4.0).empty());
}

/// Defects that differ from picture to picture.
SpottedPictureOptions any_picture(unsigned seed, std::vector<double> spots) {
  Random random(7 * seed + 3);
  SpottedPictureOptions options;
  options.scene = scenes[seed % scenes.size()];
  options.spots = std::move(spots);
  options.defects.is_antialiased = random.below(2) == 0;
  if (random.below(2) == 0) options.defects.noise = random.uniform(0.0, 8.0);
  if (random.below(3) == 0) options.defects.jpeg_quality = 75;
  return options;
}

/// Calls `check(seed)` for some seeds from 0 on, on all processors.
template <typename Check>
void for_seeds(unsigned count, const Check& check) {
  parallel_for(count, processors(), [&](std::size_t i) { check(static_cast<unsigned>(i)); });
}

TEST(Accents, ASpotInAColorOfItsOwnIsAmongEightColors) {
  constexpr unsigned pictures = 1000;
  std::atomic<int> spots = 0;
  std::atomic<int> found = 0;
  for_seeds(pictures, [&](unsigned seed) {
    const SpottedPictureOptions options = any_picture(seed, {0.003});
    const SpottedPicture picture = draw_spotted_picture(options, seed);
    if (picture.spots.empty()) return;
    const std::vector<Color> centers =
        find_centers(tree_of(picture.rgb), {.color_count = 8, .accents = 1.0}, as_they_are);
    const double difference = difference_to_srgb(picture.spots[0], centers);
    ++spots;
    if (difference <= 5.0) {
      ++found;
    } else {
      std::printf("%s, seed %u, soft edges %d, noise %.1f, JPEG %d: %.1f\n", name_of(options.scene),
                  seed, options.defects.is_antialiased, options.defects.noise,
                  options.defects.jpeg_quality, difference);
    }
  });
  std::printf("%d of %d spots\n", found.load(), spots.load());
  EXPECT_GE(spots, 900);
  EXPECT_GE(found, 0.99 * spots);
}

/// The error and the large clusters of plain k-means with two thirds of the colors.
struct MainColors {
  double inertia = 0.0;
  std::vector<Color> labs;

  MainColors(const ColorTree& tree, int color_count, const ToSrgb& to_srgb) {
    const Clustering plain =
        assign_colors(tree, find_centers(tree, {.color_count = color_count - color_count / 3}), 1);
    inertia = plain.inertia;
    for (std::size_t i = 0; i < plain.centers.size(); ++i) {
      if (plain.shares[i] >= 0.05) labs.push_back(lab_of(plain.centers[i], to_srgb));
    }
  }
};

/// Whether the trade-off is kept: the number of colors, the error, and no main color lost.
void expect_trade_off(const ColorTree& tree, int color_count, const ToSrgb& to_srgb,
                      const std::string& name) {
  const MainColors mains(tree, color_count, to_srgb);
  for (const double accents : values) {
    const Clustering found = assign_colors(
        tree, find_centers(tree, {.color_count = color_count, .accents = accents}, to_srgb), 1);
    const std::string what =
        name + ", " + std::to_string(color_count) + " colors, accents " + std::to_string(accents);
    EXPECT_EQ(found.centers.size(), static_cast<std::size_t>(color_count)) << what;
    EXPECT_LE(found.inertia, 1.05 * mains.inertia) << what;
    std::vector<Color> labs;
    for (const Color& center : found.centers) labs.push_back(lab_of(center, to_srgb));
    for (const Color& lab : mains.labs) EXPECT_LE(difference_to(lab, labs), 6.0) << what;
  }
}

TEST(Accents, KeepTheMainColors) {
  for_seeds(36, [](unsigned seed) {
    SpottedPictureOptions options = any_picture(seed, {0.003, 0.01, 0.02});
    constexpr std::array qualities{100, 95, 75, 50};
    options.defects.jpeg_quality = qualities[seed / 6 % qualities.size()];
    // With noise, so that there are more colors than are asked for.
    options.defects.noise = std::max(options.defects.noise, 1.0);
    const bool is_in_lab = seed % 4 == 3;
    const ColorTree tree = tree_of(draw_spotted_picture(options, seed).rgb, is_in_lab);
    const ToSrgb to_srgb = is_in_lab ? srgb_from_labs : as_they_are;
    for (const int color_count : {3, 4, 5, 8, 16}) {
      expect_trade_off(tree, color_count, to_srgb, name_of(options.scene) + std::to_string(seed));
    }
  });
}

TEST(Accents, AHigherValueKeepsThoseOfALowerOne) {
  for_seeds(24, [](unsigned seed) {
    const SpottedPictureOptions options = any_picture(seed, {0.002, 0.004, 0.008, 0.016});
    const SpottedPicture picture = draw_spotted_picture(options, 500 + seed);
    const ColorTree tree = tree_of(picture.rgb);
    for (const int color_count : {6, 12}) {
      const std::vector<Color> mains =
          find_centers(tree, {.color_count = color_count - color_count / 3});
      const BinnedColors binned(tree, as_they_are);
      const std::vector<Accent> accents = find_accents(binned, labs_of(mains), 4.0);
      std::size_t before = 0;
      for (int step = 1; step <= 20; ++step) {
        const std::vector<Color> centers =
            find_centers(tree, {.color_count = color_count, .accents = step / 20.0}, as_they_are);
        std::size_t kept = 0;
        while (kept < accents.size() &&
               std::ranges::find(centers, accents[kept].center) != centers.end()) {
          ++kept;
        }
        EXPECT_GE(kept, before) << name_of(options.scene) << ' ' << seed;
        before = kept;
      }
      EXPECT_EQ(before, std::min(accents.size(), static_cast<std::size_t>(color_count / 3)));
    }
  });
}

TEST(Accents, EdgesAndHalosAreNoSpots) {
  constexpr unsigned pictures = 200;
  std::atomic<int> wrong = 0;
  for_seeds(pictures, [&](unsigned seed) {
    SpottedPictureOptions options = any_picture(seed, {});
    constexpr std::array flat{Scene::flat, Scene::logo, Scene::page, Scene::pixel_art};
    options.scene = flat[seed % flat.size()];
    const SpottedPicture picture = draw_spotted_picture(options, seed);
    const ColorTree tree = tree_of(picture.rgb);
    const std::vector<Color> mains = find_centers(tree, {.color_count = 6});
    const std::vector<Accent> accents =
        find_accents(BinnedColors(tree, as_they_are), labs_of(mains), 4.0);
    for (std::size_t i = 0; i < std::min<std::size_t>(accents.size(), 2); ++i) {
      if (difference_to(accents[i].lab, labs_of(picture.inks)) <= 8.0) continue;
      ++wrong;
      std::printf("%s, seed %u, soft edges %d, noise %.1f, JPEG %d: (%.0f, %.0f, %.0f)\n",
                  name_of(options.scene), seed, options.defects.is_antialiased,
                  options.defects.noise, options.defects.jpeg_quality,
                  255.0 * static_cast<double>(accents[i].srgb[0]),
                  255.0 * static_cast<double>(accents[i].srgb[1]),
                  255.0 * static_cast<double>(accents[i].srgb[2]));
    }
  });
  std::printf("%d wrong ones in %u pictures\n", wrong.load(), pictures);
  EXPECT_LE(wrong, 0.15 * pictures);
}

TEST(Accents, SmallerOnesCountWithAutomatic) {
  std::atomic<int> spots = 0;
  std::atomic<int> found = 0;
  for_seeds(120, [&](unsigned seed) {
    SpottedPictureOptions options = any_picture(seed, {0.001});
    if (options.scene == Scene::noise) return;
    options.defects.jpeg_quality = 100;
    const SpottedPicture picture = draw_spotted_picture(options, 900 + seed);
    if (picture.spots.empty()) return;
    const ColorTree tree = tree_of(picture.rgb);
    std::vector<Color> before;
    for (const double accents : {0.0, 0.5, 1.0}) {
      const std::vector<Color> centers =
          find_natural_centers(tree, {.color_count = 32, .accents = accents}, as_they_are);
      for (const Color& center : before) {
        EXPECT_NE(std::ranges::find(centers, center), centers.end());
      }
      before = centers;
    }
    ++spots;
    if (difference_to_srgb(picture.spots[0], before) <= 5.0) ++found;
  });
  std::printf("%d of %d spots\n", found.load(), spots.load());
  EXPECT_GE(found, 0.9 * spots);
}

}  // namespace
}  // namespace color_clusters
