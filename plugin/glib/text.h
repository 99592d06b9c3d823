// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <glib.h>

namespace color_clusters {

/// printf into a string.
[[gnu::format(printf, 1, 2)]] std::string format_text(const char* format, ...);

/// A number with digits grouped by the user's locale: 616,111.
std::string grouped(unsigned long number);

/// `name` without what has no place in the name of a layer or palette: line breaks and other
/// control characters, and space at both ends.
std::string single_line(const std::string& name);

/// `text`, cut to at most `max_bytes` bytes, with an ellipsis if it was cut.
std::string shortened(const std::string& text, std::size_t max_bytes);

}  // namespace color_clusters
