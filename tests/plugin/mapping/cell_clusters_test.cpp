// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/cell_clusters.h"

#include <limits>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "core/color/morton.h"

namespace color_clusters {
namespace {

struct Case {
  const char* name;
  const char* format;
  ColorSpace space;
  std::size_t clusters;
  float brightest = 1.0F;
  /// How many of a thousand colors may be undecided.
  int most_undecided = 0;
};

void PrintTo(const Case& value, std::ostream* out) { *out << value.name; }

class Colors {
 public:
  explicit Colors(float end) : values_(0.0F, end) {}
  Color next() { return {values_(random_), values_(random_), values_(random_)}; }

 private:
  std::mt19937 random_{11};
  std::uniform_real_distribution<float> values_;
};

class CellsDecide : public testing::TestWithParam<Case> {};

TEST_P(CellsDecide, AlmostAllColors) {
  const Case& of = GetParam();
  const LayerEncoding encoding = layer_encoding(babl_format(of.format));
  ColorHistogram histogram;
  histogram.colors.push_back({of.brightest, 0, 0});
  const ClusterSpace space(of.space, encoding, histogram);
  Colors random(of.brightest);
  std::vector<Color> centers(of.clusters);
  for (Color& center : centers) center = random.next();
  space.from_layer(centers, centers);
  CellClusters cells(centers, {}, space, CellClusters::Answers::colors);
  constexpr int count = 100000;
  int undecided = 0;
  for (int i = 0; i < count; ++i) {
    const Color color = random.next();
    const std::uint32_t key = cells.key(color.data());
    ASSERT_NE(key, no_morton_index);
    const CellClusters::Entry part = cells.part(cells.entry(key), key, color.data());
    if (CellClusters::has_one(part)) continue;
    undecided += cells.nearest(part, color.data()) == CellClusters::undecided ? 1 : 0;
  }
  EXPECT_LE(undecided, count / 1000 * of.most_undecided);
}

INSTANTIATE_TEST_SUITE_P(
    Cases, CellsDecide,
    testing::Values(Case{"sRGB", "R'G'B' float", ColorSpace::srgb, 16, 1.0F, 1},
                    Case{"Oklab", "R'G'B' float", ColorSpace::oklab, 16, 1.0F, 5},
                    Case{"CIE Lab", "R'G'B' float", ColorSpace::cielab, 16, 1.0F, 5},
                    Case{"256 in CIE Lab", "R'G'B' float", ColorSpace::cielab, 256, 1.0F, 20},
                    Case{"highlights in sRGB", "RGB float", ColorSpace::srgb, 16, 3.0F, 70},
                    Case{"highlights in CIE Lab", "RGB float", ColorSpace::cielab, 16, 3.0F, 70},
                    Case{"bright highlights", "RGB float", ColorSpace::cielab, 16, 1000.0F, 250}));

TEST(CellClusters, ColorsOutsideAllCellsHaveNoKey) {
  const LayerEncoding encoding = layer_encoding(babl_format("RGB float"));
  const std::vector<Color> centers{{0, 0, 0}, {1, 1, 1}};
  const ClusterSpace plain(ColorSpace::srgb, encoding);
  ColorHistogram bright;
  bright.colors.push_back({2, 2, 2});
  const ClusterSpace with_highlights(ColorSpace::srgb, encoding, bright);
  const CellClusters cells(centers, {}, plain, CellClusters::Answers::colors);
  const CellClusters more(centers, {}, with_highlights, CellClusters::Answers::colors);
  const auto has_key = [](const CellClusters& of, Color color) {
    return of.key(color.data()) != no_morton_index;
  };
  EXPECT_TRUE(has_key(cells, {0, 0.5F, 1}));
  EXPECT_FALSE(has_key(cells, {0, 0.5F, 1.1F}));
  EXPECT_FALSE(has_key(cells, {-0.01F, 0.5F, 1}));
  EXPECT_TRUE(has_key(more, {0, 0.5F, 1.1F}));
  EXPECT_TRUE(has_key(more, {0, 0.5F, 1e6F}));
  EXPECT_FALSE(has_key(more, {0, 0.5F, 1e7F}));
  EXPECT_FALSE(has_key(more, {-0.01F, 0.5F, 1.1F}));
  EXPECT_FALSE(has_key(more, {0, std::numeric_limits<float>::quiet_NaN(), 0}));
}

TEST(CellClusters, OfEqualCentersTheOneWithTheLowestRankIsTheNearest) {
  const LayerEncoding encoding = layer_encoding(babl_format("R'G'B' u16"));
  const ClusterSpace space(ColorSpace::oklab, encoding);
  std::vector<Color> centers{{0.2F, 0.2F, 0.2F}, {0.8F, 0.8F, 0.8F}, {0.2F, 0.2F, 0.2F}};
  space.from_layer(centers, centers);
  const std::vector<std::uint16_t> ranks{2, 1, 0};
  CellClusters cells(centers, ranks, space, CellClusters::Answers::colors);
  const Color color{0.21F, 0.2F, 0.19F};
  const CellClusters::Entry entry = cells.entry(cells.key(color.data()));
  ASSERT_TRUE(CellClusters::has_one(entry));
  EXPECT_EQ(CellClusters::only_one(entry), 2);
}

}  // namespace
}  // namespace color_clusters
