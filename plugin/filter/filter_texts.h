// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace color_clusters {

/// Says where the catalogs are for texts of the filter: in the folder `color-clusters/locale`
/// beside the module, or, if there is none, where the plug-in has them that was installed with it.
void bind_filter_texts();

}  // namespace color_clusters
