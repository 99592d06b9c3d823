// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/preview/live_clusters.h"

#include <array>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "core/clustering/clustering.h"
#include "plugin/clusters/recolor.h"
#include "plugin/preview/layer_map.h"
#include "plugin/preview/sample_mapper.h"
#include "plugin/tiles/progress.h"
#include "plugin/tiles/thread_count.h"

namespace color_clusters {
namespace {

/// From this many colors on, there is a draft first.
constexpr int many_colors = 12;

/// Receives results while it exists. Lives in the main thread.
struct Receiver {
  LiveClusters::Show show;
  LiveClusters::Fail fail;
};

/// One message to the main thread.
struct Message {
  std::weak_ptr<Receiver> receiver;
  std::shared_ptr<const LiveResult> result;
  std::exception_ptr failure;
};

gboolean deliver(gpointer data) noexcept {
  const std::unique_ptr<Message> message(static_cast<Message*>(data));
  const std::shared_ptr<Receiver> receiver = message->receiver.lock();
  if (!receiver) return G_SOURCE_REMOVE;
  try {
    if (message->failure) std::rethrow_exception(message->failure);
    receiver->show(message->result);
  } catch (...) {
    receiver->fail(std::current_exception());
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

 private:
  void work(const std::stop_token& stop) {
    const auto keep_going = [&] { return !stop.stop_requested() && !is_outdated(); };
    while (const std::optional<LiveRequest> request = next(stop)) {
      try {
        answer_in_steps(*request, keep_going);
      } catch (const ClusteringStopped&) {
        // There is a newer request.
      } catch (const Cancelled&) {
        // The same.
      } catch (...) {
        deliver_later(std::make_unique<Message>(receiver_, nullptr, std::current_exception()));
      }
    }
  }

  /// Delivers a draft first where the final result would not feel immediate.
  void answer_in_steps(const LiveRequest& request, const std::function<bool()>& keep_going) {
    if (takes_long(request)) {
      find(request, {.draft = true, .keep_going = keep_going});
      post(approximate(request));
    }
    find(request, {.draft = false, .keep_going = keep_going});
    const bool is_exact = request.layer != nullptr && request.depends_on_layer();
    if (!is_exact || !layer_map_.is(map_request(request))) post(approximate(request));
    if (is_exact) post(exact(request, keep_going));
  }

  /// Whether finding the clusters takes long.
  bool takes_long(const LiveRequest& request) const {
    return !request.arguments.automatic && request.arguments.color_count >= many_colors &&
           last_arguments_ != request.arguments;
  }

  void post(LiveResult result) {
    deliver_later(std::make_unique<Message>(
        receiver_, std::make_shared<const LiveResult>(std::move(result)), nullptr));
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

  void find(const LiveRequest& request, const SearchControl& control) {
    if (last_arguments_ == request.arguments) return;
    last_arguments_.reset();
    last_ = std::make_shared<const LayerClusters>(
        find_clusters(histogram_, tree(request.arguments.color_space), encoding_, nullptr,
                      request.arguments, control));
    if (!control.draft) last_arguments_ = request.arguments;
  }

  [[nodiscard]] LayerMap::Request map_request(const LiveRequest& request) const {
    return {.layer = request.layer,
            .clusters = last_,
            .areas = request.areas,
            .dither = request.dither,
            .last_step = request.last_step,
            .order = request.arguments.order};
  }

  /// Tidied areas and dithering of the samples alone.
  LiveResult approximate(const LiveRequest& request) {
    LiveResult result{last_, {.view = request.overview, .map = {}}, {}};
    const auto map = [&](const View& view) {
      return mapper_.map(view.samples, *last_, request.areas, request.dither);
    };
    result.overview.map = map(request.overview);
    if (request.detail.exists()) {
      result.detail = MappedView{.view = request.detail, .map = map(request.detail)};
    }
    if (changes_map(request.areas, request.dither)) count(request, result);
    finish(request, result);
    return result;
  }

  /// Comes last: the mapping and the order are those of the colors that were found.
  static void finish(const LiveRequest& request, LiveResult& result) {
    const std::shared_ptr<const LayerClusters> found = result.clusters;
    if (!request.recoloring.empty() || !request.names.empty()) {
      auto recolored = std::make_shared<LayerClusters>(*found);
      recolor(request.recoloring, *recolored);
      name_after(request.names, *recolored);
      result.clusters = std::move(recolored);
    }
    if (!request.paint) return;
    const auto paint = [&](MappedView& mapped) {
      mapped.painted = request.paint(mapped, *found, *result.clusters);
    };
    paint(result.overview);
    if (result.detail) paint(*result.detail);
    if (result.overview.painted.shares.empty()) return;
    auto counted = std::make_shared<LayerClusters>(*result.clusters);
    counted->shares = result.overview.painted.shares;
    result.clusters = std::move(counted);
  }

  /// Sets the shares of the clusters to those in the overview.
  void count(const LiveRequest& request, LiveResult& result) {
    auto counted = std::make_shared<LayerClusters>(*last_);
    const std::vector<double> shares =
        shares_of_samples(*request.overview.samples, result.overview.map, counted->shares.size());
    if (result.detail) {
      LayerClusters same = *last_;
      update_shares_and_order(shares, request.arguments.order, result.detail->map, same);
    }
    update_shares_and_order(shares, request.arguments.order, result.overview.map, *counted);
    result.clusters = std::move(counted);
  }

  /// The result itself.
  LiveResult exact(const LiveRequest& request, const std::function<bool()>& keep_going) {
    const WholeLayer whole = layer_map_.find(map_request(request), keep_going);
    const auto view_of = [&whole](const View& view) {
      return MappedView{.view = view, .map = part_of(*whole.map, view), .whole = whole};
    };
    LiveResult result{layer_map_.clusters(), view_of(request.overview), view_of(request.detail)};
    finish(request, result);
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
  LayerMap layer_map_;
  std::array<std::unique_ptr<const ColorTree>, 3> trees_;
  std::shared_ptr<const LayerClusters> last_;
  /// The arguments of `last_`, unless that is a draft.
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

}  // namespace color_clusters
