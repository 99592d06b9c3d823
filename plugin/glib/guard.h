// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>

#include <glib-object.h>

namespace color_clusters {

/// Where failures in callbacks are reported.
class ErrorReport {
 public:
  ErrorReport() = default;
  ErrorReport(const ErrorReport&) = delete;
  ErrorReport& operator=(const ErrorReport&) = delete;

  virtual void report(const std::exception_ptr& failure) noexcept = 0;

 protected:
  ~ErrorReport() = default;
};

/// Does `work`; reports what it throws to `errors`. For callbacks of C code: no exception may cross
/// its frames.
template <typename Work>
void guarded(ErrorReport& errors, const Work& work) noexcept {
  try {
    work();
  } catch (...) {
    errors.report(std::current_exception());
  }
}

/// A method as a function for GLib, which gets the object as its last argument. The object has a
/// method `errors()`. If the method throws, 0, FALSE or nothing is returned: for a signal, other
/// handlers follow; a source is removed.
template <auto method>
struct Callback;
template <typename Object, typename Result, typename... Arguments,
          Result (Object::*method)(Arguments...)>
struct Callback<method> {
  static Result call(Arguments... arguments, gpointer object) noexcept {
    auto* const self = static_cast<Object*>(object);
    try {
      return (self->*method)(arguments...);
    } catch (...) {
      self->errors().report(std::current_exception());
    }
    return Result();
  }
};

/// Calls a method of `object` on a signal. Its arguments are those of the signal, the sender
/// included.
template <auto method, typename Object>
gulong connect(gpointer sender, const char* signal, Object* object) {
  return g_signal_connect(sender, signal, G_CALLBACK(Callback<method>::call), object);
}

/// The same after what GTK itself does on that signal.
template <auto method, typename Object>
gulong connect_after(gpointer sender, const char* signal, Object* object) {
  return g_signal_connect_after(sender, signal, G_CALLBACK(Callback<method>::call), object);
}

/// A pending call of a method in the main loop; the destructor cancels it.
class PendingCall {
 public:
  PendingCall() = default;
  ~PendingCall() { cancel(); }
  PendingCall(const PendingCall&) = delete;
  PendingCall& operator=(const PendingCall&) = delete;

  /// Calls `method` once, when the main loop is idle. Replaces an earlier call.
  template <auto method, typename Object>
  void when_idle(Object* object) {
    cancel();
    object_ = object;
    source_ = g_idle_add(call<method, Object>, this);
  }

  /// The same after some time.
  template <auto method, typename Object>
  void after(guint milliseconds, Object* object) {
    cancel();
    object_ = object;
    source_ = g_timeout_add(milliseconds, call<method, Object>, this);
  }

  void cancel() noexcept {
    if (source_ != 0) g_source_remove(source_);
    source_ = 0;
  }
  [[nodiscard]] bool is_pending() const { return source_ != 0; }

 private:
  template <auto method, typename Object>
  static gboolean call(gpointer self) noexcept {
    auto* const pending = static_cast<PendingCall*>(self);
    pending->source_ = 0;
    auto* const object = static_cast<Object*>(pending->object_);
    guarded(object->errors(), [object] { (object->*method)(); });
    return G_SOURCE_REMOVE;
  }

  guint source_ = 0;
  gpointer object_ = nullptr;
};

}  // namespace color_clusters
