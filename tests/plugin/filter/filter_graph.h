// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/plugin/filter/filter_picture.h"

namespace color_clusters {

/// A picture that goes through the operation, as GEGL found it in its module.
class FilterGraph {
 public:
  /// A picture of nothing if there is no buffer.
  explicit FilterGraph(GeglBuffer* picture);
  FilterGraph(const FilterGraph&) = delete;
  FilterGraph& operator=(const FilterGraph&) = delete;
  ~FilterGraph() { g_object_unref(root_); }

  /// Appends another operation to the graph.
  GeglNode* add(const char* operation);
  [[nodiscard]] GeglNode* source() const { return source_; }
  [[nodiscard]] GeglNode* filter() const { return filter_; }

  /// The pixels of a part of the result, in a format.
  [[nodiscard]] Bytes render(const Babl* format, const GeglRectangle& part,
                             GeglBlitFlags flags = GEGL_BLIT_DEFAULT, double scale = 1.0) const;

 private:
  GeglNode* root_;
  GeglNode* source_;
  GeglNode* filter_;
};

}  // namespace color_clusters
