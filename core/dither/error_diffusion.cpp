// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dither/error_diffusion.h"

#include <algorithm>
#include <utility>

#include "core/areas/cluster_map.h"
#include "core/base/parallel.h"

namespace color_clusters {
namespace {

Simd<4>::Float vector_of(const Color& color) {
  return Simd<4>::Float{color[0], color[1], color[2], 0.0F};
}

/// How far the weights are drawn to the color that the mask picks. With less than a half, dark
/// grays made of black and white would be too dark in the first rows; with more, edges get softer.
constexpr float pattern_share = 0.55F;

/// Below this strength, errors decay as they are passed on: a dot of another color is far from the
/// target there, and would set off many more where colors are close together.
constexpr double full_strength = 0.1;

/// Pixels that are looked up together.
constexpr std::size_t part_size = 1024;
/// Pixels that a thread prepares in one go.
constexpr std::size_t task_size = 4 * part_size;
/// Pixels that are prepared while those before them are diffused.
constexpr std::size_t batch_size = 32 * part_size;

using Vectors = std::array<std::array<double, 3>, 3>;

/// For the first `count` vectors, which do not depend on each other, as many in their span that
/// have the product 1 with one of them and 0 with the others.
Vectors dual_basis(const Vectors& vectors, std::size_t count) {
  // The inverse of all products among them, times the vectors.
  std::array<std::array<double, 6>, 3> rows{};
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t k = 0; k < count; ++k) {
      for (std::size_t c = 0; c < 3; ++c) rows[i][k] += vectors[i][c] * vectors[k][c];
    }
    for (std::size_t c = 0; c < 3; ++c) rows[i][3 + c] = vectors[i][c];
  }
  for (std::size_t i = 0; i < count; ++i) {
    // Not 0 unless the vectors depend on each other; then any answer is as good.
    const double pivot = std::max(rows[i][i], 1e-30);
    for (double& value : rows[i]) value /= pivot;
    for (std::size_t k = 0; k < count; ++k) {
      if (k == i) continue;
      const double factor = rows[k][i];
      for (std::size_t c = 0; c < 6; ++c) rows[k][c] -= factor * rows[i][c];
    }
  }
  Vectors result{};
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t c = 0; c < 3; ++c) result[i][c] = rows[i][3 + c];
  }
  return result;
}

}  // namespace

ErrorDiffusion::ErrorDiffusion(DitherPalette palette, int width, double strength, int threads)
    : mixer_(std::move(palette), strength),
      mask_(blue_noise_mask()),
      width_(static_cast<std::size_t>(width)),
      threads_(threads),
      passed_on_(static_cast<float>(std::min(strength / full_strength, 1.0))),
      errors_(width_),
      errors_below_(width_) {
  const std::vector<Color>& colors = mixer_.palette();
  for (std::size_t c = 0; c < 3; ++c) {
    const auto [low, high] =
        std::ranges::minmax(colors, {}, [c](const Color& color) { return color[c]; });
    most_error_[c] = high[c] - low[c];
  }
  palette_.reserve(colors.size());
  for (const Color& color : colors) palette_.push_back(vector_of(color));
}

void ErrorDiffusion::dither_rows(std::span<const Color> linear, std::span<std::uint16_t> clusters) {
  if (linear.empty()) return;
  const std::size_t rows = std::max(batch_size / width_, std::size_t{1});
  const std::size_t batch = rows * width_;
  const std::size_t batches = range_count(linear.size(), batch);
  const std::size_t first_y = y_;
  // Step i diffuses batch i - 1, which no two threads can do together, and prepares batch i.
  for (std::size_t i = 0; i <= batches; ++i) {
    const std::size_t first = i * batch;
    const std::size_t count = i < batches ? std::min(batch, linear.size() - first) : 0;
    std::vector<Aim>& next = prepared_[i % 2];
    const std::vector<Aim>& current = prepared_[(i + 1) % 2];
    next.resize(count);
    parallel_for(1 + range_count(count, task_size), threads_, [&](std::size_t task) {
      if (task == 0) {
        if (i > 0) diffuse(current, clusters.subspan(first - batch, current.size()));
        return;
      }
      const std::size_t begin = (task - 1) * task_size;
      const std::size_t size = std::min(task_size, count - begin);
      prepare(linear.subspan(first + begin, size), clusters.subspan(first + begin, size),
              first_y * width_ + first + begin, std::span(next).subspan(begin, size));
    });
  }
}

