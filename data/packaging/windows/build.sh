#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds the plug-in for GIMP 3 on Windows, in the CLANG64 shell of MSYS2 (https://www.msys2.org), with
# which GIMP's own builds are made. data/packaging/README.md tells what of this has been tried.
#
#   data/packaging/windows/build.sh [FOLDER]
#
# FOLDER is what to install into: the plug-ins of the user's profile if it is not given. The live filter
# goes into gegl-plug-ins beside it, or without FOLDER to the user's GEGL operations.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../../.."

[[ ${MSYSTEM:-} == CLANG64 || ${MSYSTEM:-} == CLANGARM64 ]] || {
  echo 'Run this in the CLANG64 shell of MSYS2 (on ARM: CLANGARM64).' >&2
  exit 1
}

packages=(cc gimp gtest meson ninja pkgconf python-markdown)
pacman -S --needed --noconfirm gettext "${packages[@]/#/$MINGW_PACKAGE_PREFIX-}"

version=$(pkg-config --modversion gimp-3.0 | cut -d . -f 1,2)
folder=${1:-$(cygpath -m "$APPDATA")/GIMP/$version/plug-ins}
operations=${1:+$(dirname -- "$1")/gegl-plug-ins}
operations=${operations:-$(cygpath -m "$LOCALAPPDATA")/gegl-0.4/plug-ins}
rm -rf build/windows
# The compiler's runtime belongs into the program: GIMP's can be of another version.
meson setup build/windows -Dplug_in_dir="$folder" -Dgegl_plug_in_dir="$operations" \
  -Dcpp_link_args='-static-libstdc++ -static-libgcc'
meson compile -C build/windows
meson test -C build/windows --print-errorlogs --suite core --suite plugin
meson install -C build/windows --tags runtime,i18n
python data/packaging/windows/check_imports.py --gimp "$(cygpath -m "$MINGW_PREFIX")/bin" \
  "$folder/color-clusters/color-clusters.exe" "$operations/color-clusters-gpl3.dll"
# The filter looks for its catalogs beside it.
mkdir -p "$operations/color-clusters"
cp -r "$folder/color-clusters/locale" "$operations/color-clusters"
echo "Installed in $folder. Restart GIMP; the commands are in Filters > Color Clusters."
