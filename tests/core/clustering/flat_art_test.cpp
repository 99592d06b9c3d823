// SPDX-License-Identifier: GPL-3.0-or-later
//
// Pictures with known answers. The numbers of the method were fitted on other seeds.

#include "flat_art.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/parallel.h"
#include "core/color/color_difference.h"
#include "flat_art_kinds.h"
#include "natural_clusters.h"

namespace color_clusters {
namespace {

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

TEST(FlatArt, HasAsManyColorsAsInks) {
  std::vector<Trial> all = trials();
  const auto kinds = flat_art_kinds();
  parallel_for(
      all.size(), static_cast<int>(std::thread::hardware_concurrency()), [&](std::size_t i) {
        Trial& trial = all[i];
        const ArtKind& kind = kinds[trial.kind];
        const FlatArt art = draw_flat_art(trial.inks, kind.defects, trial.seed, kind.motif);
        // Every other one in a space that is not that of the pixels.
        const std::size_t found = natural_clusters(histogram_with_places(art), {.color_count = 16},
                                                   i % 2 == 0 ? srgb : cielab)
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

/// The same with a blue square of 4 × 4 pixels.
FlatArt with_spot(FlatArt art) {
  constexpr std::array<std::uint8_t, 3> spot{20, 60, 220};
  for (int i = 0; i < 16; ++i) {
    const int pixel = (20 + i / 4) * art.side + 20 + i % 4;
    std::ranges::copy(spot, art.rgb.begin() + 3 * pixel);
  }
  return art;
}

TEST(FlatArt, EdgesOfADiamondAreNoInk) {
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
    for (const double accents : {0.0, 1.0}) {
      const ClusteringOptions options{.color_count = 16, .accents = accents};
      EXPECT_EQ(natural_clusters(histogram_with_places(art), options).centers.size(), 2U)
          << offset << ", accents " << accents;
    }
  }
}

TEST(FlatArt, EdgesBetweenPixelsAreNoInk) {
  for (int offset = 0; offset < 8; ++offset) {
    const auto inside = [&](int position, double half) {
      const double low = 60.0 + offset / 8.0 - half;
      const double high = 60.0 + offset / 8.0 + half;
      return std::clamp(std::min(position + 1.0, high) - std::max(double(position), low), 0.0, 1.0);
    };
    const FlatArt art = two_inks(120, [&](int x, int y) { return inside(x, 35) * inside(y, 28); });
    for (const double accents : {0.0, 1.0}) {
      const ClusteringOptions options{.color_count = 16, .accents = accents};
      EXPECT_EQ(natural_clusters(histogram_with_places(art), options).centers.size(), 2U)
          << offset << ", accents " << accents;
    }
  }
}

TEST(FlatArt, InkBetweenTwoOthersThatFillsAnArea) {
  // The same color as the edges of the rectangle, but a square of 2 % of the picture.
  const FlatArt art = two_inks(120, [&](int x, int y) {
    if (x >= 100 && x < 117 && y >= 4 && y < 21) return 0.5;
    if (x < 25 || x > 95 || y < 30 || y > 90) return 0.0;
    return x == 25 || x == 95 || y == 30 || y == 90 ? 0.5 : 1.0;
  });
  EXPECT_EQ(natural_clusters(histogram_with_places(art), {.color_count = 16}).centers.size(), 3U);
}

TEST(FlatArt, InkOfThinLines) {
  const FlatArt art =
      two_inks(128, [](int x, int y) { return x % 16 == 5 || y % 16 == 5 ? 1.0 : 0.0; });
  EXPECT_EQ(natural_clusters(histogram_with_places(art), {.color_count = 16}).centers.size(), 2U);
}

TEST(FlatArt, PlacesDoNotMakeAPhotographFlat) {
  const ColorHistogram photo = photo_like(3);
  ColorHistogram noisy = photo;
  for (const Color& color : photo.colors) noisy.places.push_back({color, 0.05F, 0.04F});
  EXPECT_EQ(natural_clusters(noisy, {.color_count = 32}).centers,
            natural_clusters(photo, {.color_count = 32}).centers);
}

TEST(FlatArt, PhotographOnADarkGroundIsNotFlat) {
  // Four fifths of the pixels have the color of the ground, but only half of the calm places.
  const Color ground{0.02F, 0.02F, 0.05F};
  ColorHistogram photo = photo_like(3);
  std::vector<Surroundings> places;
  for (std::size_t i = 0; i < photo.colors.size(); i += 8) {
    const auto row = static_cast<std::int32_t>(i);
    places.push_back({photo.colors[i], 0.0F, 0.0F, row, 0});
    for (std::int32_t column = 1; column < 3; ++column) {
      places.push_back({ground, 0.0F, 0.0F, row, column});
    }
  }
  photo.colors.insert(photo.colors.begin(), ground);
  photo.weights.insert(photo.weights.begin(), 4.0 * photo.total_weight);
  photo.total_weight *= 5.0;
  ColorHistogram with_places = photo;
  with_places.places = std::move(places);
  // Without places its ground alone makes it flat art.
  EXPECT_NE(natural_clusters(with_places, {.color_count = 16}).centers,
            natural_clusters(photo, {.color_count = 16}).centers);
}

TEST(FlatArt, SmallSpotIsAnAccent) {
  // 16 of 16,384 pixels: too few for an ink.
  const FlatArt art = with_spot(two_inks(
      128, [](int x, int y) { return std::clamp(60.3 - std::hypot(x - 64, y - 64), 0.0, 1.0); }));
  const ColorHistogram histogram = histogram_with_places(art);
  EXPECT_EQ(natural_clusters(histogram, {.color_count = 16}).centers.size(), 2U);
  const Clustering found = natural_clusters(histogram, {.color_count = 16, .accents = 1.0});
  ASSERT_EQ(found.centers.size(), 3U);
  EXPECT_LT(squared_distance(found.centers[2], {20 / 255.0F, 60 / 255.0F, 220 / 255.0F}), 1e-4);
}

TEST(FlatArt, SameBitsForAnyNumberOfThreadsWithPlaces) {
  for (const Motif motif : {Motif::shapes, Motif::spots}) {
    const ColorHistogram picture = histogram_with_places(
        draw_flat_art(8, {.is_antialiased = true, .noise = 5.0, .jpeg_quality = 75}, 2, motif));
    for (const double accents : {0.0, 1.0}) {
      ClusteringOptions options{.color_count = 16, .accents = accents, .threads = 1};
      const Clustering expected = natural_clusters(picture, options, oklab);
      for (const int threads : {2, 3, 7}) {
        options.threads = threads;
        const Clustering actual = natural_clusters(picture, options, oklab);
        EXPECT_EQ(actual.centers, expected.centers);
        EXPECT_EQ(actual.shares, expected.shares);
      }
    }
  }
}

}  // namespace
}  // namespace color_clusters
