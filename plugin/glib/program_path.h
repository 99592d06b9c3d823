// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace color_clusters {

/// Where this program is, in UTF-8 on Windows and as the file system has it elsewhere;
/// `first_argument` is main()'s argv[0], with which it was started.
std::string program_path(const char* first_argument);

/// Where the library is, encoded in the same way, in which this address lies; empty if it is none.
std::string library_path(const void* address);

}  // namespace color_clusters