/// Prepares pixels, the first of which is number `first` of the picture.
void ErrorDiffusion::prepare(std::span<const Color> linear, std::span<const std::uint16_t> clusters,
                             std::size_t first, std::span<Aim> pixels) {
  std::size_t x = first % width_;
  std::size_t y = first / width_;
  for (std::size_t begin = 0; begin < linear.size(); begin += part_size) {
    const std::size_t count = std::min(part_size, linear.size() - begin);
    const std::span<Aim> aims = pixels.subspan(begin, count);
    aims_.look_up(
        linear.subspan(begin, count),
        [&](std::size_t i) { return clusters[begin + i] != no_cluster; },
        [this](std::span<const Color> colors, std::span<Aim> found) {
          std::vector<ConvexMix> mixes(colors.size());
          mixer_.find(colors, mixes);
          std::ranges::transform(mixes, found.begin(),
                                 [this](const ConvexMix& mix) { return aim_for(mix); });
        },
        aims);
    for (std::size_t i = 0; i < count; ++i) {
      aims[i].pick = static_cast<std::uint32_t>(aims[i].mix.at(mask_.rank(x, y)));
      if (++x == width_) {
        x = 0;
        ++y;
      }
    }
  }
}

/// The weights are the barycentric coordinates of a point x of the plane, line or space through the
/// colors p0, p1, … of a mix: x = p0 + Σ wi (pi - p0); of other points, those of the nearest such
/// one.
ErrorDiffusion::Aim ErrorDiffusion::aim_for(const ConvexMix& mix) const {
  Aim aim{.mean = mixer_.mean(mix),
          .mix = DitherMixer::divide_ranks(mix),
          .weights = {},
          .growth = {},
          .pick = 0};
  aim.weights.fill(-1e30F);
  std::array<std::array<double, 3>, 3> sides{};
  for (std::size_t i = 0; i < mix.count; ++i) {
    aim.weights[i] = static_cast<float>(mix.parts[i].weight);
    if (i == 0) continue;
    for (std::size_t c = 0; c < 3; ++c) {
      sides[i - 1][c] = static_cast<double>(mixer_.palette()[mix.parts[i].color][c]) -
                        mixer_.palette()[mix.parts[0].color][c];
    }
  }
  const auto growth = dual_basis(sides, mix.count - 1);
  for (std::size_t i = 1; i < mix.count; ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      aim.growth[c][i] = static_cast<float>(growth[i - 1][c]);
      aim.growth[c][0] -= aim.growth[c][i];
    }
  }
  return aim;
}

void ErrorDiffusion::diffuse(std::span<const Aim> pixels, std::span<std::uint16_t> clusters) {
  for (std::size_t first = 0; first < pixels.size(); first += width_, ++y_) {
    std::ranges::fill(errors_below_, Vector{});
    const bool is_forth = y_ % 2 == 0;
    const std::size_t begin = is_forth ? first : first + width_ - 1;
    diffuse_row(pixels.data() + begin, clusters.data() + begin, is_forth ? 1 : -1);
    std::swap(errors_, errors_below_);
  }
}

/// One row of the serpentine, from its first pixel on or back from its last one. What would be
/// passed on to a place beside the picture, or ahead to where there is no pixel, goes straight
/// down. So no error is lost at the edges; an error that meets no pixel is dropped.
void ErrorDiffusion::diffuse_row(const Aim* pixels, std::uint16_t* clusters, std::ptrdiff_t step) {
  const std::size_t start = step > 0 ? 0 : width_ - 1;
  const Vector* here = errors_.data() + start;
  Vector* below = errors_below_.data() + start;
  Vector ahead{};
  for (std::size_t i = 0; i < width_; ++i) {
    if (*clusters == no_cluster) {
      ahead = Vector{};
    } else {
      const bool is_last = i + 1 == width_;
      const bool goes_ahead = !is_last && clusters[step] != no_cluster;
      const Aim& aim = *pixels;
      const Vector error_here = *here + ahead;
      Vector weights = load<Vector>(aim.weights.data()) * (1.0F - pattern_share);
      for (std::size_t c = 0; c < 3; ++c) {
        weights += load<Vector>(aim.growth[c].data()) * error_here[c];
      }
      weights[aim.pick] += pattern_share;
      std::size_t greatest = 0;
      for (std::size_t k = 1; k < 4; ++k) {
        if (weights[k] > weights[greatest]) greatest = k;
      }
      const std::uint16_t color = aim.mix.colors[greatest];
      const Vector wanted = vector_of(aim.mean) + error_here;
      *clusters = color;

      Vector error = wanted - palette_[color];
      error = error > most_error_ ? most_error_ : error;
      error = error < -most_error_ ? -most_error_ : error;
      const Vector part = error * passed_on_ / 16.0F;
      Vector straight = 5.0F * part;
      ahead = 7.0F * part;
      if (!goes_ahead) {
        straight += ahead;
        ahead = Vector{};
      }
      if (i > 0) {
        below[-step] += 3.0F * part;
      } else {
        straight += 3.0F * part;
      }
      if (is_last) {
        straight += part;
      } else {
        below[step] += part;
      }
      *below += straight;
    }
    pixels += step;
    clusters += step;
    here += step;
    below += step;
  }
}

}  // namespace color_clusters
