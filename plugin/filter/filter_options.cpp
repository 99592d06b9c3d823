// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/filter/filter_options.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <string_view>
#include <utility>

#include "core/color/byte_color.h"

namespace color_clusters {
namespace {

constexpr std::string_view separators = " \t\r\n,;";

/// GEGL knows these, too, but it prints a warning for what it does not know.
constexpr std::array<std::pair<std::string_view, ByteColor>, 16> named_colors{{
    {"aqua", {0x00, 0xff, 0xff}},
    {"black", {0x00, 0x00, 0x00}},
    {"blue", {0x00, 0x00, 0xff}},
    {"fuchsia", {0xff, 0x00, 0xff}},
    {"gray", {0x80, 0x80, 0x80}},
    {"green", {0x00, 0x80, 0x00}},
    {"lime", {0x00, 0xff, 0x00}},
    {"maroon", {0x80, 0x00, 0x00}},
    {"navy", {0x00, 0x00, 0x80}},
    {"olive", {0x80, 0x80, 0x00}},
    {"purple", {0x80, 0x00, 0x80}},
    {"red", {0xff, 0x00, 0x00}},
    {"silver", {0xc0, 0xc0, 0xc0}},
    {"teal", {0x00, 0x80, 0x80}},
    {"white", {0xff, 0xff, 0xff}},
    {"yellow", {0xff, 0xff, 0x00}},
}};

std::optional<std::uint32_t> hex_digit(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return std::nullopt;
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
  return named != named_colors.end() ? std::optional(from_bytes(named->second)) : std::nullopt;
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
