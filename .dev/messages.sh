# shellcheck shell=bash
# SPDX-License-Identifier: GPL-3.0-or-later
# What the script says, and how it runs what can fail. Sourced by ../dev.

say() {
  printf '%s\n' "$*" >&2
}

die() {
  local line
  for line in "$@"; do say "dev: $line"; done
  exit 1
}

have() {
  command -v "$1" >/dev/null 2>&1
}

# step NAME MESSAGE COMMAND…: run a command quietly. Its output goes to the log NAME and is shown
# only when it fails.
step() {
  local log=$LOG_DIR/$1.log message=$2 start=$EPOCHREALTIME status
  shift 2
  mkdir -p "$LOG_DIR"
  printf '%s … ' "$message" >&2
  # Not in a condition, where Bash would ignore errors inside the command's functions.
  set +e
  (set -e; "$@") >"$log" 2>&1 </dev/null
  status=$?
  set -e
  if ((status != 0)); then
    say 'failed'
    tail -n 60 -- "$log" >&2
    die "$message failed (exit code $status). The whole log: $log"
  fi
  LC_ALL=C awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f s\n", b - a }' >&2
}

# locked FILE COMMAND…: one at a time, for two copies of this script that start together.
locked() {
  local lock=$1 descriptor
  shift
  mkdir -p "$(dirname -- "$lock")"
  exec {descriptor}>"$lock"
  flock "$descriptor"
  "$@"
  exec {descriptor}>&-
}

# The value of an option, which must be there.
option_value() {
  [[ $# -ge 2 ]] || die "$1 needs a value. './dev help' shows how."
  printf '%s' "$2"
}
