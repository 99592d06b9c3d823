// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>

#include "core/dither/threshold_mask.h"
#include "core/dither/void_and_cluster.h"
#include "tests/fuzz/fuzz_map.h"

namespace color_clusters {
namespace {

template <typename Ranks>
void check_ranks(const Ranks& ranks) {
  std::vector<bool> is_there(ranks.size());
  for (const std::size_t rank : ranks) {
    require(rank < ranks.size() && !is_there[rank]);
    is_there[rank] = true;
  }
}

}  // namespace
}  // namespace color_clusters

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  std::size_t side = input.byte();
  // A larger one takes long.
  if (input.byte() % 2U == 0) side = side % 8U * 16U;
  if (input.byte() % 16U == 0) side = static_cast<std::size_t>(input.number());
  if (side >= 32 && side <= 256 && side % 16 == 0) {
    if (side > 112) return 0;
    const std::vector<std::uint16_t> ranks = void_and_cluster(side);
    require(ranks.size() == side * side);
    check_ranks(ranks);
    require(void_and_cluster(side) == ranks);
  } else {
    require(is_refused([&] { void_and_cluster(side); }));
  }

  check_ranks(bayer_mask().ranks);
  check_ranks(blue_noise_mask().ranks);
  const auto x = static_cast<std::size_t>(static_cast<std::uint32_t>(input.number()));
  const auto y = static_cast<std::size_t>(static_cast<std::uint32_t>(input.number()));
  for (const ThresholdMask* mask : {&bayer_mask(), &blue_noise_mask()}) {
    require(mask->rank(x, y) == mask->rank(x % ThresholdMask::side, y % ThresholdMask::side));
  }
  return 0;
}
