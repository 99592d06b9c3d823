// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <span>

namespace color_clusters {

/// One of the values that an argument can have.
struct Choice {
  /// Of an enumeration.
  int value;
  /// What scripts, files and GEGL call it.
  const char* name;
  /// For the user, in English: to be translated where they are shown.
  const char* label;
  const char* description;
};

template <typename Value>
constexpr Choice choice(Value value, const char* name, const char* label,
                        const char* description = nullptr) {
  return {static_cast<int>(value), name, label, description};
}

std::span<const Choice> color_space_choices();
std::span<const Choice> representative_choices();
std::span<const Choice> dither_choices();

/// The name of a value that is among the choices.
template <typename Value>
const char* name_of(std::span<const Choice> choices, Value value) {
  return std::ranges::find(choices, static_cast<int>(value), &Choice::value)->name;
}

}  // namespace color_clusters
