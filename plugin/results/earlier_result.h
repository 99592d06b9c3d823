// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <libgimp/gimp.h>

#include "plugin/results/canvas_size.h"

namespace color_clusters {

/// The arguments that a result was made with.
struct ResultSettings {
  /// All but palettes, as GIMP writes them.
  std::string values;
  /// Arguments and the names of their palettes.
  std::vector<std::pair<std::string, std::string>> palettes;
};

/// What "Posterize" made of a layer at one time, as far as it is still there. Its layers carry a
/// parasite that says so, which GIMP saves with the image; a copy of a layer is not part of it.
struct EarlierResult {
  /// The layer that was posterized.
  GimpLayer* source;
  /// The posterized layer or group.
  GimpLayer* picture;
  /// All layers: the picture, then color bar and numbers.
  std::vector<GimpLayer*> layers;
  /// What was asked for; see read_settings.
  ResultSettings settings;
  /// The canvas before the result was there, and with it.
  CanvasSize canvas_before;
  CanvasSize canvas_after;
};

/// What was made of a layer, the newest result first.
std::vector<EarlierResult> earlier_results(GimpLayer* source);

/// The result that a layer of an image is part of, or lies in, if its source is still there.
std::optional<EarlierResult> result_with(GimpLayer* layer);

/// What a config asks for.
ResultSettings settings_of(GimpProcedureConfig* config);

/// Sets all arguments to those of the settings. Palettes that are gone become none. Returns false,
/// and sets nothing, if they cannot be read.
bool read_settings(const ResultSettings& settings, GimpProcedureConfig* config);

/// Marks new layers, the picture first, as a result of `source` that was made with `config`.
void mark_result(std::span<GimpLayer* const> layers, GimpLayer* source, GimpProcedureConfig* config,
                 const CanvasSize& before, const CanvasSize& after);

}  // namespace color_clusters
