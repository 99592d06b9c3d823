// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace color_clusters {
namespace {

using Counter = std::atomic<std::uint32_t>;

/// Returns once the counter is not `old` any more. The next work of a search comes within
/// microseconds, much sooner than a sleeping thread wakes up.
void wait_for_change(const Counter& counter, std::uint32_t old) {
  constexpr int tries = 100;
  for (int i = 0; i < tries; ++i) {
    if (counter.load(std::memory_order_acquire) != old) return;
    std::this_thread::yield();
  }
  counter.wait(old, std::memory_order_acquire);
}

void increase(Counter& counter) {
  counter.fetch_add(1, std::memory_order_release);
  counter.notify_one();
}

/// Threads that wait for work: starting one takes longer than many a task.
class Helpers {
 public:
  /// Those of the program. They are never ended: one of them may be the one that calls exit(),
  /// when a plug-in finds that GIMP is gone, and others may be stuck.
  static Helpers& all() {
    static auto* const helpers = new Helpers;
    return *helpers;
  }

  /// Runs `work` on the calling thread and on `count` others. Returns false, without having done
  /// anything, while they are at work for somebody else.
  bool run(std::size_t count, const std::function<void()>& work) {
    if (busy_.test_and_set(std::memory_order_acquire)) return false;
    const Release release{busy_};
    work_ = &work;
    while (helpers_.size() < count) helpers_.emplace_back(*this);
    for (std::size_t i = 0; i < count; ++i) increase(helpers_[i].begun);
    work();
    for (std::size_t i = 0; i < count; ++i) {
      const Helper& helper = helpers_[i];
      wait_for_change(helper.ended, helper.begun.load(std::memory_order_relaxed) - 1);
    }
    return true;
  }

 private:
  struct Helper {
    explicit Helper(const Helpers& all) : thread([this, &all] { all.help(*this); }) {}

    /// How many pieces of work were begun, and ended.
    Counter begun = 0;
    Counter ended = 0;
    std::jthread thread;
  };

  struct Release {
    std::atomic_flag& busy;
    ~Release() { busy.clear(std::memory_order_release); }
  };

  [[noreturn]] void help(Helper& helper) const {
    for (std::uint32_t done = 0;; ++done) {
      wait_for_change(helper.begun, done);
      (*work_)();
      increase(helper.ended);
    }
  }

  std::atomic_flag busy_;
  /// What is to be done.
  const std::function<void()>* work_ = nullptr;
  /// A deque, because threads refer to its elements.
  std::deque<Helper> helpers_;
};

/// Runs `work` on the calling thread and on `count` others.
void run_on_threads(std::size_t count, const std::function<void()>& work) {
  if (count == 0) {
    work();
  } else if (!Helpers::all().run(count, work)) {
    // A task of theirs, or another thread of the program, has tasks of its own.
    std::vector<std::jthread> team;
    team.reserve(count);
    for (std::size_t i = 0; i < count; ++i) team.emplace_back(work);
    work();
  }
}

}  // namespace

void parallel_for(std::size_t count, int threads, const std::function<void(std::size_t)>& task) {
  std::atomic<std::size_t> next = 0;
  std::exception_ptr failure;
  std::mutex failure_mutex;
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        task(i);
      } catch (...) {
        const std::lock_guard lock(failure_mutex);
        if (!failure) failure = std::current_exception();
      }
    }
  };
  if (count > 0) {
    run_on_threads(std::min(count, static_cast<std::size_t>(std::max(threads, 1))) - 1, work);
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace color_clusters
