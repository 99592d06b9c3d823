// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dither/dither.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

#include "core/base/parallel.h"
#include "core/color/nearest_color.h"
#include "core/dither/error_diffusion.h"
#include "core/dither/ordered_dither.h"
#include "core/dither/threshold_mask.h"

namespace color_clusters {
namespace {

/// Gives each pixel the nearest color.
class NearestDither : public RowDitherer {
 public:
  NearestDither(DitherPalette palette, int threads)
      : palette_(std::move(palette)), nearest_(palette_.metric), threads_(threads) {}

  void dither_rows(std::span<const Color> linear, std::span<std::uint16_t> clusters) override {
    constexpr std::size_t task_size = 16384;
    const std::size_t tasks = (linear.size() + task_size - 1) / task_size;
    parallel_for(tasks, threads_, [&](std::size_t task) {
      const std::size_t first = task * task_size;
      const std::size_t count = std::min(task_size, linear.size() - first);
      std::vector<Color> metric(count);
      palette_.to_metric(linear.subspan(first, count), metric);
      for (std::size_t i = 0; i < count; ++i) {
        std::uint16_t& cluster = clusters[first + i];
        if (cluster != no_cluster) cluster = nearest_.find(metric[i]);
      }
    });
  }

 private:
  DitherPalette palette_;
  NearestColor nearest_;
  int threads_;
};

std::unique_ptr<RowDitherer> make_method(DitherPalette palette, int width,
                                         const DitherOptions& options) {
  const auto [method, strength, threads] = options;
  // What the others come to without strength, in less time.
  if (method == DitherMethod::none || strength == 0.0) {
    return std::make_unique<NearestDither>(std::move(palette), threads);
  }
  if (method == DitherMethod::floyd_steinberg) {
    return std::make_unique<ErrorDiffusion>(std::move(palette), width, strength, threads);
  }
  const bool is_bayer = method == DitherMethod::bayer;
  return std::make_unique<OrderedDither>(
      std::move(palette), is_bayer ? bayer_mask() : blue_noise_mask(), width, strength, threads);
}

}  // namespace

Ditherer::Ditherer(DitherPalette palette, int width, const DitherOptions& options) {
  if (width < 0 || !(options.strength >= 0.0 && options.strength <= 1.0)) {
    throw std::invalid_argument("the width is at least 0 and the strength is 0 to 1");
  }
  if (palette.linear.size() != palette.metric.size()) {
    throw std::invalid_argument("a palette has the same colors in both spaces");
  }
  width_ = static_cast<std::size_t>(width);
  method_ = make_method(std::move(palette), width, options);
}

void Ditherer::dither_rows(std::span<const Color> linear, std::span<std::uint16_t> clusters) {
  const bool is_whole = width_ > 0 ? linear.size() % width_ == 0 : linear.empty();
  if (linear.size() != clusters.size() || !is_whole) {
    throw std::invalid_argument("colors and clusters are as many, and whole rows");
  }
  if (!linear.empty()) method_->dither_rows(linear, clusters);
}

}  // namespace color_clusters
