// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace color_clusters {

/// Settings of a command for a trade. Texts are not yet translated.
struct ShippedPreset {
  /// The name of its procedure.
  const char* command;
  const char* name;
  /// What it does.
  const char* line;
  /// What differs from the defaults, as GIMP writes configurations.
  const char* values;
  /// The palette whose colors are used, if there is one: a file of data/palettes.
  const char* palette = nullptr;
};

/// Those of all commands, in the order of their menus.
std::span<const ShippedPreset> shipped_presets();

}  // namespace color_clusters
