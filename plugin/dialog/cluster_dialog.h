// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "plugin/dialog/command_part.h"
#include "plugin/gimp/run_context.h"

namespace color_clusters {

/// Shows the dialog of a command, in which its result is seen while its arguments are chosen; edits
/// the config. Throws cancelled().
void run_cluster_dialog(const RunContext& context, std::unique_ptr<CommandPart> part);

}  // namespace color_clusters
