# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The plug-in at work: the demonstration, GIMP's window, the pictures of the documentation. Sourced by ../dev.

# A folder with the plug-ins that the demonstration needs: GIMP asks each plug-in of a new profile
# what it can do, which for all of them takes five seconds.
# shellcheck disable=SC2016 # expanded in the environment
link_demo_plugins() {
  mkdir -p "$1"
  run bash -c '
    stock=$(pkg-config --variable=gimplibdir gimp-3.0)/plug-ins
    ln -sfn -t "$1" "$2" "$stock"/file-* "$stock"/python-eval
  ' - "$1" "$build_dir/plug-ins/$PLUGIN"
}

# Runs the demonstration. GIMP can end with 0 although a batch command failed, so the results, which
# are written last, say whether it worked.
run_demo() {
  local results=$1 state=$build_dir/demo seconds=$2 console
  shift 2
  rm -rf -- "$results" "$state/profile/palettes"
  mkdir -p "$state/profile"
  link_demo_plugins "$state/plug-ins"
  printf '%s\0' --results "$results" "$@" >"$state/arguments"
  console=$(gimp_program gimp-console)
  run env GIMP3_DIRECTORY="$state/profile" GIMP_TESTING_PLUGINDIRS="$state/plug-ins" \
    COLOR_CLUSTERS_DEMO_ARGUMENTS="$state/arguments" \
    timeout --foreground --kill-after=10 "$seconds" \
    "$console" -i --no-data --batch-interpreter python-fu-eval \
    -b "import runpy; runpy.run_path('tests/demo/demo.py')" --quit
  [[ -s $results ]]
}

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
  step demo "Running GIMP on ${#images[@]} picture(s)" run_demo "$build_dir/demo/results.json" \
    $((120 + 60 * ${#images[@]})) "${options[@]}" --out "$out" -- "${images[@]}"
  say ''
  local status=0
  run python3 tests/demo/table.py "$build_dir/demo/results.json" || status=$?
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
  build plugin/color-clusters
  step pictures 'Making the pictures of the documentation' run python3 data/help/make_pictures.py \
    --console "$(gimp_program gimp-console)" --gimp "$(gimp_program gimp)" \
    --plug-ins "$build_dir/plug-ins"
}
