// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/preview/preview_picture.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/color/byte_color.h"

namespace color_clusters {
namespace {

/// What is not highlighted keeps this part of its color; the rest is gray.
constexpr float dimmed_part = 0.15F;
constexpr float dimmed_gray = 0.4F;

/// An opaque pixel that is so black.
constexpr std::uint32_t gray_pixel(std::uint8_t blackness) {
  return 0xFFFFFFFFU - blackness * 0x010101U;
}

Color mix(const Color& a, const Color& b, float part_of_b) {
  Color mixed{};
  for (std::size_t c = 0; c < 3; ++c) mixed[c] = a[c] + (b[c] - a[c]) * part_of_b;
  return mixed;
}

/// A pixel of CAIRO_FORMAT_ARGB32, which has premultiplied alpha.
std::uint32_t cairo_pixel(const Color& srgb, float alpha) {
  const auto byte = [](float value) { return std::uint32_t{to_byte(value)}; };
  const float opacity = std::clamp(alpha, 0.0F, 1.0F);
  const auto component = [&](std::size_t c) {
    return byte(std::clamp(srgb[c], 0.0F, 1.0F) * opacity);
  };
  return byte(opacity) << 24U | component(0) << 16U | component(1) << 8U | component(2);
}

/// A picture with the pixels that `pixel` gives for each sample.
template <typename Pixel>
OwnedSurface picture_of(const Samples& samples, const Pixel& pixel) {
  OwnedSurface surface(
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, samples.width, samples.height));
  cairo_surface_flush(surface.get());
  unsigned char* const bytes = cairo_image_surface_get_data(surface.get());
  const int stride = cairo_image_surface_get_stride(surface.get());
  std::size_t sample = 0;
  for (int y = 0; bytes != nullptr && y < samples.height; ++y) {
    auto* const row = reinterpret_cast<std::uint32_t*>(bytes + std::ptrdiff_t{y} * stride);
    for (int x = 0; x < samples.width; ++x) row[x] = pixel(sample++);
  }
  cairo_surface_mark_dirty(surface.get());
  return surface;
}

}  // namespace

void PreviewPicture::show(MappedView mapped, std::shared_ptr<const LayerClusters> clusters,
                          const Highlight& highlight) {
  const bool has_new_samples = mapped.view.samples != mapped_.view.samples;
  mapped_ = std::move(mapped);
  clusters_ = std::move(clusters);
  highlight_ = highlight;
  if (has_new_samples) colors_ = to_srgb(mapped_.view.samples->colors, clusters_->encoding);
  paint();
}

void PreviewPicture::highlight(const Highlight& highlight) {
  if (!exists() || highlight_ == highlight) return;
  highlight_ = highlight;
  paint();
}

bool PreviewPicture::covers(double x, double y) const {
  const GeglRectangle& all = area();
  return exists() && x >= all.x && y >= all.y && x < all.x + all.width && y < all.y + all.height;
}

std::size_t PreviewPicture::sample_at(double x, double y) const {
  const auto index = [](double place, int length, int count) {
    return std::clamp(static_cast<int>(place * count / length), 0, count - 1);
  };
  return mapped_.map.index(index(x - area().x, area().width, mapped_.map.width),
                           index(y - area().y, area().height, mapped_.map.height));
}

std::optional<std::size_t> PreviewPicture::cluster_at(double x, double y) const {
  const std::uint16_t cluster = mapped_.map.clusters[sample_at(x, y)];
  return cluster == no_cluster ? std::nullopt : std::optional<std::size_t>(cluster);
}

Color PreviewPicture::color_at(double x, double y) const { return colors_[sample_at(x, y)]; }

std::optional<std::size_t> PreviewPicture::shown_film() const {
  const std::optional<std::size_t> wanted =
      highlight_.cluster ? highlight_.cluster : highlight_.film;
  return wanted && *wanted < mapped_.painted.films.size() ? wanted : std::nullopt;
}

void PreviewPicture::paint() {
  const Samples& samples = *mapped_.view.samples;
  const auto shown = [&](std::size_t i, const Color& color, float alpha) {
    const bool is_dimmed = highlight_.cluster && mapped_.map.clusters[i] != *highlight_.cluster;
    return cairo_pixel(
        is_dimmed ? mix({dimmed_gray, dimmed_gray, dimmed_gray}, color, dimmed_part) : color,
        alpha);
  };
  original_ =
      picture_of(samples, [&](std::size_t i) { return shown(i, colors_[i], samples.alpha[i]); });
  const std::vector<Color>& painted = mapped_.painted.picture;
  const std::optional<std::size_t> film_number = shown_film();
  const std::vector<std::uint8_t>* const film =
      film_number ? &mapped_.painted.films[*film_number] : nullptr;
  posterized_ = picture_of(samples, [&](std::size_t i) {
    if (film != nullptr) return film->empty() ? gray_pixel(0) : gray_pixel((*film)[i]);
    if (!painted.empty()) return shown(i, painted[i], 1.0F);
    const std::uint16_t cluster = mapped_.map.clusters[i];
    if (cluster == no_cluster) return shown(i, colors_[i], samples.alpha[i]);
    return shown(i, mix(colors_[i], clusters_->colors.srgb[cluster], samples.selected[i]),
                 samples.alpha[i]);
  });
}

}  // namespace color_clusters
