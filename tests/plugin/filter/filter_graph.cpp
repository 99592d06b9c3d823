// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/plugin/filter/filter_graph.h"

namespace color_clusters {

FilterGraph::FilterGraph(GeglBuffer* picture)
    : root_(gegl_node_new()),
      source_(add("gegl:buffer-source")),
      filter_(add("color-clusters:posterize")) {
  gegl_node_set(source_, "buffer", picture, nullptr);
  gegl_node_link(source_, filter_);
}

GeglNode* FilterGraph::add(const char* operation) {
  return gegl_node_new_child(root_, "operation", operation, nullptr);
}

Bytes FilterGraph::render(const Babl* format, const GeglRectangle& part, GeglBlitFlags flags,
                          double scale) const {
  Bytes bytes(static_cast<std::size_t>(part.width) * static_cast<std::size_t>(part.height) *
              static_cast<std::size_t>(babl_format_get_bytes_per_pixel(format)));
  gegl_node_blit(filter_, scale, &part, format, bytes.data(), GEGL_AUTO_ROWSTRIDE, flags);
  return bytes;
}

}  // namespace color_clusters
