// SPDX-License-Identifier: GPL-3.0-or-later
//
// How much a dithered picture differs from the original for an eye that cannot tell its pixels
// apart: both are blurred in linear light, and CIEDE2000 between them is averaged over the pixels.
// Also for other spaces than linear light, in which mixes are made and errors passed on.
//
// dither_error COLORS[,COLORS…] IMAGE.ppm… prints a line of JSON for each picture, number of
// colors and way of dithering.

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "core/base/parallel.h"
#include "core/clustering/clustering.h"
#include "core/color/cielab.h"
#include "core/color/color_difference.h"
#include "core/color/nearest_color.h"
#include "core/color/oklab.h"
#include "core/color/srgb.h"
#include "core/dither/dither.h"
#include "core/histogram/byte_color_counter.h"
#include "core/kmeans/color_tree.h"

namespace color_clusters {
namespace {

using Conversion = Color (*)(const Color& srgb);

struct Space {
  const char* name;
  Conversion from_srgb;
};

Color same(const Color& color) { return color; }
Color oklab_from_srgb(const Color& srgb) { return oklab_from_linear_srgb(linear_from_srgb(srgb)); }

constexpr std::array<Space, 4> spaces{{{"linear", linear_from_srgb},
                                       {"srgb", same},
                                       {"oklab", oklab_from_srgb},
                                       {"cielab", lab_from_srgb}}};

struct Method {
  const char* name;
  DitherMethod method;
};

constexpr std::array<Method, 4> methods{{{"none", DitherMethod::none},
                                         {"floyd-steinberg", DitherMethod::floyd_steinberg},
                                         {"blue-noise", DitherMethod::blue_noise},
                                         {"bayer", DitherMethod::bayer}}};

struct Picture {
  std::string name;
  int width = 0;
  int height = 0;
  /// Gamma-encoded sRGB.
  std::vector<Color> pixels;
  std::vector<std::uint8_t> bytes;
};

int thread_count() { return static_cast<int>(std::max(1U, std::thread::hardware_concurrency())); }

/// Calls `task(row)` for each row.
template <typename Task>
void for_rows(const Picture& picture, Task task) {
  parallel_for(static_cast<std::size_t>(picture.height), thread_count(), task);
}

/// A binary PPM with 8 bits and no comments.
Picture read_picture(const std::string& path) {
  Picture picture{.name = path, .width = 0, .height = 0, .pixels = {}, .bytes = {}};
  std::ifstream file(path, std::ios::binary);
  std::string kind;
  int most = 0;
  file >> kind >> picture.width >> picture.height >> most;
  file.get();
  if (!file || kind != "P6" || most != 255 || picture.width < 1 || picture.height < 1) {
    throw std::runtime_error("is not a PPM with 8 bits a channel");
  }
  const auto size =
      static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
  picture.bytes.resize(3 * size);
  file.read(reinterpret_cast<char*>(picture.bytes.data()),
            static_cast<std::streamsize>(picture.bytes.size()));
  if (!file) throw std::runtime_error("ends too early");
  picture.pixels.resize(size);
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      picture.pixels[i][c] = static_cast<float>(picture.bytes[3 * i + c]) / 255.0F;
    }
  }
  return picture;
}

/// The colors of the clusters in CIE Lab, the default space, as gamma-encoded sRGB.
std::vector<Color> palette_of(const Picture& picture, int colors) {
  ByteColorCounter counter;
  counter.add(picture.bytes);
  ColorHistogram histogram = counter.histogram(thread_count());
  std::ranges::transform(histogram.colors, histogram.colors.begin(), lab_from_srgb);
  const ColorTree tree(histogram.colors, histogram.weights, thread_count());
  std::vector<Color> palette =
      find_centers(tree, {.color_count = colors, .threads = thread_count()});
  for (Color& color : palette) {
    color = srgb_from_lab(color);
    for (float& value : color) value = std::clamp(value, 0.0F, 1.0F);
  }
  return palette;
}

std::vector<Color> converted(std::span<const Color> srgb, Conversion conversion) {
  std::vector<Color> result(srgb.size());
  std::ranges::transform(srgb, result.begin(), conversion);
  return result;
}

