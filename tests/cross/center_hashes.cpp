// SPDX-License-Identifier: GPL-3.0-or-later
// Prints hashes of the bits of what core/ finds in pictures, for comparing processors.
//
// usage: center-hashes [--values] PPM…
//
// One line for each kind of result, over all pictures: its name and its hash. With --values all
// numbers that are hashed are printed as well, in hexadecimal, to see how far they differ.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/areas/clean_areas.h"
#include "core/areas/cluster_map.h"
#include "core/areas/smooth_edges.h"
#include "core/clustering/clustering.h"
#include "core/color/cielab.h"
#include "core/color/nearest_color.h"
#include "core/color/oklab.h"
#include "core/color/srgb.h"
#include "core/dither/dither.h"
#include "core/histogram/byte_color_counter.h"
#include "core/histogram/float_color_counter.h"

using namespace color_clusters;

namespace {

bool prints_values = false;

struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;
};

Picture read_ppm(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  std::string magic;
  Picture picture;
  int largest = 0;
  file >> magic >> picture.width >> picture.height >> largest;
  file.get();
  picture.rgb.assign(std::istreambuf_iterator<char>(file), {});
  const auto pixels =
      static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
  if (magic != "P6" || largest != 255 || picture.rgb.size() != 3 * pixels) {
    throw std::runtime_error(name + " is no PPM file with 8 bits");
  }
  return picture;
}

/// The hash of FNV-1a, of numbers instead of bytes: the order of these is that of the processor.
class Hash {
 public:
  void add(std::uint64_t number) { hash_ = (hash_ ^ number) * 1099511628211U; }
  void add(double number) {
    if (prints_values) std::printf("  %a\n", number);
    add(std::bit_cast<std::uint64_t>(number));
  }
  void add(std::span<const Color> colors) {
    for (const Color& color : colors) {
      for (const float value : color) add(static_cast<double>(value));
    }
  }
  void add(const Clustering& clustering) {
    add(clustering.centers);
    for (const double share : clustering.shares) add(share);
    add(clustering.inertia);
  }
  void add(const ClusterMap& map) {
    for (const std::uint16_t cluster : map.clusters) add(std::uint64_t{cluster});
  }
  void print(const char* name) const {
    std::printf("%s %08x\n", name, static_cast<unsigned>(hash_ ^ hash_ >> 32U));
  }

 private:
  std::uint64_t hash_ = 14695981039346656037U;
};

Color oklab_from_srgb(const Color& color) {
  return oklab_from_linear_srgb(linear_from_srgb(color));
}
Color srgb_from_oklab(const Color& color) {
  return srgb_from_linear(linear_srgb_from_oklab(color));
}
Color unchanged(const Color& color) { return color; }

using Convert = Color(const Color&);

void convert(std::span<Color> colors, Convert& conversion) {
  for (Color& color : colors) color = conversion(color);
}

ColorHistogram count_bytes(const Picture& picture) {
  ByteColorCounter counter;
  counter.add(picture.rgb);
  return counter.histogram();
}

/// Each pixel a little different, so that the conversions are not those of 8-bit values, and
/// highlights as well.
ColorHistogram count_floats(const Picture& picture) {
  std::vector<float> rgba;
  std::uint32_t random = 1;
  for (std::size_t i = 0; i < picture.rgb.size(); ++i) {
    random = random * 1664525U + 1013904223U;
    const float noise = static_cast<float>(random >> 8U) * 0x1p-24F - 0.5F;
    rgba.push_back((static_cast<float>(picture.rgb[i]) + noise) / 240.0F);
    if (i % 3 == 2) rgba.push_back(1.0F);
  }
  FloatColorCounter counter;
  counter.add(rgba, {});
  return counter.histogram();
}

/// Plain clusters, few and many, and clusters with accents, in one space.
Hash clusters_in(std::span<const Picture> pictures, ColorHistogram (&count)(const Picture&),
                 Convert& from_srgb, Convert& to_srgb) {
  Hash hash;
  for (const Picture& picture : pictures) {
    ColorHistogram histogram = count(picture);
    convert(histogram.colors, from_srgb);
    for (const auto& [color_count, accents] :
         {std::pair(5, 0.0), std::pair(16, 0.0), std::pair(9, 1.0)}) {
      const ClusteringOptions options{.color_count = color_count, .accents = accents, .threads = 2};
      Clustering found =
          cluster(histogram, options, [&](std::span<Color> some) { convert(some, to_srgb); });
      hash.add(found);
      convert(found.centers, to_srgb);
      hash.add(found.centers);
    }
  }
  return hash;
}

/// What becomes of the pixels: mapped, cleaned, smoothed and dithered.
Hash maps_of(std::span<const Picture> pictures) {
  Hash hash;
  for (const Picture& picture : pictures) {
    const std::vector<Color> palette =
        cluster(count_bytes(picture), {.color_count = 8, .threads = 2}).centers;
    std::vector<Color> colors;
    for (std::size_t i = 0; i < picture.rgb.size(); i += 3) {
      Color color{};
      for (std::size_t c = 0; c < 3; ++c) {
        color[c] = static_cast<float>(picture.rgb[i + c]) / 255.0F;
      }
      colors.push_back(color);
    }
    ClusterMap map{ClusterMap::Clusters(colors.size()), picture.width, picture.height};
    NearestColor(palette).find(colors, map.clusters);
    hash.add(map);
    hash.add(smooth_edges(clean_areas(map, palette, {.smallest_area = 20, .threads = 2}),
                          {.strength = 3, .threads = 2}));

    DitherPalette dither_palette;
    convert(colors, linear_from_srgb);
    hash.add(map);
    for (const Color& color : palette) dither_palette.linear.push_back(linear_from_srgb(color));
    dither_palette.metric = palette;
    dither_palette.to_metric = [](std::span<const Color> linear, std::span<Color> metric) {
      std::ranges::transform(linear, metric.begin(), srgb_from_linear);
    };
    for (const DitherMethod method : {DitherMethod::floyd_steinberg, DitherMethod::blue_noise}) {
      Ditherer(dither_palette, picture.width, {.method = method, .threads = 2})
          .dither_rows(colors, map.clusters);
      hash.add(map);
    }
  }
  return hash;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    std::vector<Picture> pictures;
    for (const char* const argument :
         std::span(arguments, static_cast<std::size_t>(count)).subspan(1)) {
      const std::string name = argument;
      if (name == "--values") {
        prints_values = true;
      } else {
        pictures.push_back(read_ppm(name));
      }
    }
    clusters_in(pictures, count_bytes, unchanged, unchanged).print("srgb");
    clusters_in(pictures, count_bytes, oklab_from_srgb, srgb_from_oklab).print("oklab");
    clusters_in(pictures, count_bytes, lab_from_srgb, srgb_from_lab).print("cielab");
    clusters_in(pictures, count_floats, oklab_from_srgb, srgb_from_oklab).print("oklab-32-bit");
    clusters_in(pictures, count_floats, lab_from_srgb, srgb_from_lab).print("cielab-32-bit");
    maps_of(pictures).print("maps");
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "center-hashes: %s\n", error.what());
    return 1;
  }
}
