# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The plug-in for GIMP on Windows, built here. Sourced by ../dev.

WINDOWS_DIR=data/packaging/windows

# The headers are those of Debian's GIMP; what differs on Windows, and import libraries for the DLLs
# of GIMP, are made here.
make_windows_sysroot() {
  rm -rf -- "$build_dir/sysroot"
  mkdir -p -- "$build_dir"
  run python3 "$WINDOWS_DIR/make_sysroot.py" "$build_dir/sysroot"
}

build_for_windows() {
  local again=()
  [[ ! -f $build_dir/build/build.ninja ]] || again=(--reconfigure --clearcache)
  run meson setup "${again[@]}" "$build_dir/build" --cross-file "$WINDOWS_DIR/mingw-w64.ini" \
    --cross-file "$build_dir/sysroot/sysroot.ini" --prefix=/ -Dtests=disabled \
    -Dplug_in_dir=/plug-ins -Dgegl_plug_in_dir=/gegl-plug-ins -Dwerror="$([[ ${CI:-} == true ]] && echo true || echo false)"
  run ninja -C "$build_dir/build"
}

# What is for the folder of plug-ins, and what is for that of GEGL's operations.
stage_for_windows() {
  local stage=$build_dir/stage
  rm -rf -- "$stage"
  run env DESTDIR="$stage" meson install -C "$build_dir/build" --no-rebuild --tags runtime,i18n
  # The filter looks for its catalogs beside it.
  mkdir -p -- "$stage/gegl-plug-ins/$PLUGIN"
  cp -r -- "$stage/plug-ins/$PLUGIN/locale" "$stage/gegl-plug-ins/$PLUGIN"
  cp -- "$SOURCE_DIR/$WINDOWS_DIR/INSTALL.txt" "$SOURCE_DIR/LICENSE" "$SOURCE_DIR/NEWS" "$stage"
}

windows_version() {
  sed -n "s/^  version: '\(.*\)',$/\1/p" "$SOURCE_DIR/meson.build" | head -n 1
}

windows_binaries() {
  find "$build_dir/stage" -type f \( -name '*.exe' -o -name '*.dll' \) | sort
}

# With symbols, which say whether variables were reached as they have to be, and then without.
check_windows_binaries() {
  local binaries
  mapfile -t binaries < <(windows_binaries)
  run python3 "$WINDOWS_DIR/check_imports.py" --list "$build_dir/imports.txt" "${binaries[@]}"
  run x86_64-w64-mingw32ucrt-strip "${binaries[@]}"
}

# In a folder as users have them, with stand-ins for the DLLs of GIMP: each import is found, and the
# program says that it is for GIMP.
# shellcheck disable=SC2016 # expanded in the environment
try_in_wine() {
  local folder="$build_dir/Zoë Example/プラグイン"
  rm -rf -- "$folder"
  mkdir -p -- "$folder"
  cp -r -- "$build_dir"/stage/plug-ins/"$PLUGIN"/. "$folder"
  run python3 "$WINDOWS_DIR/make_stand_ins.py" "$folder/$PLUGIN.exe" "$folder"
  run env WINEPREFIX="$build_dir/wine" WINEDEBUG=-all sh -e -c '
    cd "$1"
    status=0
    timeout 300 wine "./$2.exe" >said.txt 2>&1 || status=$?
    cat said.txt
    test "$status" = 1
    grep -q "is a GIMP plug-in and must be run by GIMP" said.txt
  ' - "$folder" "$PLUGIN"
}

make_windows_zip() {
  local zip=$1
  rm -f -- "$zip"
  mkdir -p -- "${zip%/*}"
  # shellcheck disable=SC2016 # expanded in the environment
  run sh -e -c 'cd "$1" && zip -q -X -r "$2" . && python3 -m zipfile -t "$2"' - "$build_dir/stage" "$zip"
}

package_for_windows() {
  local zip
  prepare_oldest build windows
  zip=$SOURCE_DIR/build/package/gimp-$PLUGIN-$(windows_version)-windows-x86_64.zip
  build_dir=$SOURCE_DIR/build/$environment-windows
  step windows-sysroot "Making import libraries for GIMP's DLLs" make_windows_sysroot
  step windows-build 'Building for Windows' build_for_windows
  step windows-stage 'Collecting the files' stage_for_windows
  step windows-check 'Checking what the program needs' check_windows_binaries
  step windows-try 'Starting it in Wine' try_in_wine
  step windows-zip 'Making the ZIP' make_windows_zip "$zip"
  say "The ZIP is $zip; all imports are listed in $build_dir/imports.txt"
}
