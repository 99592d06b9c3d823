// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/parallel.h"

#include <atomic>
#include <stdexcept>
#include <vector>

#include <gtest/gtest.h>

namespace color_clusters {
namespace {

TEST(Parallel, RunsEachTaskOnce) {
  for (const int threads : {-1, 0, 1, 2, 7, 64}) {
    std::vector<int> runs(100, 0);
    parallel_for(runs.size(), threads, [&](std::size_t i) { ++runs[i]; });
    EXPECT_EQ(runs, std::vector<int>(100, 1)) << threads << " threads";
  }
}

TEST(Parallel, DoesNothingForNoTasks) {
  bool called = false;
  parallel_for(0, 4, [&](std::size_t) { called = true; });
  EXPECT_FALSE(called);
}

TEST(Parallel, RethrowsAfterAllOtherTasksAreDone) {
  for (const int threads : {1, 3}) {
    std::atomic<int> done = 0;
    const auto task = [&](std::size_t i) {
      if (i == 5) throw std::runtime_error("five");
      ++done;
    };
    EXPECT_THROW(parallel_for(20, threads, task), std::runtime_error);
    EXPECT_EQ(done, 19);
  }
}

}  // namespace
}  // namespace color_clusters
