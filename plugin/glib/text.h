// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <glib.h>

namespace color_clusters {

/// printf into a string.
[[gnu::format(printf, 1, 2)]] std::string format_text(const char* format, ...);

/// A number with its digits grouped as the user's language does it: 616,111.
std::string grouped(unsigned long number);

/// `name` without what has no place in the name of a layer or palette: line breaks and other
/// control characters, and space at both ends.
std::string single_line(const std::string& name);

/// `text`, or as much of it as fits into so many bytes with an ellipsis behind it.
std::string shortened(const std::string& text, std::size_t max_bytes);

}  // namespace color_clusters
