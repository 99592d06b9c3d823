// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "plugin/numbers/layer_numbers.h"
#include "plugin/numbers/number_arguments.h"
#include "plugin/preview/live_clusters.h"

namespace color_clusters {

/// What the preview shows of a picture to paint by numbers: the template, or the painted picture.
/// Numbers are those of the whole layer as soon as these are known, until then those of the view
/// alone. Areas are numbered again only where that changes them.
class NumberPreview {
 public:
  NumberPreview();
  ~NumberPreview();
  NumberPreview(const NumberPreview&) = delete;
  NumberPreview& operator=(const NumberPreview&) = delete;

  /// Adds to a request what is painted. `seen` is what of the layer the canvas shows.
  void complete(const NumberArguments& arguments, NumberSizes sizes, const PixelArea& seen,
                LiveRequest& request);

 private:
  class Drafts;

  /// Of the last request.
  std::optional<LayerNumbering> numbering_;
  std::shared_ptr<const LastStep> step_;
  /// Used by the thread that paints.
  std::shared_ptr<Drafts> drafts_;
};

}  // namespace color_clusters
