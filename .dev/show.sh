# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The plug-in at work: the demonstration, GIMP's window, the pictures of the documentation. Sourced by ../dev.

cmd_demo() {
  local images=() options=() out=$SOURCE_DIR/build/demo image value
  while (($# > 0)); do
    case $1 in
      --colors)
        value=$(option_value "$@")
        if ! [[ $value =~ ^[0-9]{1,3}$ ]] || ((10#$value < 1 || 10#$value > 256)); then
          die "--colors must be a number from 1 to 256, not '$value'."
        fi
        options+=(--colors "$value")
        shift
        ;;
      --color-space)
        value=$(option_value "$@")
        [[ $value =~ ^(srgb|oklab|cielab)$ ]] ||
          die "--color-space must be srgb, oklab or cielab, not '$value'."
        options+=(--color-space "$value")
        shift
        ;;
      --out)
        out=$(option_value "$@")
        shift
        ;;
      -*) die "demo has no option $1. './dev help' shows those it has." ;;
      *) images+=("$1") ;;
    esac
    shift
  done
  ((${#images[@]} > 0)) || images=("$SOURCE_DIR"/data/samples/*.jpg)
  for image in "${!images[@]}"; do
    [[ -f ${images[image]} && -r ${images[image]} ]] ||
      die "There is no picture ${images[image]} (or it cannot be read)."
    images[image]=$(realpath -- "${images[image]}")
    show_in_root --ro-bind "${images[image]}"
  done
  mkdir -p -- "$out" || die "The folder $out cannot be made. Give another one with --out."
  out=$(realpath -- "$out")
  show_in_root --bind "$out"

  prepare build
  build
  rm -rf -- "$build_dir/demo/palettes"
  step demo "Running GIMP on ${#images[@]} picture(s)" run python3 tests/demo/run_demo.py \
    --gimp "$(gimp_program gimp-console)" --plug-ins "$build_dir/plug-ins" \
    --profile "$build_dir/demo" --results "$build_dir/demo.json" "${options[@]}" --out "$out" -- \
    "${images[@]}"
  say ''
  local status=0
  run python3 tests/demo/table.py "$build_dir/demo.json" || status=$?
  say "Palettes (.gpl), layers (.xcf) and previews (.png) are in $out"
  return "$status"
}

cmd_gimp() {
  local images=() image profile program
  [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]] ||
    die 'There is no display. Run this in a desktop session, or: xvfb-run ./dev gimp'
  for image in "$@"; do
    [[ -f $image ]] || die "There is no picture $image."
    images+=("$(realpath -- "$image")")
    show_in_root --ro-bind "${images[-1]}"
  done
  prepare build ui
  build
  show_display
  profile=$build_dir/gimp-profile
  mkdir -p "$profile/plug-ins"
  ln -sfn -- "$build_dir/plug-ins/$PLUGIN" "$profile/plug-ins/$PLUGIN"
  program=$(gimp_program gimp)
  run env GIMP3_DIRECTORY="$profile" "$program" --new-instance --no-splash "${images[@]}"
}

cmd_pictures() {
  prepare build ui tests pictures
  # Without the help page, which has the pictures in it.
  build plugin/color-clusters "plugin/$MODULE.so"
  step pictures 'Making the pictures of the documentation' run python3 data/help/make_pictures.py \
    --console "$(gimp_program gimp-console)" --gimp "$(gimp_program gimp)" \
    --plug-ins "$build_dir/plug-ins" --operation "$build_dir/plugin/$MODULE.so"
}
