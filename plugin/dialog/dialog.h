// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "plugin/gimp/run_context.h"
#include "plugin/results/earlier_result.h"

namespace color_clusters {

/// Shows the dialog of "Extract Palette", which edits the config. Throws cancelled().
void ask_palette_arguments(const RunContext& context);

/// Shows the dialog of "Posterize", which edits the config; `edited` is the result that is to be
/// made again. Throws cancelled().
void ask_posterize_arguments(const RunContext& context, const std::optional<EarlierResult>& edited);

}  // namespace color_clusters
