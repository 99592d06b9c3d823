// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/gimp/error.h"

#include <exception>
#include <new>

#include <glib/gi18n.h>

#include "plugin/glib/text.h"
#include "plugin/tiles/bands.h"

namespace color_clusters {
namespace {

GimpValueArray* failure(GimpProcedure* procedure, GimpPDBStatusType status,
                        const std::string& message) {
  // GIMP takes the error over.
  GError* const error = message.empty()
                            ? nullptr
                            : g_error_new_literal(gimp_plug_in_error_quark(), 0, message.c_str());
  return gimp_procedure_new_return_values(procedure, status, error);
}

}  // namespace

Error calling_error(const std::string& message) { return {GIMP_PDB_CALLING_ERROR, message}; }

Error execution_error(const std::string& message) { return {GIMP_PDB_EXECUTION_ERROR, message}; }

Error cancelled() { return {GIMP_PDB_CANCEL, ""}; }

std::string message_of(const std::exception_ptr& failure) {
  const auto unexpected = [](const char* what) {
    return format_text(_("Color Clusters stopped because of an unexpected error (%s). "
                         "Please report it together with the image."),
                       what);
  };
  try {
    std::rethrow_exception(failure);
  } catch (const Error& error) {
    return error.what();
  } catch (const Cancelled&) {
    return "";
  } catch (const std::bad_alloc&) {
    return _(
        "There is not enough memory for this layer. Close other images or programs, "
        "or scale the image down, and try again.");
  } catch (const std::exception& error) {
    return unexpected(error.what());
  } catch (...) {
    return unexpected("unknown");
  }
}

GimpValueArray* run_guarded(GimpProcedure* procedure, const std::function<GimpValueArray*()>& run) {
  try {
    return run();
  } catch (const Error& error) {
    return failure(procedure, error.status(), error.what());
  } catch (const Cancelled&) {
    return failure(procedure, GIMP_PDB_CANCEL, "");
  } catch (...) {
    return failure(procedure, GIMP_PDB_EXECUTION_ERROR, message_of(std::current_exception()));
  }
}

}  // namespace color_clusters
