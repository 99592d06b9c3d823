// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>
#include <functional>
#include <stdexcept>
#include <string>

#include <libgimp/gimp.h>

namespace color_clusters {

/// Ends a run: tells GIMP why, in a sentence for the user (translated, UTF-8).
class Error : public std::runtime_error {
 public:
  Error(GimpPDBStatusType status, const std::string& message)
      : std::runtime_error(message), status_(status) {}

  [[nodiscard]] GimpPDBStatusType status() const { return status_; }

 private:
  GimpPDBStatusType status_;
};

/// The procedure was called with something it cannot work on; the message says what to change.
Error calling_error(const std::string& message);

/// Something failed on the way; the message says what to do.
Error execution_error(const std::string& message);

/// The user closed the dialog.
Error cancelled();

/// What to tell the user about something that was thrown: translated, in UTF-8; empty if it was
/// only given up.
std::string message_of(const std::exception_ptr& failure);

/// Calls `run` and turns whatever it throws into return values with a GError. No exception gets
/// past it.
GimpValueArray* run_guarded(GimpProcedure* procedure, const std::function<GimpValueArray*()>& run);

}  // namespace color_clusters
