// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/films/area_films.h"

#include <cstdint>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/color/srgb.h"
#include "plugin/films/proof.h"

namespace color_clusters {
namespace {

/// One row; a space is the paper, which is cluster 2.
ClusterMap row(const std::string& text) {
  ClusterMap map{.clusters = {}, .width = static_cast<int>(text.size()), .height = 1};
  for (const char cluster : text) {
    map.clusters.push_back(cluster == '.'   ? no_cluster
                           : cluster == ' ' ? std::uint16_t{2}
                                            : static_cast<std::uint16_t>(cluster - '0'));
  }
  return map;
}

std::string text_of(const std::vector<std::uint8_t>& film) {
  std::string text;
  for (const std::uint8_t prints : film) text += prints != 0 ? '#' : '-';
  return text;
}

FilmRows films_of(const std::string& text, const FilmArguments& arguments) {
  const ClusterMap map = row(text);
  // The first ink is the lighter one.
  return AreaFilms(map, {0, 1}, arguments, 1).rows(0, 1);
}

TEST(AreaFilms, PaperAndWhatIsNotThereDoNotPrint) {
  const FilmRows films = films_of("00 11.0", {});
  ASSERT_EQ(films.size(), 2U);
  EXPECT_EQ(text_of(films[0]), "##----#");
  EXPECT_EQ(text_of(films[1]), "---##--");
}

TEST(AreaFilms, LightInksSpreadUnderDarkOnesButNotOverPaper) {
  const FilmRows films = films_of("  00111111  ", {.trap = 2});
  EXPECT_EQ(text_of(films[0]), "--####------");
  EXPECT_EQ(text_of(films[1]), "----######--");
}

TEST(AreaFilms, ChokeAndUnderbase) {
  ClusterMap map{.clusters = ClusterMap::Clusters(9 * 9, 2), .width = 9, .height = 9};
  for (int y = 1; y < 8; ++y) {
    for (int x = 1; x < 8; ++x) {
      map.clusters[map.index(x, y)] = static_cast<std::uint16_t>(x < 4 ? 0 : 1);
    }
  }
  const FilmRows films =
      AreaFilms(map, {0, 1}, {.choke = 1, .has_underbase = true, .underbase_choke = 2}, 2)
          .rows(0, 9);
  ASSERT_EQ(films.size(), 3U);
  const auto middle = [&](std::size_t film) { return text_of(films[film]).substr(4UL * 9, 9); };
  EXPECT_EQ(middle(0), "--#------");
  EXPECT_EQ(middle(1), "-----##--");
  EXPECT_EQ(middle(2), "---###---");
}

TEST(Proof, InksTakeLightOfThePaper) {
  const FilmRows films{{1, 1, 0, 0}, {0, 1, 1, 0}};
  const ProofInks inks{.paper = {0.5F, 1, 1}, .inks = {{1, 0.5F, 0}, {0.5F, 0.5F, 0.5F}}};
  const IndexedPicture proof = proof_of(films, inks);
  const std::vector<Color> expected{
      {0.5F, 0.5F, 0}, {0.25F, 0.25F, 0}, {0.25F, 0.5F, 0.5F}, {0.5F, 1, 1}};
  ASSERT_EQ(proof.pixels.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(proof.colors[proof.pixels[i]], srgb_from_linear(expected[i])) << i;
  }
}

TEST(Proof, UnderbaseIsTheGround) {
  // On black, only what has white under it is seen.
  const FilmRows films{{1, 1, 0, 0}, {1, 0, 1, 0}};
  const IndexedPicture proof =
      proof_of(films, {.paper = {0, 0, 0}, .inks = {{1, 0, 0}}, .has_underbase = true});
  const std::vector<Color> expected{{1, 0, 0}, {0, 0, 0}, {1, 1, 1}, {0, 0, 0}};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(proof.colors[proof.pixels[i]], expected[i]) << i;
}

TEST(Proof, TonesAreTheMeanOfDotsByChance) {
  const ProofInks inks{.paper = {1, 0.5F, 1}, .inks = {{0, 0, 0}, {1, 1, 0}}};
  const std::vector<std::vector<float>> amounts{{0.5F, 1, 0}, {0.5F, 0, 0}};
  const std::vector<Color> proof = proof_of_tones(amounts, inks);
  const auto linear = [&](std::size_t i) { return linear_from_srgb(proof[i]); };
  EXPECT_NEAR(linear(0)[0], 0.5F, 1e-5);
  EXPECT_NEAR(linear(0)[1], 0.25F, 1e-5);
  EXPECT_NEAR(linear(0)[2], 0.25F, 1e-5);
  EXPECT_NEAR(linear(1)[0], 0.0F, 1e-5);
  EXPECT_NEAR(linear(2)[1], 0.5F, 1e-5);
  const std::vector<Color> dark =
      proof_of_tones(amounts, {.paper = {0, 0, 0}, .inks = inks.inks, .has_underbase = true});
  // A quarter has no ink, a quarter only the yellow one.
  EXPECT_NEAR(linear_from_srgb(dark[0])[0], 0.25F, 1e-5);
  EXPECT_NEAR(linear_from_srgb(dark[2])[0], 0.0F, 1e-5);
}

}  // namespace
}  // namespace color_clusters
