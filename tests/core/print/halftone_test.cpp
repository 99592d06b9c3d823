// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/print/halftone.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

/// A screen whose lines are so many pixels apart.
HalftoneOptions lines_apart(double pixels, double angle, DotShape shape) {
  return {.lines_per_inch = 1.0, .pixels_per_inch = pixels, .angle = angle, .shape = shape};
}

std::vector<std::uint8_t> screened(const HalftoneOptions& options, int width, int height,
                                   float amount) {
  const std::vector<float> amounts(static_cast<std::size_t>(width * height), amount);
  std::vector<std::uint8_t> dots(amounts.size());
  Halftone(options).screen(amounts, width, 0, dots);
  return dots;
}

double mean(const std::vector<std::uint8_t>& dots) {
  return std::accumulate(dots.begin(), dots.end(), 0.0) / static_cast<double>(dots.size());
}

constexpr DotShape shapes[] = {DotShape::round, DotShape::ellipse, DotShape::line};

TEST(Halftone, TheMeanIsTheAmount) {
  double worst = 0.0;
  for (const DotShape shape : shapes) {
    for (const double angle : {0.0, 15.0, 22.5, 26.565, 45.0, -33.3}) {
      for (const double pixels : {1.0, 2.0, 3.0, 4.0, 4.001, 5.7, 6.667, 12.0}) {
        // Cells that are cut off at the sides count little.
        const int size = static_cast<int>(std::lround(std::max(60.0 * pixels, 240.0)));
        for (const float amount : {0.01F, 0.25F, 1.0F / 3.0F, 0.5F, 0.77F}) {
          const double error =
              mean(screened(lines_apart(pixels, angle, shape), size, size, amount)) -
              double{amount};
          worst = std::max(worst, std::abs(error));
          EXPECT_LE(std::abs(error), 1.0 / 255.0)
              << static_cast<int>(shape) << ", " << angle << "°, " << pixels << ", " << amount;
        }
      }
    }
  }
  RecordProperty("worst", std::to_string(255.0 * worst) + " / 255");
}

TEST(Halftone, AWedgeHasItsMean) {
  // From 0 to 1 over 1000 columns: each fifth is as dark as it should be.
  constexpr int width = 1000;
  constexpr int height = 400;
  std::vector<float> amounts;
  for (int i = 0; i < width * height; ++i) {
    amounts.push_back((static_cast<float>(i % width) + 0.5F) / width);
  }
  std::vector<std::uint8_t> dots(amounts.size());
  for (const DotShape shape : shapes) {
    Halftone(lines_apart(5.0, 22.5, shape)).screen(amounts, width, 0, dots);
    for (std::size_t fifth = 0; fifth < 5; ++fifth) {
      double sum = 0.0;
      for (std::size_t i = 0; i < dots.size(); ++i) sum += i % width / 200 == fifth ? dots[i] : 0;
      const double expected = 0.1 + 0.2 * static_cast<double>(fifth);
      EXPECT_NEAR(sum / (200.0 * height), expected, 1.0 / 255.0);
    }
  }
}

TEST(Halftone, NoInkIsEmptyAndFullInkIsFull) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float infinity = std::numeric_limits<float>::infinity();
  for (const DotShape shape : shapes) {
    const HalftoneOptions options = lines_apart(7.3, 30.0, shape);
    for (const float none : {0.0F, -1.0F, nan, -infinity}) {
      EXPECT_EQ(mean(screened(options, 100, 100, none)), 0.0);
    }
    for (const float full : {1.0F, 2.0F, infinity}) {
      EXPECT_EQ(mean(screened(options, 100, 100, full)), 1.0);
    }
  }
}

TEST(Halftone, MoreInkTakesNothingAway) {
  for (const DotShape shape : shapes) {
    const HalftoneOptions options = lines_apart(9.0, 15.0, shape);
    std::vector<std::uint8_t> before(100 * 100);
    for (int step = 1; step <= 20; ++step) {
      const auto dots = screened(options, 100, 100, static_cast<float>(step) / 20.0F);
      for (std::size_t i = 0; i < dots.size(); ++i) EXPECT_GE(dots[i], before[i]);
      before = dots;
    }
  }
}

