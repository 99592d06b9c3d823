// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/dialog/live_clusters.h"

#include <array>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "core/clustering/clustering.h"
#include "plugin/dialog/sample_mapper.h"
#include "plugin/pixels/thread_count.h"

namespace color_clusters {
namespace {

/// With so many colors there is a draft first.
constexpr int many_colors = 12;

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

  void request(LiveRequest request) {
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
    while (const std::optional<LiveRequest> request = next(stop)) {
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
  bool takes_long(const LiveRequest& request) const {
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

  std::optional<LiveRequest> next(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, stop, [this] { return pending_.has_value(); });
    if (stop.stop_requested()) return std::nullopt;
    return std::exchange(pending_, std::nullopt);
  }

  bool is_outdated() {
    const std::lock_guard lock(mutex_);
    return pending_.has_value();
  }

  LiveResult answer(const LiveRequest& request, const Hurry& hurry) {
    if (last_arguments_ != request.arguments) {
      last_arguments_.reset();
      last_ = std::make_shared<const LayerClusters>(
          find_clusters(histogram_, tree(request.arguments.color_space), encoding_, nullptr,
                        request.arguments, hurry));
      if (!hurry.draft) last_arguments_ = request.arguments;
    }
    LiveResult result{last_, request.samples, {}, {}, request.labels};
    const bool map_differs = changes_map(request.areas, request.dither);
    if (map_differs) {
      auto counted = std::make_shared<LayerClusters>(*last_);
      result.map = mapper_.map(request.overview, *counted, request.areas, request.dither);
      use_shares(shares_of_samples(*request.overview, result.map, counted->shares.size()),
                 request.arguments.order, result.map, *counted);
      result.clusters = std::move(counted);
    }
    if (!map_differs || request.samples != request.overview) {
      result.map = mapper_.map(request.samples, *result.clusters, request.areas, request.dither);
    }
    if (!request.recoloring.empty()) {
      auto recolored = std::make_shared<LayerClusters>(*result.clusters);
      recolor(request.recoloring, *recolored);
      result.clusters = std::move(recolored);
    }
    if (request.labels) {
      const double least_radius = request.labels->least_radius(LabelSizes::digit_width);
      const Samples& samples = *request.samples;
      ClusterMap seen = result.map;
      keep_visible(in_samples(request.visible_part(result.clusters->shares), samples.x, samples.y,
                              samples.scale),
                   seen);
      result.labels = find_label_places(seen, least_radius * samples.scale, thread_count());
    }
    return result;
  }

  const ColorTree& tree(ColorSpace space) {
    std::unique_ptr<const ColorTree>& tree = trees_[static_cast<std::size_t>(space)];
    if (!tree) {
      tree = std::make_unique<const ColorTree>(
          tree_in_cluster_space(histogram_, {space, encoding_, histogram_}, thread_count()));
    }
    return *tree;
  }

  ColorHistogram histogram_;
  LayerEncoding encoding_;
  std::shared_ptr<Receiver> receiver_;

  // Used by the thread only.
  SampleMapper mapper_;
  std::array<std::unique_ptr<const ColorTree>, 3> trees_;
  std::shared_ptr<const LayerClusters> last_;
  /// What `last_` is the answer to, unless it is a draft.
  std::optional<ClusterArguments> last_arguments_;

  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::optional<LiveRequest> pending_;
  // Last, so that it has ended before anything that it uses goes.
  std::jthread thread_;
};

LiveClusters::LiveClusters(ColorHistogram histogram, const LayerEncoding& encoding, Show show,
                           Fail fail)
    : worker_(std::make_unique<Worker>(std::move(histogram), encoding, std::move(show),
                                       std::move(fail))) {}

LiveClusters::~LiveClusters() = default;

void LiveClusters::request(LiveRequest request) { worker_->request(std::move(request)); }

const ColorHistogram& LiveClusters::histogram() const { return worker_->histogram(); }

}  // namespace color_clusters
