// SPDX-License-Identifier: GPL-3.0-or-later
#include "plugin/filter/posterize_operation.h"

#include <exception>
#include <new>

#include <gegl-plugin.h>
#include <glib/gi18n-lib.h>

#include "core/base/parallel.h"
#include "plugin/filter/apply_filter.h"
#include "plugin/filter/filter_properties.h"
#include "plugin/filter/filter_values.h"

namespace color_clusters {
namespace {

struct Operation {
  GeglOperationFilter parent;
  FilterValues* values;
};

struct OperationClass {
  GeglOperationFilterClass parent;
};

GeglOperationClass* parent_class = nullptr;

FilterValues& values_of(gpointer operation) { return *static_cast<Operation*>(operation)->values; }

const GeglRectangle* input_area(GeglOperation* operation) {
  return gegl_operation_source_get_bounding_box(operation, "input");
}

bool is_finite(const GeglRectangle* area) {
  return area != nullptr && gegl_rectangle_is_empty(area) == FALSE &&
         gegl_rectangle_is_infinite_plane(area) == FALSE;
}

void prepare(GeglOperation* operation) {
  const Babl* const format = filter_format(gegl_operation_get_source_format(operation, "input"));
  gegl_operation_set_format(operation, "input", format);
  gegl_operation_set_format(operation, "output", format);
}

/// All pixels decide about the color of each.
GeglRectangle whole_input(GeglOperation* operation, const GeglRectangle* otherwise) {
  const GeglRectangle* const area = input_area(operation);
  return is_finite(area) ? *area : *otherwise;
}

GeglRectangle get_required_for_output(GeglOperation* operation, const gchar*,
                                      const GeglRectangle* output) {
  return whole_input(operation, output);
}

GeglRectangle get_cached_region(GeglOperation* operation, const GeglRectangle* output) {
  return whole_input(operation, output);
}

GeglRectangle get_invalidated_by_change(GeglOperation* operation, const gchar*,
                                        const GeglRectangle* input) {
  return whole_input(operation, input);
}

/// Passes on what has no end, or nothing in it.
gboolean process_or_pass(GeglOperation* operation, GeglOperationContext* context,
                         const gchar* output, const GeglRectangle* area, gint level) {
  if (is_finite(input_area(operation))) {
    return parent_class->process(operation, context, output, area, level);
  }
  GObject* const input = gegl_operation_context_get_object(context, "input");
  if (input == nullptr) return FALSE;
  gegl_operation_context_take_object(context, output, G_OBJECT(g_object_ref(input)));
  return TRUE;
}

/// What cannot be clustered stays as it is: GIMP would show nothing instead.
gboolean process(GeglOperation* operation, GeglBuffer* input, GeglBuffer* output,
                 const GeglRectangle* area, gint) noexcept {
  try {
    apply_filter(options_of(values_of(operation)), input, *input_area(operation), output, *area);
  } catch (const std::bad_alloc&) {
    g_warning("color-clusters:posterize: out of memory");
    gegl_buffer_copy(input, area, GEGL_ABYSS_NONE, output, area);
  } catch (const std::exception& failure) {
    g_warning("color-clusters:posterize: %s", failure.what());
    gegl_buffer_copy(input, area, GEGL_ABYSS_NONE, output, area);
  }
  // GIMP can unload or end at any time.
  end_idle_threads();
  return TRUE;
}

void set_property(GObject* object, guint id, const GValue* value, GParamSpec* spec) noexcept {
  if (!set_value(values_of(object), id, value)) G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, spec);
}

void get_property(GObject* object, guint id, GValue* value, GParamSpec* spec) noexcept {
  if (!get_value(values_of(object), id, value)) G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, spec);
}

void finalize(GObject* object) {
  delete reinterpret_cast<Operation*>(object)->values;
  G_OBJECT_CLASS(parent_class)->finalize(object);
}

void init_operation(GTypeInstance* instance, gpointer) {
  reinterpret_cast<Operation*>(instance)->values = new FilterValues;
}

void init_class(gpointer type_class, gpointer) {
  parent_class = GEGL_OPERATION_CLASS(g_type_class_peek_parent(type_class));
  auto* const object_class = G_OBJECT_CLASS(type_class);
  object_class->set_property = set_property;
  object_class->get_property = get_property;
  object_class->finalize = finalize;
  auto* const operation_class = GEGL_OPERATION_CLASS(type_class);
  operation_class->prepare = prepare;
  operation_class->process = process_or_pass;
  operation_class->get_required_for_output = get_required_for_output;
  operation_class->get_cached_region = get_cached_region;
  operation_class->get_invalidated_by_change = get_invalidated_by_change;
  operation_class->threaded = FALSE;
  GEGL_OPERATION_FILTER_CLASS(type_class)->process = process;
  install_filter_properties(object_class);
  gegl_operation_class_set_keys(
      operation_class, "name", "color-clusters:posterize", "title", _("Posterize by Clusters"),
      "categories", "color:reduce", "license", "GPL3+", "description",
      _("Shows the picture in its main colors, found by k-means, and follows every change of it. "
        "Reduces colors to a palette of the picture's own."),
      // Translators: the entry in the menu of a filter that stays changeable, beside the command
      // that makes a new layer.
      "gimp:menu-label", _("Posterize by Clusters (_live filter)…"), "gimp:menu-path",
      "<Image>/Filters/Color Clusters", nullptr);
}

}  // namespace

void register_posterize_operation(GTypeModule* module) {
  register_filter_choices(module);
  const GTypeInfo info = {
      .class_size = sizeof(OperationClass),
      .base_init = nullptr,
      .base_finalize = nullptr,
      .class_init = init_class,
      .class_finalize = nullptr,
      .class_data = nullptr,
      .instance_size = sizeof(Operation),
      .n_preallocs = 0,
      .instance_init = init_operation,
      .value_table = nullptr,
  };
  g_type_module_register_type(module, GEGL_TYPE_OPERATION_FILTER, "ColorClustersPosterizeOperation",
                              &info, G_TYPE_FLAG_NONE);
}

}  // namespace color_clusters
