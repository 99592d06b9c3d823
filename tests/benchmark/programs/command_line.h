// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/mapping/cluster_space.h"

namespace color_clusters {

// All throw std::invalid_argument with a text that says what is wrong.

struct NamedSpace {
  const char* name;
  ColorSpace space;
};
NamedSpace color_space_named(std::string_view name);

int number_in(std::string_view text, int low, int high);

/// The parts of a text between commas.
std::vector<std::string_view> parts_of(std::string_view list);

/// Calls `set_option` with each `--name` and the value behind it; returns the other arguments.
std::vector<std::string> read_options(
    const std::vector<std::string>& arguments,
    const std::function<void(std::string_view name, std::string_view value)>& set_option);

}  // namespace color_clusters
