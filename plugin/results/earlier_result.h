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

/// What a command made of a layer at one time, as far as it is still there. Its layers carry a
/// parasite that says so, which GIMP saves with the image; a copy of a layer is not part of it.
struct EarlierResult {
  /// The name of the procedure that made it.
  std::string command;
  /// The layer it was made of.
  GimpLayer* source;
  /// The first of its layers, or groups of layers: what shows the picture.
  GimpLayer* picture;
  /// All of them.
  std::vector<GimpLayer*> layers;
  /// What was asked for; see read_settings.
  ResultSettings settings;
  /// The canvas before the result was there, and with it.
  CanvasSize canvas_before;
  CanvasSize canvas_after;
  /// How far everything in the image was moved when the canvas grew.
  CanvasShift shift;
};

/// What was made by any command of the layers of an image, the newest result first.
std::vector<EarlierResult> earlier_results(GimpImage* image);

/// The result of a command that a layer of an image is part of, or lies in, if its source is still
/// there.
std::optional<EarlierResult> result_with(GimpLayer* layer, const std::string& command);

/// The name of the procedure that a config is for.
std::string command_of(GimpProcedureConfig* config);

/// What a config asks for.
ResultSettings settings_of(GimpProcedureConfig* config);

/// Sets all arguments to those of the settings. Palettes that are gone become none. Returns false,
/// and sets nothing, if they cannot be read.
bool read_settings(const ResultSettings& settings, GimpProcedureConfig* config);

/// How a result changes the canvas.
struct CanvasChange {
  CanvasSize before;
  CanvasSize after;
  CanvasShift shift;
};

/// Marks new layers, the picture first, as a result of `source` that was made with `config`, by the
/// procedure that this is for.
void mark_result(std::span<GimpLayer* const> layers, GimpLayer* source, GimpProcedureConfig* config,
                 const CanvasChange& canvas);

}  // namespace color_clusters
