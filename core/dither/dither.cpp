// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/dither/dither.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

#include "core/dither/error_diffusion.h"
#include "core/dither/ordered_dither.h"
#include "core/dither/threshold_mask.h"

namespace color_clusters {
namespace {

std::unique_ptr<RowDitherer> make_method(DitherPalette palette, int width,
                                         const DitherOptions& options) {
  const auto [method, strength, threads] = options;
  switch (method) {
    case DitherMethod::none:
      break;
    case DitherMethod::floyd_steinberg:
      return std::make_unique<ErrorDiffusion>(std::move(palette), width, strength, threads);
    case DitherMethod::blue_noise:
      return std::make_unique<OrderedDither>(std::move(palette), blue_noise_mask(), width, strength,
                                             threads);
    case DitherMethod::bayer:
      return std::make_unique<OrderedDither>(std::move(palette), bayer_mask(), width, strength,
                                             threads);
  }
  throw std::invalid_argument("the method is none that dithers");
}

}  // namespace

Ditherer::Ditherer(DitherPalette palette, int width, const DitherOptions& options) {
  if (width < 0 || !(options.strength > 0.0 && options.strength <= 1.0)) {
    throw std::invalid_argument("the width is at least 0, the strength above 0 and at most 1");
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
