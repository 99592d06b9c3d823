// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/films/tone_films.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

#include "core/areas/cluster_map.h"
#include "core/base/parallel.h"
#include "core/print/film.h"

namespace color_clusters {
namespace {

/// Pixels that are looked up together.
constexpr std::size_t part_size = 1024;
constexpr std::size_t task_size = 16 * part_size;

/// How much of a color a mix has.
template <typename Mix>
float amount_in(const Mix& mix, std::size_t color) {
  float amount = 0.0F;
  for (std::size_t i = 0; i < mix.colors.size(); ++i) {
    amount += mix.colors[i] == color ? mix.amounts[i] : 0.0F;
  }
  return amount;
}

}  // namespace

ToneFilms::ToneFilms(TonePicture picture, std::span<const Color> colors, std::size_t inks,
                     const FilmArguments& arguments, int threads)
    : picture_(std::move(picture)),
      inks_(inks),
      arguments_(arguments),
      threads_(threads),
      mixer_(colors),
      sums_(colors.size()) {
  if (!arguments.screen) return;
  const ScreenArguments& screen = *arguments.screen;
  for (std::size_t ink = 0; ink < inks; ++ink) {
    screens_.emplace_back(HalftoneOptions{.lines_per_inch = screen.lines_per_inch,
                                          .pixels_per_inch = screen.pixels_per_inch,
                                          .angle = screen.angle_of(ink),
                                          .shape = screen.shape,
                                          .threads = threads});
  }
}

std::vector<ToneFilms::Mix> ToneFilms::mixes(int first, int end) {
  const std::size_t size =
      static_cast<std::size_t>(picture_.width) * static_cast<std::size_t>(end - first);
  std::vector<Color> linear(size);
  std::vector<float> coverages(size);
  picture_.read(first, linear, coverages);
  std::vector<Mix> found(size);
  parallel_ranges(size, task_size, threads_, [&](std::size_t begin, std::size_t stop) {
    for (std::size_t part = begin; part < stop; part += part_size) {
      const std::size_t count = std::min(part_size, stop - part);
      const std::span<Mix> values = std::span(found).subspan(part, count);
      kept_.look_up(
          std::span<const Color>(linear).subspan(part, count),
          [&](std::size_t i) { return coverages[part + i] > 0.0F; },
          [this](std::span<const Color> colors, std::span<Mix> unknown) {
            std::ranges::transform(colors, unknown.begin(), [this](const Color& color) {
              const ConvexMix convex = mixer_.find(color);
              Mix mix;
              for (std::size_t i = 0; i < convex.count; ++i) {
                mix.colors[i] = convex.parts[i].color;
                mix.amounts[i] = static_cast<float>(convex.parts[i].weight);
              }
              return mix;
            });
          },
          values);
      for (std::size_t i = 0; i < count; ++i) {
        const float coverage = coverages[part + i];
        if (coverage <= 0.0F) continue;
        for (float& amount : values[i].amounts) amount *= coverage;
      }
    }
  });
  return found;
}

/// In a fixed order for each color, whatever the number of threads.
void ToneFilms::count(std::span<const Mix> mixes) {
  parallel_for(sums_.size(), threads_, [&](std::size_t color) {
    sums_[color] = std::accumulate(mixes.begin(), mixes.end(), sums_[color],
                                   [color](double sum, const Mix& mix) {
                                     return sum + static_cast<double>(amount_in(mix, color));
                                   });
  });
}

std::vector<double> ToneFilms::shares() const {
  const double total = std::accumulate(sums_.begin(), sums_.end(), 0.0);
  std::vector<double> shares = sums_;
  for (double& share : shares) share = total > 0.0 ? share / total : 0.0;
  return shares;
}

std::vector<std::vector<float>> ToneFilms::amounts(int first, int end) {
  const std::vector<Mix> found = mixes(first, end);
  count(found);
  std::vector<std::vector<float>> amounts(inks_);
  for (std::size_t ink = 0; ink < inks_; ++ink) {
    amounts[ink].resize(found.size());
    std::ranges::transform(found, amounts[ink].begin(),
                           [ink](const Mix& mix) { return amount_in(mix, ink); });
  }
  return amounts;
}

FilmRows ToneFilms::rows(int first, int end) {
  // What is choked depends on what is around it.
  const int reach = arguments_.has_underbase ? arguments_.underbase_choke : 0;
  const int outer_first = std::max(first - reach, 0);
  const int outer_end = std::min(picture_.height - end, reach) + end;
  const std::vector<Mix> found = mixes(outer_first, outer_end);
  const auto columns = static_cast<std::size_t>(picture_.width);
  const std::size_t skipped = columns * static_cast<std::size_t>(first - outer_first);
  const std::size_t size = columns * static_cast<std::size_t>(end - first);
  count(std::span(found).subspan(skipped, size));
  FilmRows films;
  std::vector<float> amounts(found.size());
  for (std::size_t ink = 0; ink < inks_; ++ink) {
    std::ranges::transform(found, amounts.begin(),
                           [ink](const Mix& mix) { return amount_in(mix, ink); });
    films.emplace_back(found.size());
    screens_[ink].screen(amounts, picture_.width, picture_.y + outer_first, films.back(),
                         picture_.x);
  }
  std::vector<std::uint8_t> white;
  if (arguments_.has_underbase) white = underbase(films, outer_first, outer_end, first, end);
  for (std::vector<std::uint8_t>& film : films) {
    film.erase(film.begin(), film.begin() + static_cast<std::ptrdiff_t>(skipped));
    film.resize(size);
  }
  if (arguments_.has_underbase) films.push_back(std::move(white));
  return films;
}

/// Of films with the rows from `first` to before `end`, under the rows that are wanted. Beyond
/// those rows there is more of the picture only where that is too far to matter.
std::vector<std::uint8_t> ToneFilms::underbase(const FilmRows& films, int first, int end,
                                               int inner_first, int inner_end) const {
  ClusterMap printed{.clusters = {}, .width = picture_.width, .height = end - first};
  printed.clusters.resize(printed.index(0, end - first), no_cluster);
  for (const std::vector<std::uint8_t>& film : films) {
    for (std::size_t i = 0; i < film.size(); ++i) {
      if (film[i] != 0) printed.clusters[i] = 0;
    }
  }
  const std::array<std::uint16_t, 1> any{0};
  return make_underbase(printed, any, {.choke = arguments_.underbase_choke, .threads = threads_},
                        inner_first - first, inner_end - first);
}

}  // namespace color_clusters
