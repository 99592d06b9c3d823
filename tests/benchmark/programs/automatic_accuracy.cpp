// SPDX-License-Identifier: GPL-3.0-or-later
//
// How often flat art with known inks gets as many centers as it has inks when the number of colors
// is left to the program. The pictures are those of the test flat_art, with other seeds.
//
// automatic_accuracy PICTURES draws so many of each kind and number of inks, and prints a line of
// JSON for each kind.

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <vector>

#include "core/base/parallel.h"
#include "core/color/color_difference.h"
#include "flat_art.h"
#include "flat_art_kinds.h"
#include "natural_clusters.h"

namespace color_clusters {
namespace {

struct Answer {
  /// Centers, more or fewer than there are inks.
  int surplus = 0;
  /// Without places, as for a histogram alone.
  int surplus_without_places = 0;
  /// Inks that no center looks like.
  int lost = 0;
};

/// An ink is lost if no center is within this CIEDE2000 difference: half of the least between two.
constexpr double found_within = 6.0;

int lost_inks(const FlatArt& art, const Clustering& clusters) {
  return static_cast<int>(std::ranges::count_if(art.inks, [&](const Color& ink) {
    return std::ranges::none_of(clusters.centers, [&](const Color& center) {
      return ciede2000(lab_from_srgb(ink), lab_from_srgb(center)) < found_within;
    });
  }));
}

Answer answer_for(const ArtKind& kind, int inks, unsigned seed) {
  const FlatArt art = draw_flat_art(inks, kind.defects, seed, kind.motif);
  ColorHistogram histogram = histogram_with_places(art);
  Answer answer;
  const Clustering clusters = natural_clusters(histogram, {.color_count = 16});
  answer.surplus = static_cast<int>(clusters.centers.size()) - inks;
  answer.lost = lost_inks(art, clusters);
  histogram.places.clear();
  answer.surplus_without_places =
      static_cast<int>(natural_clusters(histogram, {.color_count = 16}).centers.size()) - inks;
  return answer;
}

void print_kind(const ArtKind& kind, int pictures) {
  const std::size_t all = kind.inks.size() * static_cast<std::size_t>(pictures);
  std::vector<Answer> answers(all);
  parallel_for(all, static_cast<int>(std::max(1U, std::thread::hardware_concurrency())),
               [&](std::size_t i) {
                 const int inks = kind.inks[i % kind.inks.size()];
                 // Neither those that the method was fitted on nor those of the test.
                 const auto seed = 500000U + 1000U * static_cast<unsigned>(i / kind.inks.size()) +
                                   static_cast<unsigned>(inks);
                 answers[i] = answer_for(kind, inks, seed);
               });
  const auto count = [&](auto&& is_one) { return std::ranges::count_if(answers, is_one); };
  std::printf(
      "{\"kind\": \"%s\", \"pictures\": %zu, \"exact\": %td, \"fewer\": %td, \"more\": %td, "
      "\"with_lost_inks\": %td, \"exact_without_places\": %td}\n",
      kind.name, all, count([](const Answer& answer) { return answer.surplus == 0; }),
      count([](const Answer& answer) { return answer.surplus < 0; }),
      count([](const Answer& answer) { return answer.surplus > 0; }),
      count([](const Answer& answer) { return answer.lost > 0; }),
      count([](const Answer& answer) { return answer.surplus_without_places == 0; }));
}

int run(std::string_view argument) {
  int pictures = 0;
  const auto [end, error] =
      std::from_chars(argument.data(), argument.data() + argument.size(), pictures);
  if (error != std::errc() || end != argument.data() + argument.size() || pictures < 1) {
    throw std::invalid_argument("The argument is a number of pictures, 1 or more.");
  }
  for (const ArtKind& kind : flat_art_kinds()) print_kind(kind, pictures);
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace color_clusters

int main(int argc, char** argv) {
  try {
    return color_clusters::run(argc == 2 ? argv[1] : "");
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return EXIT_FAILURE;
  }
}