TEST(Halftone, RoundDotsAreRoundAndInTheMiddleOfCells) {
  // One cell of 200 pixels: a quarter of it is a disc of radius √(200² / 4π).
  const auto dots = screened(lines_apart(200.0, 0.0, DotShape::round), 200, 200, 0.25F);
  const double radius = 200.0 / std::sqrt(4.0 * 3.14159265);
  for (std::size_t i = 0; i < dots.size(); ++i) {
    const double from_middle =
        std::hypot(static_cast<double>(i % 200) - 99.5, static_cast<double>(i / 200) - 99.5);
    if (std::abs(from_middle - radius) > 1.5) {
      EXPECT_EQ(dots[i], from_middle < radius ? 1 : 0) << i;
    }
  }
}

TEST(Halftone, EllipticDotsTouchInOneDirectionFirst) {
  const auto dots = screened(lines_apart(200.0, 0.0, DotShape::ellipse), 200, 200, 0.5F);
  // Across, the ink goes through the cell, and down seven eighths of it.
  int across = 0;
  int down = 0;
  for (std::size_t i = 0; i < 200; ++i) {
    across += dots[100 * 200 + i];
    down += dots[i * 200 + 100];
  }
  EXPECT_EQ(across, 200);
  EXPECT_NEAR(down, 175, 2);
}

TEST(Halftone, LinesGoByTheAngle) {
  for (const int angle : {0, 90}) {
    const auto dots = screened(lines_apart(20.0, angle, DotShape::line), 40, 40, 0.5F);
    for (std::size_t i = 0; i < dots.size(); ++i) {
      const std::size_t place = (angle == 0 ? i / 40 : i % 40) % 20;
      // Pixels at the rough edges are either.
      if (place == 4 || place == 5 || place == 14 || place == 15) continue;
      EXPECT_EQ(dots[i], place > 5 && place < 14 ? 1 : 0) << i;
    }
  }
}

TEST(Halftone, ScreensAtRightAnglesAreTheSameTurned) {
  const auto a = screened(lines_apart(8.0, 20.0, DotShape::line), 400, 400, 0.3F);
  const auto b = screened(lines_apart(8.0, 110.0, DotShape::line), 400, 400, 0.3F);
  EXPECT_NE(a, b);
  EXPECT_NEAR(mean(a), mean(b), 1.0 / 255.0);
}

TEST(Halftone, PartsAreThoseOfTheWhole) {
  HalftoneOptions options = lines_apart(6.3, 52.0, DotShape::ellipse);
  std::vector<float> amounts(70 * 100);
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    amounts[i] = static_cast<float>(i % 97) / 96.0F;
  }
  std::vector<std::uint8_t> whole(amounts.size());
  Halftone(options).screen(amounts, 70, 0, whole);
  options.threads = 3;
  const Halftone halftone(options);
  std::vector<std::uint8_t> parts(amounts.size());
  for (int row = 0; row < 100; row += 25) {
    const auto first = std::size_t{70} * static_cast<std::size_t>(row);
    halftone.screen(std::span(amounts).subspan(first, 70 * 25), 70, row,
                    std::span(parts).subspan(first, 70 * 25));
  }
  EXPECT_EQ(parts, whole);
}

TEST(Halftone, RejectsBadInput) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  for (const double lines : {0.0, -1.0, 301.0, 0.02, nan, infinity}) {
    EXPECT_THROW(Halftone({.lines_per_inch = lines}), std::invalid_argument) << lines;
  }
  for (const double pixels : {0.0, -1.0, 44.0, 1e6, nan, infinity}) {
    EXPECT_THROW(Halftone({.pixels_per_inch = pixels}), std::invalid_argument) << pixels;
  }
  EXPECT_THROW(Halftone({.angle = nan}), std::invalid_argument);
  EXPECT_THROW(Halftone({.angle = infinity}), std::invalid_argument);
  const Halftone halftone({});
  const std::vector<float> amounts(6);
  std::vector<std::uint8_t> dots(6);
  EXPECT_THROW(halftone.screen(amounts, 4, 0, dots), std::invalid_argument);
  EXPECT_THROW(halftone.screen(amounts, 0, 0, dots), std::invalid_argument);
  EXPECT_THROW(halftone.screen(amounts, 3, -1, dots), std::invalid_argument);
  EXPECT_THROW(halftone.screen(amounts, 3, 0, std::span(dots).first(3)), std::invalid_argument);
}

}  // namespace
}  // namespace color_clusters
