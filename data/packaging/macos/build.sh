#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds the plug-in for GIMP.app on macOS, for the processor that this GIMP is for. Needed: Apple's
# command line tools, Meson, Ninja, pkgconf and gettext, for example from Homebrew, and Python-Markdown.
# data/packaging/README.md tells what of this has been tried.
#
#   data/packaging/macos/build.sh [FOLDER]
#
# FOLDER is what to install into: the plug-ins of the user's profile if it is not given. The live filter
# goes into gegl-plug-ins beside it, or without FOLDER to the user's GEGL operations. GIMP_APP says
# where GIMP.app is, if not in /Applications.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../../.."

resources=${GIMP_APP:-/Applications/GIMP.app}/Contents/Resources
[[ -f $resources/lib/pkgconfig/gimp-3.0.pc ]] || {
  echo "There is no GIMP 3 with its development files in $resources." >&2
  exit 1
}
# GIMP's own libraries, and none of the package manager's.
export PKG_CONFIG_LIBDIR=$resources/lib/pkgconfig PKG_CONFIG_PATH=
# The system that GIMP.app is built for.
export MACOSX_DEPLOYMENT_TARGET=${MACOSX_DEPLOYMENT_TARGET:-11.0}

processor=$(lipo -archs "$(find "$resources/lib" -name 'libgimp-3.0*.dylib' | head -n 1)")
version=$(pkg-config --modversion gimp-3.0 | cut -d . -f 1,2)
folder=${1:-$HOME/Library/Application Support/GIMP/$version/plug-ins}
operations=${1:+$(dirname -- "$1")/gegl-plug-ins}
operations=${operations:-$HOME/Library/Application Support/gegl-0.4/plug-ins}
rm -rf build/macos
meson setup build/macos -Dtests=disabled -Dplug_in_dir="$folder" -Dgegl_plug_in_dir="$operations" \
  -Dc_args="-arch $processor" -Dc_link_args="-arch $processor" -Dcpp_args="-arch $processor" \
  -Dcpp_link_args="-arch $processor -Wl,-rpath,$resources -Wl,-rpath,$resources/lib"
meson compile -C build/macos
meson install -C build/macos --tags runtime,i18n
# Apple's processors run nothing without a signature; this one names nobody.
codesign --force --sign - "$folder/color-clusters/color-clusters" "$operations"/color-clusters-gpl3.*
# The filter looks for its catalogs beside it.
mkdir -p "$operations/color-clusters"
cp -R "$folder/color-clusters/locale" "$operations/color-clusters"
echo "Installed in $folder. Restart GIMP; the commands are in Filters > Color Clusters."
