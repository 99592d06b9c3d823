// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/nearest_cluster.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <vector>

#include "core/color/byte_color.h"
#include "core/color/morton.h"

namespace color_clusters {
namespace {

/// Place of a pixel's color in the table.
std::uint32_t key_of(const std::byte* pixel, bool is_gray) {
  const auto byte = [pixel](int i) { return static_cast<std::uint8_t>(pixel[i]); };
  return is_gray ? byte(0) : morton_index(byte(0), byte(1), byte(2));
}

Color color_of(std::uint32_t key, bool is_gray) {
  const auto level = static_cast<std::uint8_t>(key);
  return from_bytes(is_gray ? ByteColor{level, level, level} : morton_color(key));
}

std::unique_ptr<ZeroedArray<std::uint16_t>> new_table(const LayerEncoding& encoding) {
  if (!encoding.is_byte) return nullptr;
  return std::make_unique<ZeroedArray<std::uint16_t>>(encoding.is_gray ? 1U << 8U : 1U << 24U);
}

}  // namespace

NearestCluster::NearestCluster(const ClusterColors& colors, const ClusterSpace& space,
                               const LayerEncoding& encoding)
    : space_(space),
      encoding_(encoding),
      nearest_(colors.centers, colors.ranks),
      known_(new_table(encoding)) {}

void NearestCluster::find(const DecodedPixels& pixels, std::span<std::uint16_t> indices) {
  if (encoding_.is_byte) {
    find_bytes(pixels.bytes(), indices);
  } else {
    find_floats(pixels, indices);
  }
}

void NearestCluster::find_bytes(std::span<const std::byte> pixels,
                                std::span<std::uint16_t> indices) {
  const std::size_t size = encoding_.pixel_bytes;
  const bool is_gray = encoding_.is_gray;
  std::vector<std::uint32_t> new_keys;
  const auto look_up = [&](std::size_t i) {
    const std::uint32_t key = key_of(&pixels[i * size], is_gray);
    const std::uint16_t known = std::atomic_ref((*known_)[key]).load(std::memory_order_relaxed);
    indices[i] = static_cast<std::uint16_t>(known - 1);
    if (known == 0 && (new_keys.empty() || new_keys.back() != key)) new_keys.push_back(key);
  };
  for (std::size_t i = 0; i < indices.size(); ++i) look_up(i);
  if (new_keys.empty()) return;
  learn(new_keys);
  for (std::size_t i = 0; i < indices.size(); ++i) look_up(i);
}

void NearestCluster::learn(std::span<const std::uint32_t> keys) {
  std::vector<Color> colors;
  colors.reserve(keys.size());
  for (const std::uint32_t key : keys) colors.push_back(color_of(key, encoding_.is_gray));
  space_.from_layer(colors, colors);
  std::vector<std::uint16_t> indices(keys.size());
  nearest_.find(colors, indices);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto known = static_cast<std::uint16_t>(indices[i] + 1);
    std::atomic_ref((*known_)[keys[i]]).store(known, std::memory_order_relaxed);
  }
}

void NearestCluster::find_floats(const DecodedPixels& pixels,
                                 std::span<std::uint16_t> indices) const {
  std::vector<Color> colors(indices.size());
  for (std::size_t i = 0; i < colors.size(); ++i) std::copy_n(pixels.rgba(i), 3, colors[i].begin());
  space_.from_layer(colors, colors);
  nearest_.find(colors, indices);
}

}  // namespace color_clusters
