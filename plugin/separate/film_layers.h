// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "plugin/clusters/layer_clusters.h"
#include "plugin/films/films.h"
#include "plugin/films/proof.h"
#include "plugin/output/layer_group.h"
#include "plugin/output/layers.h"
#include "plugin/separate/sheet.h"

namespace color_clusters {

/// Films as layers in the making: one for each ink, the underbase, and the proof.
class FilmLayers {
 public:
  /// `clusters` are the inks, as they are shown, and the paper; in the order of printing.
  FilmLayers(const SourceLayer& source, const LayerClusters& clusters,
             const SeparateArguments& arguments, const Sheet& sheet);

  /// Makes all rows of the films and paints them.
  void paint(Films& films, const Progress& progress);

  /// A group with a film for each ink that has a share, in the order of printing: with its number,
  /// color and share in its name. The underbase, which is printed first, lies on top.
  NewLayer finish(const LayerClusters& clusters);
  /// The proof, if it is wanted.
  NewLayer take_proof() { return std::move(proof_); }

 private:
  void paint_rows(int first, FilmRows rows, PixelBuffer& proof);
  void finish_film(NewLayer layer, const std::string& name, const std::string& label);

  const SourceLayer& source_;
  const SeparateArguments& arguments_;
  Sheet sheet_;
  ProofInks proof_inks_;
  LayerGroup group_;
  /// Those of the inks and, last, of the underbase.
  std::vector<NewLayer> films_;
  std::vector<PixelBuffer> buffers_;
  NewLayer proof_;
};

}  // namespace color_clusters