/// The picture in palette colors, as gamma-encoded sRGB.
std::vector<Color> dithered(const Picture& picture, const std::vector<Color>& palette,
                            DitherMethod method, const Space& space) {
  // The nearest color is looked for in the space of the clustering.
  const std::vector<Color> metric = converted(palette, lab_from_srgb);
  std::vector<std::uint16_t> clusters(picture.pixels.size());
  const auto painted = [&] {
    std::vector<Color> result;
    result.reserve(clusters.size());
    for (const std::uint16_t cluster : clusters) result.push_back(palette[cluster]);
    return result;
  };
  if (method == DitherMethod::none) {
    NearestColor(metric).find(converted(picture.pixels, lab_from_srgb), clusters, thread_count());
    return painted();
  }
  Ditherer ditherer({.linear = converted(palette, space.from_srgb),
                     .metric = metric,
                     .to_metric =
                         [](std::span<const Color> from, std::span<Color> to) {
                           std::ranges::transform(from, to.begin(), [](const Color& color) {
                             return lab_from_srgb(srgb_from_linear(color));
                           });
                         }},
                    picture.width, {.method = method, .strength = 1.0, .threads = thread_count()});
  ditherer.dither_rows(converted(picture.pixels, space.from_srgb), clusters);
  return painted();
}

/// The same by Floyd and Steinberg's method as it is usually programmed, for comparison: each pixel
/// gets the color nearest to its own plus the errors passed on to it, in linear light, row by row
/// forth and back. Errors are limited to the range of light, or they would run away where the
/// palette cannot mix the picture's colors.
std::vector<Color> diffused_to_nearest(const Picture& picture, const std::vector<Color>& palette) {
  const std::vector<Color> light = converted(palette, linear_from_srgb);
  std::vector<Color> wanted = converted(picture.pixels, linear_from_srgb);
  std::vector<Color> result(wanted.size());
  for (int y = 0; y < picture.height; ++y) {
    const int step = y % 2 == 0 ? 1 : -1;
    for (int x = step > 0 ? 0 : picture.width - 1; x >= 0 && x < picture.width; x += step) {
      const auto at = [&](int column, int row) {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(picture.width) +
               static_cast<std::size_t>(column);
      };
      const std::size_t here = at(x, y);
      for (float& value : wanted[here]) value = std::clamp(value, -1.0F, 2.0F);
      const auto nearest = std::ranges::min_element(
          light, {}, [&](const Color& color) { return squared_distance(color, wanted[here]); });
      result[here] = palette[static_cast<std::size_t>(nearest - light.begin())];
      const auto pass_on = [&](int column, int row, float part) {
        if (column < 0 || column >= picture.width || row >= picture.height) return;
        for (std::size_t c = 0; c < 3; ++c) {
          wanted[at(column, row)][c] += part * (wanted[here][c] - (*nearest)[c]);
        }
      };
      pass_on(x + step, y, 7.0F / 16.0F);
      pass_on(x - step, y + 1, 3.0F / 16.0F);
      pass_on(x, y + 1, 5.0F / 16.0F);
      pass_on(x + step, y + 1, 1.0F / 16.0F);
    }
  }
  return result;
}

/// Blurs linear light with a Gaussian; beyond its edges the picture goes on as its last pixels.
std::vector<Color> blurred(const Picture& picture, const std::vector<Color>& linear,
                           double deviation) {
  const int radius = static_cast<int>(std::ceil(4.0 * deviation));
  std::vector<float> weights;
  float sum = 0.0F;
  for (int i = -radius; i <= radius; ++i) {
    weights.push_back(static_cast<float>(std::exp(-i * i / (2.0 * deviation * deviation))));
    sum += weights.back();
  }
  const auto width = static_cast<std::size_t>(picture.width);
  std::vector<Color> result(linear.size());
  for_rows(picture, [&](std::size_t y) {
    // The columns of this row, with the margin of a window on each side.
    std::vector<Color> columns(width + 2 * static_cast<std::size_t>(radius));
    for (int i = 0; i <= 2 * radius; ++i) {
      const int v = std::clamp(static_cast<int>(y) + i - radius, 0, picture.height - 1);
      const Color* const row = linear.data() + static_cast<std::size_t>(v) * width;
      const float weight = weights[static_cast<std::size_t>(i)] / sum;
      for (std::size_t k = 0; k < columns.size(); ++k) {
        const int x = std::clamp(static_cast<int>(k) - radius, 0, picture.width - 1);
        for (std::size_t c = 0; c < 3; ++c) {
          columns[k][c] += weight * row[static_cast<std::size_t>(x)][c];
        }
      }
    }
    for (std::size_t x = 0; x < width; ++x) {
      Color& mean = result[y * width + x];
      for (std::size_t i = 0; i < weights.size(); ++i) {
        for (std::size_t c = 0; c < 3; ++c) mean[c] += weights[i] / sum * columns[x + i][c];
      }
    }
  });
  return result;
}

