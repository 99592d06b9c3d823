// SPDX-License-Identifier: GPL-3.0-or-later
// Prints the presets that come with the plug-in, one in a line: command, name, what it does, values
// and palette (or nothing), with tabs between.
#include <iostream>
#include <string>

#include "plugin/frame/shipped_presets.h"

int main() {
  for (const color_clusters::ShippedPreset& preset : color_clusters::shipped_presets()) {
    std::string values = preset.values;
    for (char& character : values) {
      if (character == '\n') character = ' ';
    }
    std::cout << preset.command << '\t' << preset.name << '\t' << preset.line << '\t' << values
              << '\t' << (preset.palette != nullptr ? preset.palette : "") << '\n';
  }
}
