// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/clusters/recolor.h"

#include <gtest/gtest.h>

#include "core/color/cielab.h"
#include "core/color/color_difference.h"
#include "tests/plugin/test_layer.h"

namespace color_clusters {
namespace {

constexpr Color red{0.8F, 0.1F, 0.1F};
constexpr Color green{0.1F, 0.7F, 0.2F};
constexpr Color blue{0.1F, 0.2F, 0.9F};
constexpr Color magenta{1, 0, 1};
constexpr Color black{0, 0, 0};

LayerClusters clusters_of(const std::vector<Color>& srgb, const char* format = "R'G'B' float") {
  const Buffer buffer = new_buffer(babl_format(format), 1, 1);
  const LayerEncoding encoding = encoding_of(buffer);
  const ClusterSpace space(ColorSpace::cielab, encoding);
  LayerClusters clusters{encoding, space, cluster_colors_from_srgb(srgb, space, encoding), {}};
  clusters.shares.assign(srgb.size(), 1.0 / static_cast<double>(srgb.size()));
  return clusters;
}

/// A color at that CIEDE2000 from another one, darker.
Color darker_by(double difference, const Color& srgb) {
  const Color lab = lab_from_srgb(srgb);
  Color other = lab;
  while (ciede2000(lab, other) < difference) other[0] -= 0.001F;
  return srgb_from_lab(other);
}

TEST(Recolor, NothingAskedForChangesNothing) {
  LayerClusters clusters = clusters_of({red, green});
  recolor({}, clusters);
  EXPECT_EQ(clusters.colors.srgb, (std::vector<Color>{red, green}));
  EXPECT_TRUE(Recoloring{}.empty());
}

TEST(Recolor, InOrderTheFirstOnesOnly) {
  LayerClusters clusters = clusters_of({red, green, blue});
  const LayerClusters before = clusters;
  recolor({.in_order = {magenta, black}, .by_color = {}}, clusters);
  EXPECT_EQ(clusters.colors.srgb, (std::vector<Color>{magenta, black, blue}));
  EXPECT_EQ(clusters.colors.layer, (std::vector<Color>{magenta, black, before.colors.layer[2]}));
  // What the pixels are compared with, and what was found.
  EXPECT_EQ(clusters.colors.centers, before.colors.centers);
  EXPECT_EQ(clusters.colors.found, before.colors.found);
  EXPECT_EQ(clusters.shares, before.shares);
}

TEST(Recolor, MoreThanThereAreHaveNoEffect) {
  LayerClusters clusters = clusters_of({red});
  recolor({.in_order = {magenta, black, green}, .by_color = {}}, clusters);
  EXPECT_EQ(clusters.colors.srgb, (std::vector<Color>{magenta}));
}

TEST(Recolor, ByColorFindsTheNearestCluster) {
  LayerClusters clusters = clusters_of({red, green, blue});
  recolor({.in_order = {}, .by_color = {{darker_by(3.0, green), magenta}}}, clusters);
  EXPECT_EQ(clusters.colors.srgb, (std::vector<Color>{red, magenta, blue}));
}

TEST(Recolor, ByColorReachesAsFarAsTen) {
  LayerClusters clusters = clusters_of({red, green});
  recolor({.in_order = {}, .by_color = {{darker_by(9.99, red), magenta}}}, clusters);
  EXPECT_EQ(clusters.colors.srgb[0], magenta);
  clusters = clusters_of({red, green});
  recolor({.in_order = {}, .by_color = {{darker_by(10.01, red), magenta}}}, clusters);
  EXPECT_EQ(clusters.colors.srgb[0], red);
}

TEST(Recolor, ByColorOverrulesInOrder) {
  LayerClusters clusters = clusters_of({red, green});
  recolor({.in_order = {black, black}, .by_color = {{green, magenta}}}, clusters);
  EXPECT_EQ(clusters.colors.srgb, (std::vector<Color>{black, magenta}));
}

TEST(Recolor, OfTwoForOneClusterTheNearerCounts) {
  for (const bool nearer_first : {true, false}) {
    std::vector<RecoloredCluster> wanted{{darker_by(2.0, red), magenta},
                                         {darker_by(5.0, red), black}};
    if (!nearer_first) std::swap(wanted[0], wanted[1]);
    LayerClusters clusters = clusters_of({red, green});
    recolor({.in_order = {}, .by_color = wanted}, clusters);
    EXPECT_EQ(clusters.colors.srgb, (std::vector<Color>{magenta, green}));
  }
}

TEST(Recolor, GrayLayerTakesTheLuminanceAndKeepsTheColor) {
  LayerClusters clusters = clusters_of({{0.2F, 0.2F, 0.2F}, {0.7F, 0.7F, 0.7F}}, "Y' float");
  recolor({.in_order = {magenta}, .by_color = {}}, clusters);
  EXPECT_EQ(clusters.colors.srgb[0], magenta);
  const Color& layer = clusters.colors.layer[0];
  EXPECT_EQ(layer[0], layer[1]);
  EXPECT_EQ(layer[1], layer[2]);
  // Luminance 0.2126 + 0.0722, gamma-encoded.
  EXPECT_NEAR(layer[0], 0.570F, 0.01F);
}

}  // namespace
}  // namespace color_clusters
