// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/separate/film_preview.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "core/color/byte_color.h"
#include "core/color/srgb.h"
#include "plugin/films/area_films.h"
#include "plugin/films/inks.h"
#include "plugin/films/proof.h"
#include "plugin/films/tone_films.h"
#include "plugin/mapping/dither_clusters.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {
namespace {

/// A line of dots has to be so many samples wide, or it cannot be seen.
constexpr double least_cell = 2.0;

FilmArguments scaled(FilmArguments films, double scale) {
  const auto length = [scale](int pixels) { return static_cast<int>(std::lround(pixels * scale)); };
  films.trap = length(films.trap);
  films.choke = length(films.choke);
  films.underbase_choke = length(films.underbase_choke);
  if (films.screen) films.screen->pixels_per_inch *= scale;
  return films;
}

/// The map of a part of a layer with some more of what is at its edges, where the layer goes on:
/// nothing is choked there.
struct Surrounded {
  ClusterMap map;
  int left = 0;
  int top = 0;
};

Surrounded with_surroundings(const MappedView& mapped, int margin, int width, int height) {
  const ClusterMap& map = mapped.map;
  const GeglRectangle& area = mapped.view.area;
  const int left = area.x > 0 ? margin : 0;
  const int top = area.y > 0 ? margin : 0;
  const int right = area.x + area.width < width ? margin : 0;
  const int bottom = area.y + area.height < height ? margin : 0;
  const Samples& samples = *mapped.view.samples;
  Surrounded larger{.map = {.clusters = {},
                            .width = map.width + left + right,
                            .height = map.height + top + bottom},
                    .left = left,
                    .top = top};
  larger.map.clusters.reserve(larger.map.index(0, larger.map.height));
  for (int y = 0; y < larger.map.height; ++y) {
    for (int x = 0; x < larger.map.width; ++x) {
      const std::size_t i =
          map.index(std::clamp(x - left, 0, map.width - 1), std::clamp(y - top, 0, map.height - 1));
      // As a film prints: where at least half of a pixel is there.
      const bool prints = samples.alpha[i] * samples.selected[i] >= 0.5F;
      larger.map.clusters.push_back(prints ? map.clusters[i] : no_cluster);
    }
  }
  return larger;
}

FilmRows area_films(const MappedView& mapped, const LayerClusters& shown,
                    const FilmArguments& films, int width, int height) {
  const int margin = std::max(films.trap + films.choke, films.underbase_choke);
  const Surrounded larger = with_surroundings(mapped, margin, width, height);
  AreaFilms maker(larger.map, darkness_ranks(shown), films, thread_count());
  FilmRows rows = maker.rows(larger.top, larger.top + mapped.map.height);
  for (std::vector<std::uint8_t>& film : rows) {
    std::vector<std::uint8_t> inner;
    inner.reserve(mapped.map.clusters.size());
    for (int y = 0; y < mapped.map.height; ++y) {
      const auto begin = film.begin() + (std::ptrdiff_t{y} * larger.map.width + larger.left);
      inner.insert(inner.end(), begin, begin + mapped.map.width);
    }
    film = std::move(inner);
  }
  return rows;
}

TonePicture picture_of(const MappedView& mapped, const LayerClusters& found) {
  const std::shared_ptr<const Samples> samples = mapped.view.samples;
  const auto begin = [&](int pixel) {
    return static_cast<int>(std::lround(pixel * samples->scale));
  };
  TonePicture picture{.width = samples->width,
                      .height = samples->height,
                      .x = begin(mapped.view.area.x),
                      .y = begin(mapped.view.area.y)};
  picture.read = [samples, space = found.space](int first, std::span<Color> linear,
                                                std::span<float> coverages) {
    const std::size_t skipped =
        static_cast<std::size_t>(first) * static_cast<std::size_t>(samples->width);
    space.linear_from_layer(std::span(samples->colors).subspan(skipped, linear.size()), linear);
    for (std::size_t i = 0; i < coverages.size(); ++i) {
      coverages[i] = samples->alpha[skipped + i] * samples->selected[skipped + i];
    }
  };
  return picture;
}

/// How black a part of the paper looks that ink covers, 0 … 255.
std::uint8_t blackness(float amount) {
  const float light = std::clamp(1.0F - amount, 0.0F, 1.0F);
  return static_cast<std::uint8_t>(255 - to_byte(srgb_from_linear({light, light, light})[0]));
}

/// Films as they are shown: a white one for the paper, if that is one of the clusters.
template <typename Film, typename Blackness>
std::vector<std::vector<std::uint8_t>> shown_films(const std::vector<Film>& films,
                                                   const LayerClusters& clusters,
                                                   const Blackness& black) {
  std::vector<std::vector<std::uint8_t>> shown;
  for (std::size_t i = 0; i < films.size(); ++i) {
    if (i == ink_count(clusters)) shown.resize(clusters.shares.size());
    shown.emplace_back(films[i].size());
    std::ranges::transform(films[i], shown.back().begin(), black);
  }
  if (shown.size() < clusters.shares.size()) shown.resize(clusters.shares.size());
  return shown;
}

PaintedView painted(const FilmRows& rows, const ProofInks& inks, const LayerClusters& clusters) {
  const IndexedPicture proof = proof_of(rows, inks);
  PaintedView view;
  view.picture.reserve(proof.pixels.size());
  for (const std::uint32_t color : proof.pixels) view.picture.push_back(proof.colors[color]);
  view.films = shown_films(rows, clusters, [](std::uint8_t prints) {
    return static_cast<std::uint8_t>(prints != 0 ? 255 : 0);
  });
  return view;
}

PaintedView painted_tones(ToneFilms& films, int height, const ProofInks& inks,
                          const LayerClusters& clusters) {
  std::vector<std::vector<float>> amounts = films.amounts(0, height);
  PaintedView view{.picture = proof_of_tones(amounts, inks)};
  if (inks.has_underbase) {
    std::vector<float> covered(view.picture.size());
    for (std::size_t i = 0; i < covered.size(); ++i) {
      float bare = 1.0F;
      for (const std::vector<float>& ink : amounts) bare *= 1.0F - ink[i];
      covered[i] = 1.0F - bare;
    }
    amounts.push_back(std::move(covered));
  }
  view.films = shown_films(amounts, clusters, blackness);
  return view;
}

}  // namespace

PaintView film_painter(const SeparateArguments& arguments, int width, int height) {
  return
      [how = arguments.films, width, height](const MappedView& mapped, const LayerClusters& found,
                                             const LayerClusters& shown) -> PaintedView {
        FilmArguments films = scaled(how, mapped.view.samples->scale);
        const ProofInks inks{.paper = light_of(films.paper),
                             .inks = ink_light(shown),
                             .has_underbase = films.has_underbase};
        if (inks.inks.empty()) return {};
        if (!films.screen)
          return painted(area_films(mapped, shown, films, width, height), inks, shown);
        const bool has_dots =
            films.screen->pixels_per_inch >= least_cell * films.screen->lines_per_inch;
        if (!has_dots) films.screen.reset();
        ToneFilms maker(picture_of(mapped, found), dither_palette(found.colors, found.space).linear,
                        inks.inks.size(), films, thread_count());
        const int rows = mapped.view.samples->height;
        PaintedView view = has_dots ? painted(maker.rows(0, rows), inks, shown)
                                    : painted_tones(maker, rows, inks, shown);
        view.shares = maker.shares();
        return view;
      };
}

}  // namespace color_clusters
