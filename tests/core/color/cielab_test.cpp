// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/color/cielab.h"

#include <cstddef>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "tests/core/color/many_colors.h"

namespace color_clusters {
namespace {

void expect_near(const Color& actual, const Color& expected, float tolerance) {
  for (std::size_t c = 0; c < 3; ++c) EXPECT_NEAR(actual[c], expected[c], tolerance);
}

TEST(Cielab, KnownColors) {
  // D50 values as given by B. Lindbloom's color calculator.
  expect_near(lab_from_srgb({1, 1, 1}), {100, 0, 0}, 1e-3F);
  expect_near(lab_from_srgb({0, 0, 0}), {0, 0, 0}, 1e-3F);
  expect_near(lab_from_srgb({1, 0, 0}), {54.29F, 80.81F, 69.89F}, 0.02F);
  expect_near(lab_from_srgb({0, 1, 0}), {87.82F, -79.29F, 80.99F}, 0.02F);
  expect_near(lab_from_srgb({0, 0, 1}), {29.57F, 68.30F, -112.03F}, 0.02F);
}

TEST(Cielab, GraysHaveNoChroma) {
  for (const float value : {0.01F, 0.2F, 0.5F, 0.9F, 3.0F}) {
    const Color lab = lab_from_srgb({value, value, value});
    EXPECT_NEAR(lab[1], 0.0F, 1e-3F);
    EXPECT_NEAR(lab[2], 0.0F, 1e-3F);
  }
}

TEST(Cielab, RoundTripInsideAndOutsideTheGamut) {
  for (const float r : {-0.2F, 0.0F, 0.02F, 0.5F, 1.0F, 4.0F}) {
    for (const float g : {-0.1F, 0.03F, 0.7F, 1.5F}) {
      for (const float b : {-0.1F, 0.0F, 0.4F, 1.0F}) {
        expect_near(srgb_from_lab(lab_from_srgb({r, g, b})), {r, g, b}, 2e-4F);
      }
    }
  }
}

TEST(Cielab, CurveOfManyNumbersIsThatOfEach) {
  std::vector<double> parts;
  for (int i = 0; i < 500; ++i) parts.push_back(i * i / 2e5 - 1e-3);
  for (const std::size_t count : std::vector<std::size_t>{0, 1, 192, 193, 500}) {
    std::vector<double> curved = parts;
    apply_lab_curve(std::span(curved).first(count));
    for (std::size_t i = 0; i < parts.size(); ++i) {
      double expected = parts[i];
      if (i < count) apply_lab_curve(std::span(&expected, 1));
      ASSERT_EQ(curved[i], expected);
    }
  }
}

TEST(Cielab, OfManyColorsAreThoseOfEach) { expect_those_of_each(labs_from_srgb, lab_from_srgb); }

}  // namespace
}  // namespace color_clusters
