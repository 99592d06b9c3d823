// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/painting/linear_mixer.h"

#include <algorithm>
#include <array>
#include <vector>

namespace color_clusters {
namespace {

using Rgba = std::array<float, 4>;

const Babl* linear_format(const LayerEncoding& encoding) {
  return babl_format_with_space("RGBA float", encoding.space);
}

}  // namespace

LinearMixer::LinearMixer(const LayerEncoding& encoding)
    : encoding_(encoding),
      decode_(babl_fish(encoding.format, linear_format(encoding))),
      encode_(babl_fish(linear_format(encoding), encoding.format)) {}

void LinearMixer::mix(std::span<const std::byte> originals, std::span<std::byte> pixels,
                      std::span<const float> amounts) const {
  const auto count = static_cast<long>(amounts.size());
  std::vector<Rgba> from(amounts.size());
  std::vector<Rgba> to(amounts.size());
  babl_process(decode_, originals.data(), from.data(), count);
  babl_process(decode_, pixels.data(), to.data(), count);
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    for (std::size_t j = 0; j < 3; ++j)
      to[i][j] = from[i][j] + (to[i][j] - from[i][j]) * amounts[i];
  }
  babl_process(encode_, to.data(), pixels.data(), count);
  // The way through floats may have changed the last bit of alpha.
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    const std::size_t alpha = i * encoding_.pixel_bytes + encoding_.color_bytes();
    std::ranges::copy(originals.subspan(alpha, encoding_.alpha_bytes),
                      pixels.subspan(alpha).begin());
  }
}

}  // namespace color_clusters
