// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dither/error_diffusion.h"

#include <algorithm>
#include <utility>

#include "core/areas/cluster_map.h"
#include "core/base/parallel.h"

namespace color_clusters {
namespace {

using Vector = MixSet::Vector;
using Int = Simd<4>::Int;

/// How far the weights are drawn to the color that the mask picks. With less than a half, dark
/// grays made of black and white would be too dark in the first rows; with more, edges get softer.
constexpr float pattern_share = 0.55F;
constexpr std::array<Vector, 4> patterns{
    Vector{pattern_share, 0, 0, 0}, Vector{0, pattern_share, 0, 0}, Vector{0, 0, pattern_share, 0},
    Vector{0, 0, 0, pattern_share}};

/// Below this strength, errors decay as they are passed on: a dot of another color is far from the
/// target there, and would set off many more where colors are close together.
constexpr double full_strength = 0.1;

/// Pixels that are looked up together.
constexpr std::size_t part_size = 512;
/// Pixels that a thread prepares in one go.
constexpr std::size_t task_size = 4 * part_size;
/// Pixels that are prepared while those before them are diffused.
constexpr std::size_t batch_size = 32 * part_size;

/// A color of a mix and its number among them.
struct Chosen {
  Vector color;
  std::int32_t number;
};

/// The color that has the greatest weight, the first one of equals. Without branches, which nobody
/// could predict, and without a table: each pixel waits for the one before it.
[[gnu::always_inline]] inline Chosen heaviest(const Vector& weights,
                                              const std::array<Vector, 4>& colors) {
  const std::array<Vector, 4> each{repeated_lane<0>(weights), repeated_lane<1>(weights),
                                   repeated_lane<2>(weights), repeated_lane<3>(weights)};
  const Int is_second = each[1] > each[0];
  const Int is_fourth = each[3] > each[2];
  const Vector greater = is_second ? each[1] : each[0];
  const Vector greater_above = is_fourth ? each[3] : each[2];
  const Vector lower = is_second ? colors[1] : colors[0];
  const Vector upper = is_fourth ? colors[3] : colors[2];
  const Int is_upper = greater_above > greater;
  const Int numbers = is_upper ? 2 - is_fourth : -is_second;
  return {.color = is_upper ? upper : lower, .number = numbers[0]};
}

/// By how much an error may make a weight grow or shrink: hardly ever more where all pixels have
/// the same mix.
constexpr float most_growth = 0.75F;

/// Makes larger errors smaller: what is left of another mix beside, whose colors are farther apart,
/// would take many pixels of these colors to be made good.
[[gnu::always_inline]] inline void limit_error(Vector& growth, Vector& error) {
  const Vector sizes = growth > -growth ? growth : -growth;
  if (!any_lane(sizes > most_growth)) [[likely]] {
    return;
  }
  const float scale = -most_growth / least_lane(-sizes);
  growth *= scale;
  error *= scale;
}

}  // namespace

template <typename Colors>
ErrorDiffusion<Colors>::ErrorDiffusion(DitherPalette palette, Colors colors, int width,
                                       double strength, int threads)
    : mixer_(std::move(palette), strength),
      mask_(blue_noise_mask()),
      width_(static_cast<std::size_t>(width)),
      threads_(threads),
      passed_on_(static_cast<float>(std::min(strength / full_strength, 1.0))),
      sets_(mixer_.palette()),
      aims_(std::move(colors)),
      errors_(width_),
      errors_below_(width_) {
  for (std::size_t c = 0; c < 3; ++c) {
    const auto [low, high] =
        std::ranges::minmax(mixer_.palette(), {}, [c](const Color& color) { return color[c]; });
    most_error_[c] = high[c] - low[c];
  }
}

template <typename Colors>
void ErrorDiffusion<Colors>::dither_rows(std::span<const Pixel> pixels,
                                         std::span<std::uint16_t> clusters) {
  if (pixels.empty()) return;
  const std::size_t rows = std::max(batch_size / width_, std::size_t{1});
  const std::size_t batch = rows * width_;
  const std::size_t batches = range_count(pixels.size(), batch);
  const std::size_t first_y = y_;
  // Step i diffuses batch i - 1, which no two threads can do together, and prepares batch i.
  for (std::size_t i = 0; i <= batches; ++i) {
    const std::size_t first = i * batch;
    const std::size_t count = i < batches ? std::min(batch, pixels.size() - first) : 0;
    std::vector<Prepared>& next = prepared_[i % 2];
    const std::vector<Prepared>& current = prepared_[(i + 1) % 2];
    next.resize(count);
    parallel_for(1 + range_count(count, task_size), threads_, [&](std::size_t task) {
      if (task == 0) {
        if (i > 0) diffuse(current, clusters.subspan(first - batch, current.size()));
        return;
      }
      const std::size_t begin = (task - 1) * task_size;
      const std::size_t size = std::min(task_size, count - begin);
      prepare(pixels.subspan(first + begin, size), clusters.subspan(first + begin, size),
              first_y * width_ + first + begin, std::span(next).subspan(begin, size));
    });
  }
}

template <typename Colors>
void ErrorDiffusion<Colors>::find_aims(std::span<const Color> linear, std::span<Aim> aims) {
  std::vector<ConvexMix> mixes(linear.size());
  std::vector<std::uint32_t> sets(linear.size());
  mixer_.find(linear, mixes);
  sets_.find(mixes, sets);
  for (std::size_t i = 0; i < mixes.size(); ++i) {
    const ConvexMix& mix = mixes[i];
    Aim& aim = aims[i];
    aim = {.mean = mixer_.mean(mix), .set = sets[i], .weights = {}, .shares = rank_shares(mix)};
    aim.weights.fill(-1e30F);
    for (std::size_t part = 0; part < mix.count; ++part) {
      aim.weights[part] = static_cast<float>(mix.parts[part].weight) * (1.0F - pattern_share);
    }
  }
}

/// Prepares pixels, the first of which is number `first` of the picture.
template <typename Colors>
void ErrorDiffusion<Colors>::prepare(std::span<const Pixel> pixels,
                                     std::span<const std::uint16_t> clusters, std::size_t first,
                                     std::span<Prepared> prepared) {
  std::size_t x = first % width_;
  std::size_t y = first / width_;
  std::array<Aim, part_size> aims;
  for (std::size_t begin = 0; begin < pixels.size(); begin += part_size) {
    const std::size_t count = std::min(part_size, pixels.size() - begin);
    aims_.look_up(
        pixels.subspan(begin, count),
        [&](std::size_t i) { return clusters[begin + i] != no_cluster; },
        [this](std::span<const Color> linear, std::span<Aim> found) { find_aims(linear, found); },
        std::span(aims).first(count));
    for (std::size_t i = 0; i < count; ++i) {
      const Aim& aim = aims[i];
      const auto pick = static_cast<std::uint32_t>(aim.shares.at(mask_.rank(x, y)));
      prepared[begin + i] = {
          .mean = aim.mean, .set_and_pick = 4 * aim.set + pick, .weights = aim.weights};
      if (++x == width_) {
        x = 0;
        ++y;
      }
    }
  }
}

template <typename Colors>
void ErrorDiffusion<Colors>::diffuse(std::span<const Prepared> pixels,
                                     std::span<std::uint16_t> clusters) {
  for (std::size_t first = 0; first < pixels.size(); first += width_, ++y_) {
    const bool is_forth = y_ % 2 == 0;
    const std::size_t begin = is_forth ? first : first + width_ - 1;
    diffuse_row(pixels.data() + begin, clusters.data() + begin, is_forth ? 1 : -1);
    std::swap(errors_, errors_below_);
  }
}

/// One row of the serpentine, from its first pixel on or back from its last one. What would be
/// passed on to a place beside the picture, or ahead to where there is no pixel, goes straight
/// down. So no error is lost at the edges; an error that meets no pixel is dropped.
template <typename Colors>
void ErrorDiffusion<Colors>::diffuse_row(const Prepared* pixels, std::uint16_t* clusters,
                                         std::ptrdiff_t step) {
  const std::size_t start = step > 0 ? 0 : width_ - 1;
  const Vector* here = errors_.data() + start;
  Vector* below = errors_below_.data() + start;
  Vector ahead{};
  // What is passed on so far to the place below the pixel before this one, and below this one.
  Vector behind_below{};
  Vector here_below{};
  for (std::size_t i = 0; i < width_; ++i) {
    Vector ahead_below{};
    if (*clusters == no_cluster) {
      ahead = Vector{};
    } else {
      const bool is_last = i + 1 == width_;
      const bool goes_ahead = !is_last && clusters[step] != no_cluster;
      const MixSet& set = sets_[pixels->set_and_pick / 4];
      Vector error_here = *here + ahead;
      Vector growth = set.growth[0] * repeated_lane<0>(error_here);
      growth += set.growth[1] * repeated_lane<1>(error_here);
      growth += set.growth[2] * repeated_lane<2>(error_here);
      limit_error(growth, error_here);
      const Vector weights = load<Vector>(pixels->weights.data()) + growth;
      const Chosen chosen = heaviest(weights + patterns[pixels->set_and_pick % 4], set.points);
      *clusters = set.colors[static_cast<std::size_t>(chosen.number)];

      const Color& mean = pixels->mean;
      Vector error = (Vector{mean[0], mean[1], mean[2], 0.0F} + error_here) - chosen.color;
      error = error > most_error_ ? most_error_ : error;
      error = error < -most_error_ ? -most_error_ : error;
      error *= passed_on_;
      constexpr float part = 1.0F / 16.0F;
      ahead = error * (7 * part);
      Vector straight = error * (5 * part);
      if (!goes_ahead) {
        straight += ahead;
        ahead = Vector{};
      }
      if (i > 0) {
        behind_below += error * (3 * part);
      } else {
        straight += error * (3 * part);
      }
      if (is_last) {
        straight += error * part;
      } else {
        ahead_below = error * part;
      }
      here_below += straight;
    }
    if (i > 0) below[-step] = behind_below;
    behind_below = here_below;
    here_below = ahead_below;
    pixels += step;
    clusters += step;
    here += step;
    below += step;
  }
  below[-step] = behind_below;
}

template class ErrorDiffusion<LinearColors>;
template class ErrorDiffusion<NumberedColors>;

}  // namespace color_clusters
