// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/painting/separations.h"

#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/plugin/test_layer.h"

namespace color_clusters {
namespace {

using Bytes = std::vector<std::uint8_t>;

std::vector<float> gray_levels_of(const Buffer& buffer) {
  std::vector<float> levels(static_cast<std::size_t>(gegl_buffer_get_width(buffer.get())));
  gegl_buffer_get(buffer.get(), nullptr, 1.0, babl_format("Y' float"), levels.data(),
                  GEGL_AUTO_ROWSTRIDE, GEGL_ABYSS_NONE);
  return levels;
}

TEST(CopyCluster, TakesItsPixelsAndNoOthers) {
  const Buffer posterized =
      row_of<std::uint8_t>(babl_format("R'G'B'A u8"), {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
  const ClusterMap map{.clusters = {1, 0, 1}, .width = 3, .height = 1};
  const Buffer layer = new_buffer(babl_format("R'G'B'A u8"), 3, 1);
  EXPECT_TRUE(copy_cluster(posterized.get(), map, 1, layer.get(), 2));
  EXPECT_EQ(components_of<std::uint8_t>(layer), (Bytes{1, 2, 3, 4, 0, 0, 0, 0, 9, 10, 11, 12}));
}

TEST(CopyCluster, MakesOpaquePixelsWhereThereWasNoAlpha) {
  const ClusterMap map{.clusters = {0, no_cluster}, .width = 2, .height = 1};
  const Buffer bytes = row_of<std::uint8_t>(babl_format("Y' u8"), {7, 9});
  const Buffer of_bytes = new_buffer(babl_format("Y'A u8"), 2, 1);
  EXPECT_TRUE(copy_cluster(bytes.get(), map, no_cluster, of_bytes.get(), 1));
  EXPECT_EQ(components_of<std::uint8_t>(of_bytes), (Bytes{0, 0, 9, 255}));

  const Buffer floats =
      row_of<float>(babl_format("RGB float"), {0.1F, -2.0F, 3.0F, 0.4F, 0.5F, 0.6F});
  const Buffer of_floats = new_buffer(babl_format("RGBA float"), 2, 1);
  EXPECT_TRUE(copy_cluster(floats.get(), map, 0, of_floats.get(), 1));
  EXPECT_EQ(components_of<float>(of_floats),
            (std::vector<float>{0.1F, -2.0F, 3.0F, 1.0F, 0.0F, 0.0F, 0.0F, 0.0F}));
}

TEST(CopyCluster, TellsWhetherThereIsAnythingToSee) {
  const Buffer posterized = row_of<std::uint8_t>(babl_format("Y'A u8"), {7, 0, 9, 255});
  const ClusterMap map{.clusters = {no_cluster, 0}, .width = 2, .height = 1};
  const Buffer layer = new_buffer(babl_format("Y'A u8"), 2, 1);
  EXPECT_FALSE(copy_cluster(posterized.get(), map, no_cluster, layer.get(), 1));
  EXPECT_FALSE(copy_cluster(posterized.get(), map, 3, layer.get(), 1));
}

TEST(CopyCluster, AllClustersTogetherAreThePicture) {
  constexpr int width = 300;
  constexpr int height = 170;
  const Buffer posterized = new_buffer(babl_format("R'G'B'A u8"), width, height);
  Bytes pixels;
  ClusterMap map{.clusters = {}, .width = width, .height = height};
  for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(width * height); ++i) {
    const auto cluster = static_cast<std::uint16_t>(i * i / 97 % 4);
    map.clusters.push_back(cluster == 3 ? no_cluster : cluster);
    for (const std::uint32_t component : {i, i * 3, i / 7, i / 5 % 256}) {
      pixels.push_back(static_cast<std::uint8_t>(component));
    }
  }
  gegl_buffer_set(posterized.get(), nullptr, 0, babl_format("R'G'B'A u8"), pixels.data(),
                  GEGL_AUTO_ROWSTRIDE);
  Bytes sum(pixels.size());
  for (const std::uint16_t cluster :
       {std::uint16_t{0}, std::uint16_t{1}, std::uint16_t{2}, no_cluster}) {
    const Buffer layer = new_buffer(babl_format("R'G'B'A u8"), width, height);
    copy_cluster(posterized.get(), map, cluster, layer.get(), 3);
    const Bytes own = components_of<std::uint8_t>(layer);
    for (std::size_t i = 0; i < sum.size(); ++i) {
      ASSERT_TRUE(own[i] == 0 || sum[i] == 0);
      sum[i] = static_cast<std::uint8_t>(sum[i] + own[i]);
    }
  }
  EXPECT_EQ(sum, pixels);
}

/// A film on which nothing prints yet.
Buffer white_film(const char* format, int width, int height) {
  Buffer film = new_buffer(babl_format(format), width, height);
  fill_with({1, 1, 1}, film.get());
  return film;
}

TEST(PaintFilm, IsBlackWhereItPrints) {
  const Bytes prints{1, 0, 0, 1};
  const Buffer rgb = white_film("R'G'B' u8", 2, 2);
  paint_film(prints, {0, 0, 2, 2}, rgb.get(), 2);
  EXPECT_EQ(components_of<std::uint8_t>(rgb),
            (Bytes{0, 0, 0, 255, 255, 255, 255, 255, 255, 0, 0, 0}));
  const Buffer gray = white_film("Y float", 2, 2);
  paint_film(prints, {0, 0, 2, 2}, gray.get(), 1);
  EXPECT_EQ(components_of<float>(gray), (std::vector<float>{0, 1, 1, 0}));
  // Of a part, only that.
  const Buffer larger = white_film("Y float", 3, 2);
  paint_film(Bytes{1, 0}, {1, 1, 2, 1}, larger.get(), 1);
  EXPECT_EQ(components_of<float>(larger), (std::vector<float>{1, 1, 1, 1, 0, 1}));
}

TEST(PaintFilm, PaintsEveryFormat) {
  for (const char* const type : {"u8", "u16", "u32", "half", "float", "double"}) {
    for (const char* const model : {"Y'", "R'G'B'"}) {
      SCOPED_TRACE(std::string(model) + " " + type);
      const Buffer film = white_film((std::string(model) + " " + type).c_str(), 3, 1);
      paint_film(Bytes{0, 1, 0}, {0, 0, 3, 1}, film.get(), 1);
      EXPECT_EQ(gray_levels_of(film), (std::vector<float>{1, 0, 1}));
    }
  }
}

TEST(PaintFilm, LeavesTilesWithoutPrintAsTheyAre) {
  constexpr int width = 700;
  constexpr int height = 400;
  const Buffer film = new_buffer(babl_format("Y' u8"), width, height);
  int tile_width = 0;
  g_object_get(film.get(), "tile-width", &tile_width, nullptr);
  ASSERT_LT(tile_width, width - 5);
  Bytes prints(std::size_t{width - 5} * (height - 3));
  prints.front() = 1;
  paint_film(prints, {5, 3, width - 5, height - 3}, film.get(), 2);
  const Bytes painted = components_of<std::uint8_t>(film);
  // Only the first tile was written: white, but for what prints and what was not asked for.
  EXPECT_EQ(painted[std::size_t{3} * width + 4], 0);
  EXPECT_EQ(painted[std::size_t{3} * width + 5], 0);
  EXPECT_EQ(painted[std::size_t{3} * width + 6], 255);
  EXPECT_EQ(painted[std::size_t{3} * width + static_cast<std::size_t>(tile_width) - 1], 255);
  EXPECT_EQ(painted[std::size_t{3} * width + static_cast<std::size_t>(tile_width)], 0);
  EXPECT_EQ(painted.back(), 0);
}

}  // namespace
}  // namespace color_clusters
