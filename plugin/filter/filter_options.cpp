// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/filter/filter_options.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <string_view>
#include <utility>

namespace color_clusters {
namespace {

constexpr std::string_view separators = " \t\r\n,;";

/// GEGL knows these, too, but it prints a warning for what it does not know.
constexpr std::array<std::pair<std::string_view, std::uint32_t>, 16> named_colors{{
    {"aqua", 0x00ffff},
    {"black", 0x000000},
    {"blue", 0x0000ff},
    {"fuchsia", 0xff00ff},
    {"gray", 0x808080},
    {"green", 0x008000},
    {"lime", 0x00ff00},
    {"maroon", 0x800000},
    {"navy", 0x000080},
    {"olive", 0x808000},
    {"purple", 0x800080},
    {"red", 0xff0000},
    {"silver", 0xc0c0c0},
    {"teal", 0x008080},
    {"white", 0xffffff},
    {"yellow", 0xffff00},
}};

std::optional<std::uint32_t> hex_digit(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return std::nullopt;
}

Color color_of(std::uint32_t value) {
  const auto channel = [&](int shift) {
    return static_cast<float>((value >> shift) & 0xFFU) / 255.0F;
  };
  return {channel(16), channel(8), channel(0)};
}

/// One, two or four digits for each channel, in lower case.
std::optional<Color> hex_color(std::string_view digits) {
  if (digits.size() != 3 && digits.size() != 6 && digits.size() != 12) return std::nullopt;
  const std::size_t length = digits.size() / 3;
  const auto largest = static_cast<float>((1U << (4U * length)) - 1U);
  Color color{};
  for (std::size_t channel = 0; channel < 3; ++channel) {
    std::uint32_t value = 0;
    for (const char character : digits.substr(channel * length, length)) {
      const std::optional<std::uint32_t> digit = hex_digit(character);
      if (!digit) return std::nullopt;
      value = 16 * value + *digit;
    }
    color[channel] = static_cast<float>(value) / largest;
  }
  return color;
}

std::optional<Color> named_or_hex(std::string word) {
  std::ranges::transform(word, word.begin(), [](unsigned char character) {
    return static_cast<char>(std::tolower(character));
  });
  if (word.starts_with('#')) return hex_color(std::string_view(word).substr(1));
  const auto named =
      std::ranges::find(named_colors, word, &decltype(named_colors)::value_type::first);
  return named != named_colors.end() ? std::optional(color_of(named->second)) : std::nullopt;
}

}  // namespace

std::vector<Color> colors_in(const std::string& text, std::size_t most, Repeated use) {
  std::vector<Color> colors;
  std::size_t first = 0;
  while (colors.size() < most && (first = text.find_first_not_of(separators, first)) != text.npos) {
    const std::size_t last = std::min(text.find_first_of(separators, first), text.size());
    const std::optional<Color> color = named_or_hex(text.substr(first, last - first));
    first = last;
    if (color && (use == Repeated::kept || std::ranges::find(colors, *color) == colors.end())) {
      colors.push_back(*color);
    }
  }
  return colors;
}

}  // namespace color_clusters
