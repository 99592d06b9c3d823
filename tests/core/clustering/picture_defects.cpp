// SPDX-License-Identifier: GPL-3.0-or-later
#include "picture_defects.h"

#include <algorithm>
#include <utility>

namespace color_clusters {
namespace {

/// A resampling kernel: the pixels of a row that contribute to a pixel of the new row, and their
/// weights.
struct Kernel {
  int first = 0;
  std::vector<double> weights;
};

/// The transposed plane, after each row was resampled by the kernels of its pixels.
Plane filter_rows(const Plane& plane, const std::vector<Kernel>& kernels) {
  const int side = static_cast<int>(kernels.size());
  // Rows and columns are filtered in turn, so that not all planes are squares.
  const int rows = static_cast<int>(plane.values.size()) / plane.side;
  Plane turned(0);
  turned.side = rows;
  turned.values.assign(static_cast<std::size_t>(rows) * kernels.size(), 0.0);
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < side; ++x) {
      const Kernel& kernel = kernels[static_cast<std::size_t>(x)];
      double sum = 0.0;
      for (std::size_t i = 0; i < kernel.weights.size(); ++i) {
        const int from = std::clamp(kernel.first + static_cast<int>(i), 0, plane.side - 1);
        sum += kernel.weights[i] * plane.at(from, y);
      }
      turned.at(y, x) = sum;
    }
  }
  return turned;
}

Planes filter(const Planes& planes, const std::vector<Kernel>& kernels) {
  const auto both = [&](const Plane& plane) {
    return filter_rows(filter_rows(plane, kernels), kernels);
  };
  return {both(planes[0]), both(planes[1]), both(planes[2])};
}

/// The kernel around a place, in pixels, of a function that is 0 from `reach` on.
template <typename Function>
Kernel kernel_around(double place, double reach, const Function& function) {
  Kernel kernel;
  kernel.first = static_cast<int>(std::ceil(place - reach));
  double sum = 0.0;
  for (int i = kernel.first; i <= static_cast<int>(std::floor(place + reach)); ++i) {
    kernel.weights.push_back(function(i - place));
    sum += kernel.weights.back();
  }
  for (double& weight : kernel.weights) weight /= sum;
  return kernel;
}

double catmull_rom(double x) {
  x = std::abs(x);
  if (x < 1.0) return 1.0 + x * x * (1.5 * x - 2.5);
  return x < 2.0 ? 2.0 - x * (4.0 - x * (2.5 - 0.5 * x)) : 0.0;
}

using Table = std::array<double, 64>;

/// The tables of ITU-T T.81, annex K, scaled as libjpeg does.
Table quantization(bool is_chroma, int quality) {
  static constexpr std::array<int, 64> luma{
      16, 11, 10, 16, 24,  40,  51,  61,  12, 12, 14, 19, 26,  58,  60,  55,
      14, 13, 16, 24, 40,  57,  69,  56,  14, 17, 22, 29, 51,  87,  80,  62,
      18, 22, 37, 56, 68,  109, 103, 77,  24, 35, 55, 64, 81,  104, 113, 92,
      49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99};
  static constexpr std::array<int, 64> chroma{
      17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99,
      99, 99, 47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
      99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99};
  const int scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
  Table table{};
  for (std::size_t i = 0; i < 64; ++i) {
    table[i] = std::clamp(((is_chroma ? chroma : luma)[i] * scale + 50) / 100, 1, 255);
  }
  return table;
}

/// Rows of the orthonormal DCT-II of length 8.
const Table& cosines() {
  static const Table table = [] {
    Table result{};
    for (std::size_t u = 0; u < 8; ++u) {
      for (std::size_t x = 0; x < 8; ++x) {
        result[8 * u + x] = (u == 0 ? std::sqrt(0.125) : 0.5) *
                            std::cos((2.0 * static_cast<double>(x) + 1.0) * static_cast<double>(u) *
                                     std::numbers::pi / 16.0);
      }
    }
    return result;
  }();
  return table;
}

/// rows × block × columns of the transform, or of its transpose.
Table transform(const Table& block, bool is_inverse) {
  const Table& table = cosines();
  const auto cosine = [&](std::size_t u, std::size_t x) {
    return is_inverse ? table[8 * x + u] : table[8 * u + x];
  };
  Table half{};
  Table result{};
  for (std::size_t u = 0; u < 8; ++u) {
    for (std::size_t y = 0; y < 8; ++y) {
      for (std::size_t x = 0; x < 8; ++x) half[8 * y + u] += cosine(u, x) * block[8 * y + x];
    }
  }
  for (std::size_t v = 0; v < 8; ++v) {
    for (std::size_t y = 0; y < 8; ++y) {
      for (std::size_t u = 0; u < 8; ++u) result[8 * v + u] += cosine(v, y) * half[8 * y + u];
    }
  }
  return result;
}

