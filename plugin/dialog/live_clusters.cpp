// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/live_clusters.h"

#include <array>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "core/clustering.h"
#include "core/nearest_color.h"
#include "core/parallel.h"

namespace color_clusters {
namespace {

constexpr std::size_t samples_per_task = 16384;
/// With so many colors there is a draft first.
constexpr int many_colors = 12;

struct Request {
  ClusterArguments arguments;
  std::shared_ptr<const Samples> samples;
};

/// Whom results go to, for as long as it is there. Lives in the main thread.
struct Receiver {
  LiveClusters::Show show;
  LiveClusters::Fail fail;
};

/// One message to the main thread.
struct Message {
  std::weak_ptr<Receiver> receiver;
  std::shared_ptr<const LiveResult> result;
  std::string failure;
};

gboolean deliver(gpointer data) {
  const std::unique_ptr<Message> message(static_cast<Message*>(data));
  if (const std::shared_ptr<Receiver> receiver = message->receiver.lock()) {
    if (message->result) {
      receiver->show(message->result);
    } else {
      receiver->fail(message->failure);
    }
  }
  return G_SOURCE_REMOVE;
}

}  // namespace

class LiveClusters::Worker {
 public:
  Worker(ColorHistogram histogram, const LayerEncoding& encoding, Show show, Fail fail)
      : histogram_(std::move(histogram)),
        encoding_(encoding),
        receiver_(std::make_shared<Receiver>(std::move(show), std::move(fail))),
        thread_([this](const std::stop_token& stop) { work(stop); }) {}

  void request(Request request) {
    {
      const std::lock_guard lock(mutex_);
      pending_ = std::move(request);
    }
    wake_.notify_one();
  }

  [[nodiscard]] const ColorHistogram& histogram() const { return histogram_; }

 private:
  void work(const std::stop_token& stop) {
    const auto keep_going = [&] { return !stop.stop_requested() && !is_outdated(); };
    while (const std::optional<Request> request = next(stop)) {
      try {
        if (takes_long(*request)) post(answer(*request, {.draft = true, .keep_going = keep_going}));
        LiveResult result = answer(*request, {.draft = false, .keep_going = keep_going});
        if (keep_going()) post(std::move(result));
      } catch (const ClusteringStopped&) {
        // There is a newer request.
      } catch (const std::exception& error) {
        deliver_later(std::make_unique<Message>(receiver_, nullptr, error.what()));
      }
    }
  }

  /// Whether to show a draft before the real answer, which would come too late to feel at once.
  bool takes_long(const Request& request) const {
    return !request.arguments.automatic && request.arguments.colors >= many_colors &&
           last_arguments_ != request.arguments;
  }

  void post(LiveResult result) {
    deliver_later(std::make_unique<Message>(receiver_,
                                            std::make_shared<const LiveResult>(std::move(result))));
  }

  static void deliver_later(std::unique_ptr<Message> message) {
    g_idle_add_full(G_PRIORITY_DEFAULT, deliver, message.release(), nullptr);
  }

  std::optional<Request> next(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, stop, [this] { return pending_.has_value(); });
    if (stop.stop_requested()) return std::nullopt;
    return std::exchange(pending_, std::nullopt);
  }

  bool is_outdated() {
    const std::lock_guard lock(mutex_);
    return pending_.has_value();
  }

  LiveResult answer(const Request& request, const Hurry& hurry) {
    if (last_arguments_ != request.arguments) {
      last_arguments_.reset();
      last_ = std::make_shared<const LayerClusters>(
          find_clusters(histogram_, tree(request.arguments.color_space), encoding_, nullptr,
                        request.arguments, hurry));
      if (!hurry.draft) last_arguments_ = request.arguments;
    }
    return {last_, assignments(request), request.samples};
  }

  const ColorTree& tree(ColorSpace space) {
    std::unique_ptr<const ColorTree>& tree = trees_[static_cast<std::size_t>(space)];
    if (!tree) {
      tree = std::make_unique<const ColorTree>(
          tree_in_cluster_space(histogram_, {space, encoding_}, thread_count()));
    }
    return *tree;
  }

  std::vector<std::uint16_t> assignments(const Request& request) {
    const std::vector<Color>& colors = sample_colors(request);
    const NearestColor nearest(last_->colors.centers);
    std::vector<std::uint16_t> result(colors.size());
    for_each_part([&](std::size_t begin, std::size_t count) {
      nearest.find(std::span(colors).subspan(begin, count),
                   std::span(result).subspan(begin, count));
    });
    return result;
  }

  /// The samples in the cluster space.
  const std::vector<Color>& sample_colors(const Request& request) {
    const ColorSpace space = request.arguments.color_space;
    if (converted_ == request.samples && converted_space_ == space) return sample_colors_;
    converted_ = request.samples;
    converted_space_ = space;
    sample_colors_.resize(converted_->colors.size());
    const ClusterSpace cluster_space(space, encoding_);
    for_each_part([&](std::size_t begin, std::size_t count) {
      cluster_space.from_layer(std::span(converted_->colors).subspan(begin, count),
                               std::span(sample_colors_).subspan(begin, count));
    });
    return sample_colors_;
  }

  template <typename Use>
  void for_each_part(const Use& use) const {
    const std::size_t size = sample_colors_.size();
    parallel_for((size + samples_per_task - 1) / samples_per_task, thread_count(),
                 [&](std::size_t task) {
                   const std::size_t begin = task * samples_per_task;
                   use(begin, std::min(samples_per_task, size - begin));
                 });
  }

  ColorHistogram histogram_;
  LayerEncoding encoding_;
  std::shared_ptr<Receiver> receiver_;

  // Used by the thread only.
  std::array<std::unique_ptr<const ColorTree>, 3> trees_;
  std::shared_ptr<const LayerClusters> last_;
  /// What `last_` is the answer to, unless it is a draft.
  std::optional<ClusterArguments> last_arguments_;
  std::shared_ptr<const Samples> converted_;
  ColorSpace converted_space_ = ColorSpace::srgb;
  std::vector<Color> sample_colors_;

  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::optional<Request> pending_;
  // Last, so that it has ended before anything that it uses goes.
  std::jthread thread_;
};

LiveClusters::LiveClusters(ColorHistogram histogram, const LayerEncoding& encoding, Show show,
                           Fail fail)
    : worker_(std::make_unique<Worker>(std::move(histogram), encoding, std::move(show),
                                       std::move(fail))) {}

LiveClusters::~LiveClusters() = default;

void LiveClusters::request(const ClusterArguments& arguments,
                           std::shared_ptr<const Samples> samples) {
  worker_->request({arguments, std::move(samples)});
}

const ColorHistogram& LiveClusters::histogram() const { return worker_->histogram(); }

}  // namespace color_clusters