/// CIE Lab of what the eye makes of a picture.
std::vector<Color> seen(const Picture& picture, const std::vector<Color>& srgb, double deviation) {
  std::vector<Color> result = blurred(picture, converted(srgb, linear_from_srgb), deviation);
  for_rows(picture, [&](std::size_t y) {
    const auto width = static_cast<std::size_t>(picture.width);
    for (Color& color : std::span(result).subspan(y * width, width)) {
      color = lab_from_srgb(srgb_from_linear(color));
    }
  });
  return result;
}

double mean_difference(const Picture& picture, const std::vector<Color>& a,
                       const std::vector<Color>& b) {
  std::vector<double> sums(static_cast<std::size_t>(picture.height));
  for_rows(picture, [&](std::size_t y) {
    const auto width = static_cast<std::size_t>(picture.width);
    for (std::size_t i = y * width; i < (y + 1) * width; ++i) sums[y] += ciede2000(a[i], b[i]);
  });
  double sum = 0.0;
  for (const double row : sums) sum += row;
  return sum / static_cast<double>(a.size());
}

/// Standard deviations of the blur, in pixels.
constexpr std::array<double, 2> deviations{1.0, 2.0};

void measure(const Picture& picture, int colors) {
  const std::vector<Color> palette = palette_of(picture, colors);
  std::vector<std::vector<Color>> originals;
  for (const double deviation : deviations) {
    originals.push_back(seen(picture, picture.pixels, deviation));
  }
  const auto report = [&](const char* method, const char* space, const std::vector<Color>& result) {
    std::printf(R"({"image": "%s", "colors": %d, "method": "%s", "space": "%s")",
                picture.name.c_str(), colors, method, space);
    for (std::size_t i = 0; i < deviations.size(); ++i) {
      const double difference =
          mean_difference(picture, seen(picture, result, deviations[i]), originals[i]);
      std::printf(R"(, "deviation_%g": %.4f)", deviations[i], difference);
    }
    std::printf("}\n");
    std::fflush(stdout);
  };
  for (const Method& method : methods) {
    for (const Space& space : spaces) {
      report(method.name, space.name, dithered(picture, palette, method.method, space));
      // Without dithering the space makes no difference.
      if (method.method == DitherMethod::none) break;
    }
  }
  report("floyd-steinberg, nearest color", "linear", diffused_to_nearest(picture, palette));
}

std::vector<int> numbers_in(std::string_view text) {
  std::vector<int> numbers;
  while (!text.empty()) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || number < 1 || number > 256) {
      throw std::invalid_argument("the numbers of colors are 1 to 256");
    }
    numbers.push_back(number);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.starts_with(',')) text.remove_prefix(1);
  }
  return numbers;
}

}  // namespace
}  // namespace color_clusters

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "dither_error COLORS[,COLORS...] IMAGE.ppm...\n");
    return 2;
  }
  try {
    const std::vector<int> numbers = color_clusters::numbers_in(argv[1]);
    for (const char* const path : std::span(argv + 2, argv + argc)) {
      const color_clusters::Picture picture = color_clusters::read_picture(path);
      for (const int colors : numbers) color_clusters::measure(picture, colors);
    }
  } catch (const std::exception& error) {
    std::fprintf(stderr, "dither_error: %s\n", error.what());
    return 1;
  }
  return 0;
}
