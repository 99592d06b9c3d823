// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/paint_by_numbers/number_preview.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "plugin/clusters/layer_clusters.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {
namespace {

struct NumbersOfLayer final : StepResult {
  explicit NumbersOfLayer(std::vector<AreaNumber> those) : numbers(std::move(those)) {}

  std::vector<AreaNumber> numbers;
};

LastStep numbering_step(const LayerNumbering& numbering) {
  return [numbering](const LayerClusters& clusters, const Checkpoint& checkpoint,
                     ClusterMap& map) -> std::shared_ptr<const StepResult> {
    const double half_diagonal = half_diagonal_of_numbers(Lettering(), clusters.shares.size());
    if (half_diagonal == 0.0) return nullptr;
    return std::make_shared<const NumbersOfLayer>(number_layer(
        clusters.colors.centers, numbering, half_diagonal, thread_count(), checkpoint, map));
  };
}

std::vector<Color> paint_clusters(const MappedView& mapped, const ClusterMap& map,
                                  const LayerClusters& found, const LayerClusters& shown) {
  std::vector<Color> picture = to_srgb(mapped.view.samples->colors, found.encoding);
  for (std::size_t i = 0; i < picture.size(); ++i) {
    if (map.clusters[i] != no_cluster) picture[i] = shown.colors.srgb[map.clusters[i]];
  }
  return picture;
}

}  // namespace

/// The numbers of views alone, cached: of the whole layer and of a part.
class NumberPreview::Drafts {
 public:
  const NumberedAreas& of(const MappedView& mapped, const LayerClusters& found,
                          const LayerNumbering& numbering, double half_diagonal) {
    for (const Draft& draft : drafts_) {
      if (draft.samples == mapped.view.samples && draft.numbering == numbering &&
          draft.half_diagonal == half_diagonal && draft.centers == found.colors.centers &&
          draft.clusters == mapped.map.clusters) {
        return draft.areas;
      }
    }
    Draft& draft = drafts_[oldest_];
    oldest_ = (oldest_ + 1) % drafts_.size();
    draft.samples = nullptr;
    draft.areas = number_map(mapped.map, found.colors.centers, numbering, half_diagonal,
                             mapped.view.samples->scale, thread_count(), {});
    draft.numbering = numbering;
    draft.half_diagonal = half_diagonal;
    draft.centers = found.colors.centers;
    draft.clusters = mapped.map.clusters;
    draft.samples = mapped.view.samples;
    return draft.areas;
  }

 private:
  struct Draft {
    std::shared_ptr<const Samples> samples;
    LayerNumbering numbering{};
    double half_diagonal = 0.0;
    std::vector<Color> centers;
    ClusterMap::Clusters clusters;
    NumberedAreas areas;
  };

  std::array<Draft, 2> drafts_;
  std::size_t oldest_ = 0;
};

NumberPreview::NumberPreview() : drafts_(std::make_shared<Drafts>()) {}
NumberPreview::~NumberPreview() = default;

void NumberPreview::complete(const NumberArguments& arguments, NumberSizes sizes,
                             const PixelArea& seen, LiveRequest& request) {
  const LayerNumbering numbering{.sizes = sizes,
                                 .hidden = arguments.hidden,
                                 .outline_width = arguments.outline_width,
                                 .seen = seen};
  if (numbering_ != numbering) {
    step_ = std::make_shared<const LastStep>(numbering_step(numbering));
    numbering_ = numbering;
  }
  request.last_step = step_;
  request.paint = [arguments, numbering, drafts = drafts_](
                      const MappedView& mapped, const LayerClusters& found,
                      const LayerClusters& shown) -> PaintedView {
    if (mapped.whole.map != nullptr && mapped.whole.known != nullptr) {
      if (!arguments.shows_template) {
        return {.picture = paint_clusters(mapped, mapped.map, found, shown)};
      }
      std::vector<AreaNumber> numbers =
          static_cast<const NumbersOfLayer&>(*mapped.whole.known).numbers;
      follow_order(*mapped.whole.map, numbers);
      const GeglRectangle& area = mapped.view.area;
      const Samples& samples = *mapped.view.samples;
      return {.picture = paint_template_part(*mapped.whole.map, numbers,
                                             {.area = {area.x, area.y, area.width, area.height},
                                              .width = samples.width,
                                              .height = samples.height},
                                             arguments, thread_count())};
    }
    const double half_diagonal = half_diagonal_of_numbers(Lettering(), found.shares.size());
    if (half_diagonal == 0.0) return {};
    const NumberedAreas& areas = drafts->of(mapped, found, numbering, half_diagonal);
    if (arguments.shows_template) {
      return {.picture =
                  paint_template(areas, arguments, mapped.view.samples->scale, thread_count())};
    }
    return {.picture = paint_clusters(mapped, areas.map, found, shown)};
  };
}

}  // namespace color_clusters
