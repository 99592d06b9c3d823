// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <cstddef>
#include <vector>

#include "core/base/parallel.h"
#include "tests/fuzz/fuzz_map.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace color_clusters;
  FuzzInput input(data, size);
  const std::size_t count = input.byte();
  const int threads = input.byte() % 12 - 2;
  // Which tasks fail, each with its number.
  std::vector<bool> fails(count);
  const unsigned failures = input.byte() % 4U;
  for (unsigned i = 0; i < failures && count > 0; ++i) fails[input.byte() % count] = true;
  bool any = false;
  for (const bool failure : fails) any = any || failure;

  std::vector<std::atomic<int>> calls(count);
  bool has_failed = false;
  try {
    parallel_for(count, threads, [&](std::size_t i) {
      require(i < count);
      ++calls[i];
      if (fails[i]) throw i;
    });
  } catch (std::size_t i) {
    has_failed = true;
    require(fails[i]);
  }
  require(has_failed == any);
  for (const std::atomic<int>& call : calls) require(call == 1);
  return 0;
}
