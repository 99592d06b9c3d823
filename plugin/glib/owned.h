// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <glib-object.h>

namespace color_clusters {

struct ObjectUnref {
  void operator()(gpointer object) const noexcept { g_object_unref(object); }
};

struct MemoryFree {
  void operator()(gpointer memory) const noexcept { g_free(memory); }
};

struct StringsFree {
  void operator()(char** strings) const noexcept { g_strfreev(strings); }
};

struct BytesUnref {
  void operator()(GBytes* bytes) const noexcept { g_bytes_unref(bytes); }
};

/// A reference on a GObject that is given back at the end of the scope. Takes over the reference it
/// is made from ("transfer full").
template <typename T>
using Owned = std::unique_ptr<T, ObjectUnref>;

/// A string or array from GLib's allocator.
template <typename T>
using OwnedMemory = std::unique_ptr<T, MemoryFree>;
using OwnedString = OwnedMemory<char>;

/// Strings that end with a null pointer.
using OwnedStrings = std::unique_ptr<char*, StringsFree>;

using OwnedBytes = std::unique_ptr<GBytes, BytesUnref>;

}  // namespace color_clusters
