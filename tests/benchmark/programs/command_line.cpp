// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"

#include <array>
#include <charconv>
#include <stdexcept>

namespace color_clusters {

NamedSpace color_space_named(std::string_view name) {
  constexpr std::array<NamedSpace, 3> color_spaces{{
      {"srgb", ColorSpace::srgb},
      {"oklab", ColorSpace::oklab},
      {"cielab", ColorSpace::cielab},
  }};
  for (const NamedSpace& space : color_spaces) {
    if (space.name == name) return space;
  }
  throw std::invalid_argument("the color spaces are srgb, oklab and cielab");
}

int number_in(std::string_view text, int low, int high) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < low || number > high) {
    throw std::invalid_argument("'" + std::string(text) + "' is not a number from " +
                                std::to_string(low) + " to " + std::to_string(high));
  }
  return number;
}

std::vector<std::string_view> parts_of(std::string_view list) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t comma = list.find(',');
    parts.push_back(list.substr(0, comma));
    if (comma == std::string_view::npos) return parts;
    list.remove_prefix(comma + 1);
  }
}

std::vector<std::string> read_options(
    const std::vector<std::string>& arguments,
    const std::function<void(std::string_view name, std::string_view value)>& set_option) {
  std::vector<std::string> others;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (!arguments[i].starts_with("--")) {
      others.push_back(arguments[i]);
    } else if (i + 1 < arguments.size()) {
      set_option(arguments[i], arguments[i + 1]);
      ++i;
    } else {
      throw std::invalid_argument(arguments[i] + " needs a value");
    }
  }
  return others;
}

}  // namespace color_clusters
