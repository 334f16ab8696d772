# SPDX-License-Identifier: BSL-1.0
# Sourced by the `run` scripts: sees to it that this machine has what they need, and installs only what it lacks.
#
# Where nothing can be installed (no apt-get, or neither root nor sudo), a lacking tool ends the script with a sentence
# that names it; a lacking library is left to CMake, which then downloads its pinned version.

set -euo pipefail
checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Everything said here goes to standard error: standard output belongs to the program that is run.
say() { printf 'emptor: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
have() { command -v "$1" > /dev/null 2>&1; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
can_install() { have apt-get && { [ "$(id -u)" = 0 ] || have sudo; }; }

# Runs a command and keeps what it prints to itself, unless it fails.
quietly() {
  local log status=0
  log=$(mktemp)
  "$@" > "$log" 2>&1 < /dev/null || status=$?
  [ $status = 0 ] || cat "$log" >&2
  rm -f "$log"
  return $status
}

apt_get() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 "$@"; }

# Reads the package lists, once a run. A broken source of somebody else's is no reason to stop: what is needed may be in
# the others.
refreshed=
refresh() { [ -n "$refreshed" ] || quietly apt_get update || true; refreshed=yes; }

# install_packages [OPTION...] PACKAGE...
install_packages() {
  can_install || return 1
  refresh
  say "installing $*"
  quietly apt_get install --yes --no-install-recommends "$@"
}

# need COMMAND PACKAGE...
need() {
  have "$1" || install_packages "${@:2}" || fail "$1 is needed and could not be installed; install it and run this again"
}

# The compilers the library is tested with, and newer ones. A compiler named by CXX is taken as it is.
builds_emptor() {
  have "$1" && "$1" -std=c++20 -x c++ -fsyntax-only - > /dev/null 2>&1 << 'PROBE'
#include <concepts>
#if defined(__clang__) ? __clang_major__ < 19 : __GNUC__ < 12
#error too old
#endif
PROBE
}
need_compiler() {
  [ -z "${CXX:-}" ] || { have "${CXX%% *}" || fail "CXX is '$CXX', which is not a command"; return 0; }
  local compiler
  for compiler in c++ g++ clang++ g++-{15,14,13,12} clang++-{21,20,19}; do
    if builds_emptor "$compiler"; then export CXX=$compiler; return; fi
  done
  install_packages g++ || true
  builds_emptor g++ || fail "g++ 12 or clang 19, or a newer one, is needed and could not be installed"
  export CXX=g++
}
need_cmake() {
  need cmake cmake
  local version
  version=$(cmake --version | sed -n '1s/.* //p')
  [ "$(printf '%s\n' 3.25 "$version" | sort -V | head -n 1)" = 3.25 ] ||
    fail "CMake 3.25 or newer is needed; this is $version"
  have ninja || have make || install_packages ninja-build || fail "ninja or make is needed and could not be installed"
  if have ninja; then export CMAKE_GENERATOR=${CMAKE_GENERATOR:-Ninja}; fi
}

# has_library NAME VERSION: whether find_package finds it, as the build will ask.
has_library() {
  local probe found=no
  probe=$(mktemp -d)
  cat > "$probe/CMakeLists.txt" << PROBE
cmake_minimum_required(VERSION 3.25)
project(probe LANGUAGES CXX)
find_package($1 $2 CONFIG REQUIRED)
PROBE
  cmake -S "$probe" -B "$probe/build" > /dev/null 2>&1 && found=yes
  rm -rf "$probe"
  [ $found = yes ]
}

# The suite that has PACKAGE in VERSION or newer, or nothing.
suite_with() {
  apt-cache madison "$1" 2> /dev/null | tr -d '|' | while read -r _ version _ suite _; do
    if dpkg --compare-versions "$version" ge "$2"; then echo "${suite%%/*}"; break; fi
  done
}

# Adds Debian's backports as this machine's own source of its release has it: the same mirror, key and options.
enable_backports() {
  local codename entry site release file
  codename=$(. /etc/os-release && [ "$ID" = debian ] && echo "${VERSION_CODENAME:-}") || return 1
  [ -n "$codename" ] || return 1
  IFS='|' read -r entry site release < <(apt-get indextargets --format '$(SOURCESENTRY)|$(SITE)|$(RELEASE)' \
    'Created-By: Packages' 'Origin: Debian' "Codename: $codename" 'Component: main') || return 1
  file=/etc/apt/sources.list.d/emptor-backports.${entry##*.}
  file=${file%:*}
  [ ! -e "$file" ] || return 1
  backports=$file
  say "adding $codename-backports from $site ($backports)"
  if [ "${file##*.}" = sources ]; then  # a stanza of fields
    awk -v RS= -v site="$site" -v release="$release" -v suite="$codename-backports" '
      index($0, site) && $0 ~ "(^|\n)Suites:([^\n]* )?" release "( |\n|$)" {
        sub(/Suites:[^\n]*/, "Suites: " suite)
        sub(/Components:[^\n]*/, "Components: main")
        print
        exit
      }' "${entry%:*}"
  else  # a line: deb [options] site release components
    awk -v site="$site" -v release="$release" -v suite="$codename-backports" '
      $1 == "deb" && index($0, site) {
        line = $1
        for (field = 2; field < NF && $field != release; ++field) line = line " " $field
        if (field < NF) { print line, suite, "main"; exit }
      }' "${entry%:*}"
  fi | as_root tee "$backports" > /dev/null
  quietly apt_get update || true
}

# need_library NAME VERSION PACKAGE: installs it where the machine's packages are new enough, else leaves it to CMake.
need_library() {
  local name=$1 version=$2 package=$3 suite='' backports=''
  has_library "$name" "$version" && return
  if can_install; then
    refresh
    suite=$(suite_with "$package" "$version") || true
    if [ -z "$suite" ] && enable_backports; then suite=$(suite_with "$package" "$version") || true; fi
    if [ -n "$suite" ]; then
      install_packages --target-release "$suite" "$package" || true
    elif [ -n "$backports" ]; then
      as_root rm -f "$backports"
    fi
  fi
  has_library "$name" "$version" && return
  say "$name $version is not packaged for this machine: CMake will download it"
  need git git ca-certificates
}
need_catch2() { need_library Catch2 3.3 catch2; }
need_cli11() { need_library CLI11 2.1 libcli11-dev; }
need_json() { need_library nlohmann_json 3.11 nlohmann-json3-dev; }
need_benchmark() { need_library benchmark 1.7 libbenchmark-dev; }

# build NAME TARGETS OPTION...: configures with the options, and with those in EMPTOR_CMAKE_ARGS, and builds the targets
# in build/NAME.
build() {
  local directory=$checkout/build/$1 targets=$2
  shift 2
  # shellcheck disable=SC2086  # several arguments in one variable
  cmake -S "$checkout" -B "$directory" "$@" ${EMPTOR_CMAKE_ARGS:-} &&
    cmake --build "$directory" --parallel "$(nproc)" --target $targets
}
