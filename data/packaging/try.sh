#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs the commands once, with the plug-in in FOLDER/color-clusters, in the GIMP 3 that PATH leads to,
# with a new profile.
#
#   data/packaging/try.sh FOLDER
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
plug_ins=$(cd -- "$1" && pwd)

for console in gimp-console-3.{4,2,0} gimp-console-3 gimp-console; do
  ! command -v "$console" >/dev/null || break
done
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
cp -R -- "$here/try.scm" "$here/../samples/kingfisher.jpg" "$work"
mkdir -p -- "$work/profile/plug-ins"
cp -RL -- "$plug_ins/color-clusters" "$work/profile/plug-ins"

cd -- "$work"
profile=$work/profile
# Programs of Windows want its paths.
! command -v cygpath >/dev/null || profile=$(cygpath -m "$profile")
GIMP3_DIRECTORY=$profile "$console" -i --batch-interpreter plug-in-script-fu-eval \
  -b "$(cat try.scm)" --quit
test -s posterized.xcf
palette=$(find profile -name Tried.gpl)
cat -- "$palette"
test "$(grep -c '#.* %' "$palette")" = 5
