// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/pixels/pixel_decoder.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <mutex>
#include <numeric>
#include <type_traits>
#include <vector>

namespace color_clusters {

/// The largest value of 16 bits, which means 1.
constexpr float largest_level = 65535.0F;

struct DecodedLevels {
  using Table = std::array<float, 65536>;
  /// Of red, green and blue or, for a gray layer, three times of gray.
  std::array<Table, 3> colors;
  Table alpha;
  /// Whether value i of each component means i / largest_level.
  bool are_even = false;
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

constexpr std::size_t level_count = 65536;

/// The 65536 values of a component, i / 65535 or the half floats of these bits. Divided: babl
/// multiplies or divides, and in some spaces it decides that by timing them.
DecodedLevels::Table component_values(const Babl* type) {
  DecodedLevels::Table values{};
  if (type == babl_type("half")) {
    std::vector<std::uint16_t> bits(level_count);
    std::iota(bits.begin(), bits.end(), std::uint16_t{0});
    babl_process(babl_fish(babl_format_n(type, 1), babl_format_n(babl_type("float"), 1)),
                 bits.data(), values.data(), static_cast<long>(level_count));
  } else {
    for (std::size_t i = 0; i < level_count; ++i) {
      values[i] = static_cast<float>(i) / largest_level;
    }
  }
  return values;
}

/// What babl makes of each of the 65536 values as all components of a pixel but alpha, which is 1.
void decode_by_babl(const LayerEncoding& encoding, DecodedLevels& levels) {
  const std::size_t in = encoding.pixel_bytes / sizeof(std::uint16_t);
  const std::size_t out = encoding.is_gray ? 2 : 4;
  const Babl* const type = babl_format_get_type(encoding.format, 0);
  const auto one = static_cast<std::uint16_t>(type == babl_type("half") ? 0x3C00 : 0xFFFF);
  std::vector<std::uint16_t> from(level_count * in);
  std::vector<float> to(level_count * out);
  for (std::size_t i = 0; i < from.size(); ++i) {
    const bool is_alpha = encoding.has_alpha && i % in == in - 1;
    from[i] = is_alpha ? one : static_cast<std::uint16_t>(i / in);
  }
  babl_process(babl_fish(encoding.format, color_alpha_format(encoding)), from.data(), to.data(),
               static_cast<long>(level_count));
  for (std::size_t i = 0; i < level_count; ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      levels.colors[c][i] = to[i * out + (encoding.is_gray ? 0 : c)];
    }
  }
}

std::unique_ptr<DecodedLevels> decode_levels(const LayerEncoding& encoding) {
  const Babl* const type = babl_format_get_type(encoding.format, 0);
  auto levels = std::make_unique<DecodedLevels>();
  levels->alpha = component_values(type);
  if (is_gamma_encoded(encoding)) {
    levels->colors.fill(levels->alpha);
    levels->are_even = type == babl_type("u16") && !encoding.is_gray;
  } else {
    decode_by_babl(encoding, *levels);
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

/// As look_up where the levels are even, of colors: the tables would not fit into the processor's
/// fastest cache.
template <bool has_alpha>
void scale(const std::byte* pixels, std::size_t count, float* rgba) {
  using Levels = std::uint16_t __attribute__((vector_size(8)));
  using Floats = float __attribute__((vector_size(16)));
  constexpr std::size_t bytes = (has_alpha ? 4 : 3) * sizeof(std::uint16_t);
  for (std::size_t i = 0; i < count; ++i) {
    Levels levels{0, 0, 0, 65535};
    // The last pixel has nothing behind it to be read along.
    std::memcpy(&levels, pixels + i * bytes, i + 1 < count ? sizeof levels : bytes);
    if constexpr (!has_alpha) levels[3] = 65535;
    const Floats values = __builtin_convertvector(levels, Floats) / largest_level;
    std::memcpy(rgba + 4 * i, &values, sizeof values);
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
    is_float_ = type == babl_type("float") && is_gamma_encoded(encoding);
    if (is_float_) return;
  }
  to_rgba_ = babl_fish(encoding.format, color_alpha_format(encoding));
}

void PixelDecoder::decode(std::span<const std::byte> pixels, float* rgba) const {
  const std::size_t count = pixels.size() / encoding_.pixel_bytes;
  if (levels_ != nullptr && levels_->are_even) {
    encoding_.has_alpha ? scale<true>(pixels.data(), count, rgba)
                        : scale<false>(pixels.data(), count, rgba);
  } else if (levels_ != nullptr) {
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

std::span<const float> PixelDecoder::gray_levels() const {
  if (levels_ == nullptr || !encoding_.is_gray) return {};
  return levels_->colors[0];
}

std::span<const float> PixelDecoder::gray_alpha_levels() const {
  if (levels_ == nullptr || !encoding_.is_gray || !encoding_.has_alpha) return {};
  return levels_->alpha;
}

}  // namespace color_clusters
