// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/mapping/nearest_cluster.h"

#include <algorithm>
#include <array>
#include <atomic>

#include "core/color/morton.h"

namespace color_clusters {

NearestCluster::NearestCluster(const ClusterColors& colors, const ClusterSpace& space,
                               const LayerEncoding& encoding)
    : space_(space), encoding_(encoding), keys_(encoding), nearest_(colors.centers, colors.ranks) {
  if (keys_.count() > 0) known_ = std::make_unique<ZeroedArray<std::uint16_t>>(keys_.count());
  const bool has_levels = known_ && encoding.is_gray;
  if (!has_levels && colors.centers.size() <= CellClusters::most_clusters) {
    cells_ = std::make_unique<CellClusters>(
        colors.centers, colors.ranks, space,
        known_ ? CellClusters::Answers::cells : CellClusters::Answers::colors);
  }
}

void NearestCluster::find(const DecodedPixels& pixels, std::span<std::uint16_t> indices) {
  for (std::size_t i = 0; i < indices.size(); i += batch_size) {
    const std::span<std::uint16_t> batch =
        indices.subspan(i, std::min(batch_size, indices.size() - i));
    if (known_) {
      const std::size_t size = encoding_.pixel_bytes;
      find_by_keys(pixels.bytes().subspan(i * size, batch.size() * size), batch);
    } else {
      find_floats(pixels.rgba(i), batch);
    }
  }
}

void NearestCluster::find_by_keys(std::span<const std::byte> pixels,
                                  std::span<std::uint16_t> indices) {
  std::array<std::uint32_t, batch_size> keys;
  keys_.find(pixels, std::span(keys).first(indices.size()));
  if (!cells_) {
    look_up(std::span(keys).first(indices.size()), indices);
    return;
  }
  Rest rest;
  for (std::size_t i = 0; i < indices.size(); ++i) {
    const CellClusters::Entry entry = cells_->entry(keys[i]);
    indices[i] = CellClusters::only_one(entry);
    rest.add_if(!CellClusters::has_one(entry), i);
  }
  if (rest.size == 0) return;
  std::array<std::uint16_t, batch_size> found;
  for (std::size_t i = 0; i < rest.size; ++i) keys[i] = keys[rest.pixels[i]];
  look_up(std::span(keys).first(rest.size), std::span(found).first(rest.size));
  for (std::size_t i = 0; i < rest.size; ++i) indices[rest.pixels[i]] = found[i];
}

void NearestCluster::look_up(std::span<const std::uint32_t> keys,
                             std::span<std::uint16_t> indices) {
  std::array<std::uint32_t, batch_size> new_keys;
  std::size_t new_count = 0;
  const auto find_known = [&](std::size_t i) {
    const std::uint16_t known = std::atomic_ref((*known_)[keys[i]]).load(std::memory_order_relaxed);
    indices[i] = static_cast<std::uint16_t>(known - 1);
    return known != 0;
  };
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (find_known(i)) continue;
    if (new_count == 0 || new_keys[new_count - 1] != keys[i]) new_keys[new_count++] = keys[i];
  }
  if (new_count == 0) return;
  learn(std::span(new_keys).first(new_count));
  for (std::size_t i = 0; i < keys.size(); ++i) find_known(i);
}

void NearestCluster::learn(std::span<const std::uint32_t> keys) {
  std::array<Color, batch_size> colors;
  const std::span<Color> used = std::span(colors).first(keys.size());
  std::ranges::transform(keys, used.begin(), [&](std::uint32_t key) { return keys_.color(key); });
  space_.from_layer(used, used);
  std::array<std::uint16_t, batch_size> indices;
  nearest_.find(used, indices);
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto known = static_cast<std::uint16_t>(indices[i] + 1);
    std::atomic_ref((*known_)[keys[i]]).store(known, std::memory_order_relaxed);
  }
}

NearestCluster::Rest NearestCluster::find_by_cells(const float* rgba,
                                                   std::span<std::uint16_t> indices) {
  std::array<std::uint32_t, batch_size> keys;
  std::array<CellClusters::Entry, batch_size> entries;
  Rest cut;
  morton_indices({rgba, 4 * indices.size()}, keys.data());
  for (std::size_t i = 0; i < indices.size(); ++i) {
    if (keys[i] == no_morton_index) keys[i] = cells_->key(rgba + 4 * i);
    entries[i] = keys[i] != no_morton_index ? cells_->entry(keys[i]) : CellClusters::without_rivals;
    indices[i] = CellClusters::only_one(entries[i]);
    cut.add_if(!CellClusters::has_one(entries[i]), i);
  }
  // What is looked at next is asked for first.
  for (std::size_t i = 0; i < cut.size; ++i) cells_->prefetch(entries[cut.pixels[i]]);
  for (std::size_t i = 0; i < cut.size; ++i) {
    const std::uint32_t pixel = cut.pixels[i];
    const float* const color = rgba + std::size_t{4} * pixel;
    entries[pixel] = cells_->part(entries[pixel], keys[pixel], color);
    cells_->prefetch(entries[pixel]);
  }
  Rest rest;
  for (std::size_t i = 0; i < cut.size; ++i) {
    const std::uint32_t pixel = cut.pixels[i];
    const CellClusters::Entry part = entries[pixel];
    indices[pixel] = CellClusters::has_one(part)
                         ? CellClusters::only_one(part)
                         : cells_->nearest(part, rgba + std::size_t{4} * pixel);
    rest.add_if(indices[pixel] == CellClusters::undecided, pixel);
  }
  return rest;
}

void NearestCluster::find_floats(const float* rgba, std::span<std::uint16_t> indices) {
  Rest rest;
  if (cells_) {
    rest = find_by_cells(rgba, indices);
  } else {
    for (std::size_t i = 0; i < indices.size(); ++i) rest.add_if(true, i);
  }
  if (rest.size == 0) return;
  std::array<Color, batch_size> colors;
  std::array<std::uint32_t, batch_size> places;
  std::size_t count = 0;
  for (std::size_t i = 0; i < rest.size; ++i) {
    const float* const values = rgba + std::size_t{4} * rest.pixels[i];
    const Color color{values[0], values[1], values[2]};
    // What is the same as the one before need not be moved twice.
    if (count == 0 || colors[count - 1] != color) colors[count++] = color;
    places[i] = static_cast<std::uint32_t>(count - 1);
  }
  const std::span<Color> used = std::span(colors).first(count);
  space_.from_layer(used, used);
  std::array<std::uint16_t, batch_size> found;
  nearest_.find(used, found);
  for (std::size_t i = 0; i < rest.size; ++i) indices[rest.pixels[i]] = found[places[i]];
}

}  // namespace color_clusters
