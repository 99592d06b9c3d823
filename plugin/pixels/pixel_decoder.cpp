// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/pixels/pixel_decoder.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <mutex>
#include <type_traits>
#include <vector>

namespace color_clusters {

struct DecodedLevels {
  using Table = std::array<float, 65536>;
  /// Of red, green and blue or, for a gray layer, three times of gray.
  std::array<Table, 3> colors;
  Table alpha;
};

namespace {

/// Formats whose components can be decoded one by one.
bool has_independent_components(const LayerEncoding& encoding) {
  const auto flags =
      static_cast<unsigned>(babl_get_model_flags(babl_format_get_model(encoding.format)));
  constexpr unsigned colors = BABL_MODEL_FLAG_RGB | BABL_MODEL_FLAG_GRAY;
  const int components = (encoding.is_gray ? 1 : 3) + (encoding.has_alpha ? 1 : 0);
  return (flags & colors) != 0 && (flags & BABL_MODEL_FLAG_ASSOCIATED) == 0 &&
         babl_format_get_n_components(encoding.format) == components;
}

/// Decodes each of the 65536 values as all components of a pixel but one of color or alpha, which
/// is 1.
std::unique_ptr<DecodedLevels> decode_levels(const LayerEncoding& encoding) {
  const std::size_t in = encoding.pixel_bytes / sizeof(std::uint16_t);
  const std::size_t out = encoding.is_gray ? 2 : 4;
  const Babl* const fish = babl_fish(encoding.format, color_alpha_format(encoding));
  const Babl* const type = babl_format_get_type(encoding.format, 0);
  const auto one = static_cast<std::uint16_t>(type == babl_type("half") ? 0x3C00 : 0xFFFF);
  constexpr std::size_t count = 65536;
  auto levels = std::make_unique<DecodedLevels>();
  std::vector<std::uint16_t> from(count * in);
  std::vector<float> to(count * out);
  for (const bool is_alpha : {false, true}) {
    if (is_alpha && !encoding.has_alpha) break;
    for (std::size_t i = 0; i < from.size(); ++i) {
      const bool belongs_to_alpha = encoding.has_alpha && i % in == in - 1;
      from[i] = belongs_to_alpha == is_alpha ? static_cast<std::uint16_t>(i / in) : one;
    }
    babl_process(fish, from.data(), to.data(), static_cast<long>(count));
    for (std::size_t i = 0; i < count; ++i) {
      const float* const pixel = &to[i * out];
      if (is_alpha) {
        levels->alpha[i] = pixel[out - 1];
      } else {
        for (std::size_t c = 0; c < 3; ++c) levels->colors[c][i] = pixel[encoding.is_gray ? 0 : c];
      }
    }
  }
  return levels;
}

/// Kept for as long as the program runs, as babl keeps its conversions: every layer of a format is
/// decoded alike.
const DecodedLevels& decoded_levels(const LayerEncoding& encoding) {
  static std::mutex mutex;
  static std::map<const Babl*, std::unique_ptr<DecodedLevels>> known;
  const std::lock_guard lock(mutex);
  std::unique_ptr<DecodedLevels>& levels = known[encoding.format];
  if (!levels) levels = decode_levels(encoding);
  return *levels;
}

template <bool is_gray, bool has_alpha>
void look_up(const DecodedLevels& levels, const std::byte* pixels, std::size_t count, float* rgba) {
  constexpr std::size_t components = (is_gray ? 1 : 3) + (has_alpha ? 1 : 0);
  for (std::size_t i = 0; i < count; ++i) {
    std::array<std::uint16_t, components> pixel;
    std::memcpy(pixel.data(), pixels + i * sizeof pixel, sizeof pixel);
    for (std::size_t c = 0; c < 3; ++c) {
      rgba[4 * i + c] = levels.colors[c][pixel[is_gray ? 0 : c]];
    }
    rgba[4 * i + 3] = has_alpha ? levels.alpha[pixel[components - 1]] : 1.0F;
  }
}

template <bool is_gray, bool has_alpha>
void copy_floats(const std::byte* pixels, std::size_t count, float* rgba) {
  constexpr std::size_t components = (is_gray ? 1 : 3) + (has_alpha ? 1 : 0);
  for (std::size_t i = 0; i < count; ++i) {
    std::array<float, components> pixel;
    std::memcpy(pixel.data(), pixels + i * sizeof pixel, sizeof pixel);
    for (std::size_t c = 0; c < 3; ++c) rgba[4 * i + c] = pixel[is_gray ? 0 : c];
    rgba[4 * i + 3] = has_alpha ? pixel[components - 1] : 1.0F;
  }
}

/// Not done by babl: for some formats it needs a third of a second to find out how. From the end,
/// because two floats become four in the same place.
void spread_gray(std::size_t count, float* rgba) {
  for (std::size_t i = count; i-- > 0;) {
    const float gray = rgba[2 * i];
    rgba[4 * i + 3] = rgba[2 * i + 1];
    rgba[4 * i] = rgba[4 * i + 1] = rgba[4 * i + 2] = gray;
  }
}

/// Calls `work` with whether a layer is gray and whether it has alpha, as constants.
template <typename Work>
void with_layout(const LayerEncoding& encoding, const Work& work) {
  using Yes = std::true_type;
  using No = std::false_type;
  if (encoding.is_gray) {
    encoding.has_alpha ? work(Yes(), Yes()) : work(Yes(), No());
  } else {
    encoding.has_alpha ? work(No(), Yes()) : work(No(), No());
  }
}

}  // namespace

PixelDecoder::PixelDecoder(const LayerEncoding& encoding) : encoding_(encoding) {
  if (!encoding.is_byte && has_independent_components(encoding)) {
    const Babl* const type = babl_format_get_type(encoding.format, 0);
    if (type == babl_type("u16") || type == babl_type("half")) {
      levels_ = &decoded_levels(encoding);
      return;
    }
    const BablModelFlag flags = babl_get_model_flags(babl_format_get_model(encoding.format));
    is_float_ = type == babl_type("float") && (flags & BABL_MODEL_FLAG_NONLINEAR) != 0;
    if (is_float_) return;
  }
  to_rgba_ = babl_fish(encoding.format, color_alpha_format(encoding));
}

void PixelDecoder::decode(std::span<const std::byte> pixels, float* rgba) const {
  const std::size_t count = pixels.size() / encoding_.pixel_bytes;
  if (levels_ != nullptr) {
    with_layout(encoding_, [&](auto is_gray, auto has_alpha) {
      look_up<is_gray.value, has_alpha.value>(*levels_, pixels.data(), count, rgba);
    });
  } else if (is_float_) {
    with_layout(encoding_, [&](auto is_gray, auto has_alpha) {
      copy_floats<is_gray.value, has_alpha.value>(pixels.data(), count, rgba);
    });
  } else if (count > 0) {
    babl_process(to_rgba_, pixels.data(), rgba, static_cast<long>(count));
    if (encoding_.is_gray) spread_gray(count, rgba);
  }
}

}  // namespace color_clusters
