// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/film.h"

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "tests/core/areas/drawn_map.h"

namespace color_clusters {
namespace {

using Drawing = std::vector<std::string>;

/// Rows of # where the ink prints.
Drawing printed(const Drawing& rows, const std::vector<int>& ranks, const FilmOptions& options) {
  const ClusterMap map = draw_map(rows);
  const std::vector<std::uint8_t> film = make_film(map, ranks, options);
  Drawing result(rows.size());
  for (std::size_t i = 0; i < film.size(); ++i) {
    result[i / static_cast<std::size_t>(map.width)] += film[i] == 1 ? '#' : '.';
  }
  return result;
}

/// The reference: for every pixel, compares all pixels.
std::vector<std::uint8_t> brute_force(const ClusterMap& map, const std::vector<int>& ranks, int ink,
                                      int trap) {
  std::vector<std::uint8_t> film;
  for (int y = 0; y < map.height; ++y) {
    for (int x = 0; x < map.width; ++x) {
      const std::uint16_t cluster = map.clusters[map.index(x, y)];
      bool prints = cluster == ink;
      if (cluster != no_cluster && ranks[cluster] > ranks[static_cast<std::size_t>(ink)]) {
        for (int v = 0; v < map.height; ++v) {
          for (int u = 0; u < map.width; ++u) {
            const bool is_near = (x - u) * (x - u) + (y - v) * (y - v) <= trap * trap;
            prints = prints || (is_near && map.clusters[map.index(u, v)] == ink);
          }
        }
      }
      film.push_back(prints ? 1 : 0);
    }
  }
  return film;
}

/// A film shrunk by looking at every pixel, and some around the map, for every pixel.
std::vector<std::uint8_t> shrunk(const ClusterMap& map, const std::vector<std::uint8_t>& film,
                                 int choke) {
  std::vector<std::uint8_t> result;
  for (int y = 0; y < map.height; ++y) {
    for (int x = 0; x < map.width; ++x) {
      bool prints = true;
      for (int v = y - choke; v <= y + choke; ++v) {
        for (int u = x - choke; u <= x + choke; ++u) {
          if ((x - u) * (x - u) + (y - v) * (y - v) > choke * choke) continue;
          const bool is_there = u >= 0 && v >= 0 && u < map.width && v < map.height;
          prints = prints && is_there && film[map.index(u, v)] == 1;
        }
      }
      result.push_back(prints ? 1 : 0);
    }
  }
  return result;
}

TEST(Film, PrintsItsOwnPixelsWithoutTrap) {
  const Drawing rows{"aab", "a.b", "cbb"};
  EXPECT_EQ(printed(rows, {0, 1, 2}, {.ink = 0}), (Drawing{"##.", "#..", "..."}));
  EXPECT_EQ(printed(rows, {0, 1, 2}, {.ink = 1}), (Drawing{"..#", "..#", ".##"}));
}

TEST(Film, SpreadsByADisc) {
  const Drawing rows(9, "bbbbbbbbb");
  Drawing dot = rows;
  dot[4][4] = 'a';
  EXPECT_EQ(printed(dot, {0, 1}, {.ink = 0, .trap = 3}), (Drawing{".........",  //
                                                                  "....#....",  //
                                                                  "..#####..",  //
                                                                  "..#####..",  //
                                                                  ".#######.",  //
                                                                  "..#####..",  //
                                                                  "..#####..",  //
                                                                  "....#....",  //
                                                                  "........."}));
}

TEST(Film, SpreadsOnlyUnderDarkerInks) {
  const Drawing rows{"abcd"};
  // From light to dark: b, a and d, c.
  const std::vector<int> ranks{1, 0, 2, 1};
  EXPECT_EQ(printed(rows, ranks, {.ink = 0, .trap = 5}), Drawing{"#.#."});
  EXPECT_EQ(printed(rows, ranks, {.ink = 1, .trap = 5}), Drawing{"####"});
  EXPECT_EQ(printed(rows, ranks, {.ink = 2, .trap = 5}), Drawing{"..#."});
  EXPECT_EQ(printed(rows, ranks, {.ink = 3, .trap = 5}), Drawing{"..##"});
}

TEST(Film, NeverPrintsWhereThereIsNoPixel) {
  EXPECT_EQ(printed({"a.bb", "..bb"}, {0, 1}, {.ink = 0, .trap = 2}), (Drawing{"#.#.", "...."}));
}

TEST(Film, IsWhatBruteForceFinds) {
  const std::vector<int> ranks{0, 2, 1, 1, 3};
  for (const int trap : {0, 1, 2, 3, 5, 13, 70, 100}) {
    ClusterMap map = random_map(40, 150, 5, static_cast<std::uint32_t>(trap));
    // Few pixels of the ink, so that most are far from it.
    for (std::size_t i = 0; i < map.clusters.size(); ++i) {
      if (map.clusters[i] == 0 && i % 37 != 0) map.clusters[i] = 4;
    }
    for (const int ink : {0, 2}) {
      EXPECT_EQ(make_film(map, ranks, {.ink = static_cast<std::uint16_t>(ink), .trap = trap}),
                brute_force(map, ranks, ink, trap))
          << "trap " << trap << ", ink " << ink;
    }
  }
}

TEST(Film, ChokesByADisc) {
  Drawing square(9, "bbbbbbbbb");
  for (std::size_t y = 1; y < 8; ++y) square[y] = "baaaaaaab";
  square[4][4] = 'b';
  EXPECT_EQ(printed(square, {0, 0}, {.ink = 0, .choke = 1}), (Drawing{".........",  //
                                                                      ".........",  //
                                                                      "..#####..",  //
                                                                      "..##.##..",  //
                                                                      "..#...#..",  //
                                                                      "..##.##..",  //
                                                                      "..#####..",  //
                                                                      ".........",  //
                                                                      "........."}));
}

TEST(Film, ChokesAtTheEdgeAndWhereThereIsNoPixel) {
  EXPECT_EQ(printed({"aaaaa", "aaaaa", "aaaaa"}, {0}, {.ink = 0, .choke = 1}),
            (Drawing{".....", ".###.", "....."}));
  EXPECT_EQ(printed({"bbbbbbb", "aaa.aaa", "aaaaaaa", "aaaaaaa", "bbbbbbb"}, {0, 1},
                    {.ink = 0, .choke = 1}),
            (Drawing{".......", ".......", ".##.##.", ".......", "......."}));
}

TEST(Film, ChokesWhatIsTrapped) {
  // Spread by two under the darker ink, then smaller by one all around.
  EXPECT_EQ(printed(Drawing(5, "baaaccccc"), {1, 0, 2}, {.ink = 0, .trap = 2, .choke = 1})[2],
            "..###....");
}

TEST(Film, ChokeIsWhatBruteForceFinds) {
  const std::vector<int> ranks{0, 2, 1, 1, 3};
  for (const int choke : {1, 2, 3, 7, 20, 100}) {
    ClusterMap map = random_map(60, 150, 5, static_cast<std::uint32_t>(choke));
    // Few other pixels, so that most are far from them.
    for (std::size_t i = 0; i < map.clusters.size(); ++i) {
      if (i % static_cast<std::size_t>(9 * choke * choke) != 0) map.clusters[i] = 0;
    }
    const FilmOptions whole{.ink = 0, .trap = 2};
    const FilmOptions choked{.ink = 0, .trap = 2, .choke = choke};
    EXPECT_EQ(make_film(map, ranks, choked), shrunk(map, make_film(map, ranks, whole), choke))
        << "choke " << choke;
    EXPECT_EQ(make_underbase(map, std::vector<std::uint16_t>{0, 3}, {.choke = choke}),
              shrunk(map, make_underbase(map, std::vector<std::uint16_t>{0, 3}, {}), choke))
        << "choke " << choke;
  }
}

TEST(Underbase, IsUnderAllInks) {
  const ClusterMap map = draw_map({"aabb", "c.dd"});
  const auto underbase = [&](const std::vector<std::uint16_t>& inks) {
    return make_underbase(map, inks, {});
  };
  EXPECT_EQ(underbase({0, 3}), (std::vector<std::uint8_t>{1, 1, 0, 0, 0, 0, 1, 1}));
  EXPECT_EQ(underbase({0, 1, 2, 3, 77}), (std::vector<std::uint8_t>{1, 1, 1, 1, 1, 0, 1, 1}));
  EXPECT_EQ(underbase({}), std::vector<std::uint8_t>(8));
}

TEST(Underbase, IsChokedOnlyWhereNoInkIs) {
  const ClusterMap map = draw_map({"aaabbbccc", "aaabbbccc", "aaabbbccc"});
  EXPECT_EQ(make_underbase(map, std::vector<std::uint16_t>{0, 1}, {.choke = 1}),
            (std::vector<std::uint8_t>{0, 0, 0, 0, 0, 0, 0, 0, 0,  //
                                       0, 1, 1, 1, 1, 0, 0, 0, 0,  //
                                       0, 0, 0, 0, 0, 0, 0, 0, 0}));
}

TEST(Film, PartsAreThoseOfTheWhole) {
  const ClusterMap map = random_map(50, 200, 60, 1);
  std::vector<int> ranks(60);
  for (std::size_t i = 0; i < ranks.size(); ++i) ranks[i] = static_cast<int>(i);
  const FilmOptions options{.ink = 3, .trap = 9, .choke = 2};
  const std::vector<std::uint8_t> whole = make_film(map, ranks, options);
  std::vector<std::uint8_t> parts;
  int row = 0;
  for (const int end : {0, 1, 64, 130, 200}) {
    const std::vector<std::uint8_t> part = make_film(map, ranks, options, row, end);
    EXPECT_EQ(part.size(), static_cast<std::size_t>(50 * (end - row)));
    parts.insert(parts.end(), part.begin(), part.end());
    row = end;
  }
  EXPECT_EQ(parts, whole);
}

TEST(Film, IsTheSameForAnyNumberOfThreads) {
  const ClusterMap map = random_map(70, 300, 60, 2);
  const std::vector<int> ranks = [] {
    std::vector<int> result(60, 1);
    result[7] = 0;
    return result;
  }();
  EXPECT_EQ(make_film(map, ranks, {.ink = 7, .trap = 5, .threads = 1}),
            make_film(map, ranks, {.ink = 7, .trap = 5, .threads = 3}));
  const std::vector<std::uint16_t> inks{0, 1,  2,  3,  4,  5,  6,  7,  8,
                                        9, 10, 11, 12, 13, 14, 15, 16, 17};
  EXPECT_EQ(make_underbase(map, inks, {.choke = 1, .threads = 1}),
            make_underbase(map, inks, {.choke = 1, .threads = 3}));
}

TEST(Film, ClustersWithoutRankTakeNoInk) {
  EXPECT_EQ(printed({"abc"}, {0, 1}, {.ink = 0, .trap = 5}), Drawing{"##."});
}

TEST(Film, RejectsBadInput) {
  const ClusterMap map = plain_map(4, 4);
  const std::vector<int> ranks{0, 1};
  EXPECT_THROW(make_film(map, ranks, {.ink = 2}), std::invalid_argument);
  EXPECT_THROW(make_film(map, ranks, {.ink = 0, .trap = -1}), std::invalid_argument);
  EXPECT_THROW(make_film(map, ranks, {.ink = 0, .trap = 101}), std::invalid_argument);
  EXPECT_THROW(make_film(map, ranks, {.ink = 0, .choke = -1}), std::invalid_argument);
  EXPECT_THROW(make_film(map, ranks, {.ink = 0, .choke = 101}), std::invalid_argument);
  const std::vector<std::uint16_t> inks{0};
  EXPECT_THROW(make_underbase(map, inks, {.choke = 101}), std::invalid_argument);
  EXPECT_THROW(make_underbase(map, inks, {}, 0, 5), std::invalid_argument);
  EXPECT_THROW(make_underbase(map, std::vector<std::uint16_t>{no_cluster}, {}),
               std::invalid_argument);
  EXPECT_THROW(make_film(map, ranks, {}, 2, 1), std::invalid_argument);
  EXPECT_THROW(make_film(map, ranks, {}, -1, 1), std::invalid_argument);
  EXPECT_THROW(make_film(map, ranks, {}, 0, 5), std::invalid_argument);
  EXPECT_THROW(make_film(map, std::vector<int>(65536), {}), std::invalid_argument);
  const ClusterMap broken{.clusters = {0}, .width = 2, .height = 1};
  EXPECT_THROW(make_film(broken, ranks, {}), std::invalid_argument);
}

TEST(Film, NothingInNothingOut) { EXPECT_TRUE(make_film({}, std::vector<int>{0}, {}).empty()); }

}  // namespace
}  // namespace color_clusters