void quantize_blocks(Plane& plane, const Table& steps) {
  for (int block_y = 0; block_y < plane.side; block_y += 8) {
    for (int block_x = 0; block_x < plane.side; block_x += 8) {
      Table block{};
      const auto value = [&](std::size_t i) -> double& {
        return plane.at(block_x + static_cast<int>(i) % 8, block_y + static_cast<int>(i) / 8);
      };
      for (std::size_t i = 0; i < 64; ++i) block[i] = value(i) - 128.0;
      block = transform(block, false);
      for (std::size_t i = 0; i < 64; ++i) block[i] = steps[i] * std::round(block[i] / steps[i]);
      block = transform(block, true);
      for (std::size_t i = 0; i < 64; ++i) value(i) = block[i] + 128.0;
    }
  }
}

Plane halve(const Plane& plane) {
  Plane half(plane.side / 2);
  for (int y = 0; y < plane.side; ++y) {
    for (int x = 0; x < plane.side; ++x) half.at(x / 2, y / 2) += plane.at(x, y) / 4.0;
  }
  return half;
}

/// Linear interpolation between the middles of the small plane's pixels ("fancy upsampling").
Plane enlarge(const Plane& half) {
  const int last = half.side - 1;
  Plane plane(2 * half.side);
  for (int y = 0; y < plane.side; ++y) {
    for (int x = 0; x < plane.side; ++x) {
      const int far_x = std::clamp(x / 2 + (x % 2 == 0 ? -1 : 1), 0, last);
      const int far_y = std::clamp(y / 2 + (y % 2 == 0 ? -1 : 1), 0, last);
      plane.at(x, y) = (9.0 * half.at(x / 2, y / 2) + 3.0 * half.at(far_x, y / 2) +
                        3.0 * half.at(x / 2, far_y) + half.at(far_x, far_y)) /
                       16.0;
    }
  }
  return plane;
}

void round_to_bytes(Planes& planes) {
  for (Plane& plane : planes) {
    for (double& value : plane.values) value = std::clamp(std::round(value), 0.0, 255.0);
  }
}

/// Adds Gaussian noise of this standard deviation.
void add_noise(Planes& planes, double deviation, Random& random) {
  for (std::size_t i = 0; i < planes[0].values.size(); ++i) {
    for (Plane& plane : planes) plane.values[i] += deviation * random.normal();
  }
}

void blur(Planes& planes, double deviation) {
  const Kernel kernel = kernel_around(0.0, std::ceil(4.0 * deviation), [&](double x) {
    return std::exp(-0.5 * x * x / (deviation * deviation));
  });
  std::vector<Kernel> kernels(static_cast<std::size_t>(planes[0].side), kernel);
  for (std::size_t i = 0; i < kernels.size(); ++i) kernels[i].first += static_cast<int>(i);
  planes = filter(planes, kernels);
}

/// Scales with the cubic of Catmull and Rom, made wider where the picture shrinks, as painting
/// programs do.
Planes resample(const Planes& planes, int side) {
  const double step = static_cast<double>(planes[0].side) / side;
  const double width = std::max(1.0, step);
  std::vector<Kernel> kernels;
  for (int i = 0; i < side; ++i) {
    kernels.push_back(kernel_around((i + 0.5) * step - 0.5, 2.0 * width,
                                    [&](double x) { return catmull_rom(x / width); }));
  }
  return filter(planes, kernels);
}

/// The lossy part of JPEG: what decompression gives back.
void compress(Planes& planes, int quality, bool has_full_chroma) {
  auto& [red, green, blue] = planes;
  for (std::size_t i = 0; i < red.values.size(); ++i) {
    double& r = red.values[i];
    double& g = green.values[i];
    double& b = blue.values[i];
    const double luma = 0.299 * r + 0.587 * g + 0.114 * b;
    g = (b - luma) / 1.772 + 128.0;
    b = (r - luma) / 1.402 + 128.0;
    r = luma;
  }
  quantize_blocks(red, quantization(false, quality));
  for (Plane* chroma : {&green, &blue}) {
    Plane coded = has_full_chroma ? *chroma : halve(*chroma);
    quantize_blocks(coded, quantization(true, quality));
    *chroma = has_full_chroma ? std::move(coded) : enlarge(coded);
  }
  for (std::size_t i = 0; i < red.values.size(); ++i) {
    const double luma = red.values[i];
    const double cb = green.values[i] - 128.0;
    const double cr = blue.values[i] - 128.0;
    red.values[i] = luma + 1.402 * cr;
    blue.values[i] = luma + 1.772 * cb;
    green.values[i] = (luma - 0.299 * red.values[i] - 0.114 * blue.values[i]) / 0.587;
  }
}

}  // namespace

std::vector<std::uint8_t> spoiled(Planes drawing, int side, const Defects& defects,
                                  Random& random) {
  Planes planes = std::move(drawing);
  if (planes[0].side != side) {
    round_to_bytes(planes);
    planes = resample(planes, side);
  }
  if (defects.blur > 0.0) blur(planes, defects.blur);
  if (defects.noise > 0.0) add_noise(planes, defects.noise, random);
  round_to_bytes(planes);
  if (defects.jpeg_quality < 100) {
    compress(planes, defects.jpeg_quality, defects.has_full_chroma);
    round_to_bytes(planes);
  }
  std::vector<std::uint8_t> rgb;
  for (std::size_t i = 0; i < planes[0].values.size(); ++i) {
    for (const Plane& plane : planes) rgb.push_back(static_cast<std::uint8_t>(plane.values[i]));
  }
  return rgb;
}

}  // namespace color_clusters
