// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "plugin/gimp/run_context.h"

namespace color_clusters {

/// Shows the dialog of "Extract Palette", which edits the config. Throws cancelled().
void ask_palette_arguments(const RunContext& context);

/// Shows the dialog of "Posterize", which edits the config. Throws cancelled().
void ask_posterize_arguments(const RunContext& context);

}  // namespace color_clusters
