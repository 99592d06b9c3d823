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

template <typename Colors>
std::unique_ptr<RowDitherer<typename Colors::Pixel>> make_method(DitherPalette palette,
                                                                 Colors colors, int width,
                                                                 const DitherOptions& options) {
  const auto [method, strength, threads] = options;
  switch (method) {
    case DitherMethod::none:
      break;
    case DitherMethod::floyd_steinberg:
      return std::make_unique<ErrorDiffusion<Colors>>(std::move(palette), std::move(colors), width,
                                                      strength, threads);
    case DitherMethod::blue_noise:
      return std::make_unique<OrderedDither<Colors>>(std::move(palette), std::move(colors),
                                                     blue_noise_mask(), width, strength, threads);
    case DitherMethod::bayer:
      return std::make_unique<OrderedDither<Colors>>(std::move(palette), std::move(colors),
                                                     bayer_mask(), width, strength, threads);
  }
  throw std::invalid_argument("the method is none that dithers");
}

}  // namespace

template <typename Colors>
Ditherer<Colors>::Ditherer(DitherPalette palette, Colors colors, int width,
                           const DitherOptions& options) {
  if (width < 0 || !(options.strength > 0.0 && options.strength <= 1.0)) {
    throw std::invalid_argument("the width is at least 0, the strength above 0 and at most 1");
  }
  if (palette.linear.size() != palette.metric.size()) {
    throw std::invalid_argument("a palette has the same colors in both spaces");
  }
  width_ = static_cast<std::size_t>(width);
  method_ = make_method(std::move(palette), std::move(colors), width, options);
}

template <typename Colors>
void Ditherer<Colors>::dither_rows(std::span<const Pixel> pixels,
                                   std::span<std::uint16_t> clusters) {
  const bool is_whole = width_ > 0 ? pixels.size() % width_ == 0 : pixels.empty();
  if (pixels.size() != clusters.size() || !is_whole) {
    throw std::invalid_argument("pixels and clusters are as many, and whole rows");
  }
  if (!pixels.empty()) method_->dither_rows(pixels, clusters);
}

template class Ditherer<LinearColors>;
template class Ditherer<NumberedColors>;

}  // namespace color_clusters
