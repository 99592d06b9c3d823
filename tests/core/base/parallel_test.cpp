// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/parallel.h"

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace color_clusters {
namespace {

TEST(Parallel, RunsEachTaskOnce) {
  for (const int threads : {-1, 0, 1, 2, 7, 64}) {
    std::vector<int> runs(100, 0);
    parallel_for(runs.size(), threads, [&](std::size_t i) { ++runs[i]; });
    EXPECT_EQ(runs, std::vector<int>(100, 1)) << threads << " threads";
  }
}

TEST(Parallel, RunsOneSetOfTasksAfterTheOther) {
  std::vector<int> runs(7, 0);
  for (int round = 1; round <= 2000; ++round) {
    parallel_for(runs.size(), 1 + round % 4, [&](std::size_t i) { ++runs[i]; });
    ASSERT_EQ(runs, std::vector<int>(7, round));
  }
}

TEST(Parallel, TasksCanHaveTasks) {
  std::vector<std::atomic<int>> runs(60);
  parallel_for(6, 3, [&](std::size_t i) {
    parallel_for(10, 2, [&](std::size_t j) { ++runs[10 * i + j]; });
  });
  for (const std::atomic<int>& run : runs) EXPECT_EQ(run, 1);
}

TEST(Parallel, SeveralThreadsCanUseIt) {
  std::vector<std::vector<int>> runs(3, std::vector<int>(50, 0));
  {
    std::vector<std::jthread> users;
    for (std::vector<int>& own : runs) {
      users.emplace_back([&own] {
        for (int round = 0; round < 200; ++round) {
          parallel_for(own.size(), 2, [&own](std::size_t i) { ++own[i]; });
        }
      });
    }
  }
  for (const std::vector<int>& own : runs) EXPECT_EQ(own, std::vector<int>(50, 200));
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

TEST(Parallel, GoesOnAfterItsThreadsWereEnded) {
  for (int round = 1; round <= 20; ++round) {
    std::vector<int> runs(50, 0);
    parallel_for(runs.size(), 3, [&](std::size_t i) { ++runs[i]; });
    EXPECT_EQ(runs, std::vector<int>(50, 1));
    end_idle_threads();
  }
}

TEST(Parallel, KeepsThreadsThatAreAtWork) {
  std::vector<int> runs(50, 0);
  parallel_for(runs.size(), 3, [&](std::size_t i) {
    end_idle_threads();
    ++runs[i];
  });
  EXPECT_EQ(runs, std::vector<int>(50, 1));
}

// Sanitizers map more memory than any limit allows.
#if defined(__linux__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

/// Leaves room for the stacks of a few more threads only.
void limit_address_space() {
  long pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  const auto used = static_cast<rlim_t>(pages) * static_cast<rlim_t>(sysconf(_SC_PAGESIZE));
  rlimit stack{};
  getrlimit(RLIMIT_STACK, &stack);
  const rlim_t room = 5 * (stack.rlim_cur == RLIM_INFINITY ? rlim_t{8} << 20U : stack.rlim_cur) / 2;
  const rlimit limit{used + room, used + room};
  setrlimit(RLIMIT_AS, &limit);
}

/// Ends the process; with 0 if all tasks ran although there cannot be as many threads.
[[noreturn]] void run_with_few_threads() {
  limit_address_space();
  constexpr int threads = 64;
  std::atomic<int> runs = 0;
  for (int round = 0; round < 3; ++round) {
    // The second time on threads of its own, while the others are at work.
    parallel_for(threads, threads, [&](std::size_t i) {
      ++runs;
      if (i == 0) parallel_for(threads, threads, [&](std::size_t) { ++runs; });
    });
  }
  std::_Exit(runs == 3 * 2 * threads ? 0 : 1);
}

TEST(ParallelDeathTest, WorksWithTheThreadsThatTheSystemAllows) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(run_with_few_threads(), testing::ExitedWithCode(0), "");
}

#endif

}  // namespace
}  // namespace color_clusters
