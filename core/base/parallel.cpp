// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/parallel.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <deque>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace color_clusters {
namespace {

/// A thread of the pool: starting a new one takes longer than many a task.
class Worker {
 public:
  Worker() : thread_([this] { serve(); }) {}

  /// The worker must be idle.
  ~Worker() {
    change(State::ending);
    thread_.join();
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// The worker must be idle; `work` must outlive the call of `finish`.
  void offer(const std::function<void()>& work) {
    work_ = &work;
    change(State::offered);
  }

  /// Takes the work back if it has not begun, or waits for its end.
  void finish() {
    State state = State::offered;
    if (state_.compare_exchange_strong(state, State::idle, std::memory_order_acq_rel)) return;
    wait_while(State::working);
  }

 private:
  /// 32 bits: the width of a futex.
  enum class State : std::int32_t {
    idle,
    offered,
    working,
    ending
  };  // NOLINT(performance-enum-size)

  void change(State state) {
    state_.store(state, std::memory_order_release);
    state_.notify_one();
  }

  /// Spins briefly: in a search the next work comes within microseconds, much sooner than a
  /// sleeping thread wakes up.
  void wait_while(State state) const {
    constexpr int tries = 100;
    for (int i = 0; i < tries; ++i) {
      if (state_.load(std::memory_order_acquire) != state) return;
      std::this_thread::yield();
    }
    state_.wait(state, std::memory_order_acquire);
  }

  void serve() {
    for (;;) {
      wait_while(State::idle);
      State state = State::offered;
      if (state_.compare_exchange_strong(state, State::working, std::memory_order_acq_rel)) {
        (*work_)();
        change(State::idle);
      } else if (state == State::ending) {
        return;
      }
    }
  }

  const std::function<void()>* work_ = nullptr;
  std::atomic<State> state_ = State::idle;
  // Last: it uses the others.
  std::thread thread_;
};

/// The thread pool of the program.
class ThreadPool {
 public:
  /// Never destroyed: one of them may be the one that calls exit(), when a plug-in finds that GIMP
  /// is gone, and others may be stuck.
  static ThreadPool& all() {
    static auto* const pool = new ThreadPool;
    return *pool;
  }

  /// Runs `work` on the calling thread and on up to `count` others, fewer where no more can be
  /// started. Returns false, without having done anything, while the pool is busy.
  bool run(std::size_t count, const std::function<void()>& work) {
    if (busy_.test_and_set(std::memory_order_acquire)) return false;
    const Release release{busy_};
    const std::size_t offered = std::min(count, start(count));
    for (std::size_t i = 0; i < offered; ++i) workers_[i].offer(work);
    work();
    for (std::size_t i = 0; i < offered; ++i) workers_[i].finish();
    return true;
  }

  void end() {
    if (busy_.test_and_set(std::memory_order_acquire)) return;
    const Release release{busy_};
    workers_.clear();
  }

 private:
  struct Release {
    std::atomic_flag& busy;
    ~Release() { busy.clear(std::memory_order_release); }
  };

  /// Starts workers until there are `count` or the system refuses; returns how many there are.
  std::size_t start(std::size_t count) {
    try {
      while (workers_.size() < count) workers_.emplace_back();
    } catch (const std::system_error&) {
      // The system allows no more threads: the existing ones do the work.
    }
    return workers_.size();
  }

  std::atomic_flag busy_;
  /// A deque, because threads refer to its elements.
  std::deque<Worker> workers_;
};

/// The same with threads started for this call.
void run_on_new_threads(std::size_t count, const std::function<void()>& work) {
  std::vector<std::jthread> team;
  team.reserve(count);
  try {
    for (std::size_t i = 0; i < count; ++i) team.emplace_back(work);
  } catch (const std::system_error&) {
    // As above.
  }
  work();
}

}  // namespace

void parallel_for(std::size_t count, int threads, const std::function<void(std::size_t)>& task) {
  std::atomic<std::size_t> next = 0;
  std::exception_ptr failure;
  std::mutex failure_mutex;
  const std::function<void()> work = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        task(i);
      } catch (...) {
        const std::lock_guard lock(failure_mutex);
        if (!failure) failure = std::current_exception();
      }
    }
  };
  const std::size_t others =
      std::min(count, static_cast<std::size_t>(std::max(threads, 1))) - (count > 0 ? 1 : 0);
  if (others == 0) {
    work();
  } else if (!ThreadPool::all().run(others, work)) {
    // The pool is busy: this is a nested call, or one of another thread.
    run_on_new_threads(others, work);
  }
  if (failure) std::rethrow_exception(failure);
}

void parallel_ranges(std::size_t size, std::size_t grain, int threads,
                     const std::function<void(std::size_t begin, std::size_t end)>& task) {
  parallel_for(range_count(size, grain), threads, [&](std::size_t range) {
    const std::size_t begin = range * grain;
    task(begin, begin + std::min(grain, size - begin));
  });
}

void end_idle_threads() { ThreadPool::all().end(); }

}  // namespace color_clusters
