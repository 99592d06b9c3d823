// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/clusters/color_text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace color_clusters {
namespace {

constexpr float byte_levels = 255.0F;
constexpr float word_levels = 65535.0F;
/// How far from a byte a value is that came from one and went through another space and back.
constexpr float byte_tolerance = 1e-4F;

bool is_byte(float value) {
  const float level = value * byte_levels;
  return std::abs(level - std::round(level)) < byte_tolerance * byte_levels;
}

std::string hexadecimal(float value, float levels, int digits) {
  constexpr std::array<char, 17> names{"0123456789abcdef"};
  auto level = static_cast<unsigned>(std::lround(value * levels));
  std::string text(static_cast<std::size_t>(digits), '0');
  for (auto digit = text.rbegin(); digit != text.rend(); ++digit) {
    *digit = names[level % 16U];
    level /= 16U;
  }
  return text;
}

}  // namespace

std::string text_of_colors(std::span<const Color> srgb) {
  std::string text;
  for (Color color : srgb) {
    for (float& channel : color) {
      channel = std::isfinite(channel) ? std::clamp(channel, 0.0F, 1.0F) : 0.0F;
    }
    const bool is_short = std::ranges::all_of(color, is_byte);
    text += text.empty() ? "#" : " #";
    for (const float channel : color) {
      text +=
          is_short ? hexadecimal(channel, byte_levels, 2) : hexadecimal(channel, word_levels, 4);
    }
  }
  return text;
}

}  // namespace color_clusters
