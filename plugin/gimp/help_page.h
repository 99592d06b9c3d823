// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <libgimp/gimp.h>

namespace color_clusters {

/// To be called first, with argv[0]: the page is beside this program, and only main() knows where
/// that is.
void set_executable(const char* first_argument);

/// Tells GIMP where the page is, which it opens when a dialog asks for help.
void register_help_page(GimpPlugIn* plug_in);

/// The path of the page, made from data/help.
std::string help_page();

}  // namespace color_clusters
