// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "plugin/gimp/run_context.h"
#include "plugin/results/earlier_result.h"

namespace color_clusters {

/// Shows the dialog of "Paint by Numbers", which edits the config; `edited` is the result that is
/// to be made again. Throws cancelled().
void ask_numbers_arguments(const RunContext& context, const std::optional<EarlierResult>& edited);

}  // namespace color_clusters
