// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/histogram/surroundings.h"

#include <array>
#include <cmath>
#include <cstddef>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

using Pixels = std::array<Color, Surroundings::side * Surroundings::side>;

TEST(Surroundings, OneColorDoesNotDeviate) {
  Pixels pixels;
  pixels.fill({0.1F, 0.7F, 0.3F});
  const Surroundings place = surroundings_of(pixels);
  EXPECT_EQ(place.mean, pixels[0]);
  EXPECT_EQ(place.deviation, 0.0F);
  EXPECT_EQ(place.least_deviation, 0.0F);
}

TEST(Surroundings, OnAnEdgeItIsCalmerBeside) {
  Pixels pixels{};
  for (std::size_t i = 0; i < pixels.size(); ++i) {
    if (i % Surroundings::side >= 3) pixels[i] = {0.6F, 0.0F, 0.8F};
  }
  const Surroundings place = surroundings_of(pixels);
  // Six of nine pixels have a color that is 1 away from the other.
  EXPECT_NEAR(place.mean[0], 0.4F, 1e-6F);
  EXPECT_NEAR(place.mean[2], 0.8F * 2.0F / 3.0F, 1e-6F);
  EXPECT_NEAR(place.deviation, std::sqrt(2.0F / 9.0F), 1e-6F);
  EXPECT_NEAR(place.least_deviation, 0.0F, 1e-4F);
}

TEST(Surroundings, OnlyNinePixelsMakeTheMean) {
  Pixels pixels{};
  pixels[0] = {9, 9, 9};
  pixels[24] = {0.9F, 0.0F, 0.0F};
  const Surroundings place = surroundings_of(pixels);
  EXPECT_NEAR(place.mean[0], 0.1F, 1e-6F);
  EXPECT_NEAR(place.deviation, std::sqrt(0.81F * 8.0F / 81.0F), 1e-6F);
}

}  // namespace
}  // namespace color_clusters
