#!/usr/bin/env bash
# Builds Touchstone on a fresh minimal Debian 13 and does its main job or runs its tests; see --help.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export LC_ALL=C.UTF-8

# The packages, by group, each with what it is for. This is the only place that names them.
packages() {
  case $1 in
    default) cat <<'LIST' ;;
build-essential       compiler, linker, and dpkg-shlibdeps for the .deb
file                  tells programs from data for the .deb
ca-certificates       package mirrors over https
cmake                 build system
ninja-build           build tool
pkg-config            finds the libraries below
git                   the commit that stands in every run file
qt6-base-dev          Qt 6: core, network, concurrency, tests
qt6-charts-dev        charts
qt6-svg-dev           figures as SVG
libqscintilla2-qt6-dev the editor
libkf6syntaxhighlighting-dev its colours
fonts-dejavu-core     letters for the desktop's text
fonts-dejavu-mono     the same for code
nlohmann-json3-dev    JSON
libvalijson-dev       JSON Schema
libcli11-dev          command line
libgit2-dev           workspaces, diffs and answers
libsqlite3-dev        run files
libarchive-dev        archives
libzip-dev            reading zips by their directory: logs of Inspect
libzstd-dev           compression
zlib1g-dev            compression in diffs of binary files
libseccomp-dev        system call filter of the sandbox
libcsv-dev            importing tables
bubblewrap            the sandbox
python3               reads and runs programs of the sandbox's own tests; the warm interpreter
LIST
    python) cat <<'LIST' ;;
python3               the language
python3-pytest        tests
python3-coverage      coverage
pylint                analyser
flake8                analyser
mypy                  analyser
python3-pydocstyle    doc comments
python3-docstring-parser doc comments of every convention
nodejs                runs pyright, an analyser
npm                   brings what resources/npm/package.json names
LIST
    javascript) cat <<'LIST' ;;
nodejs                JavaScript and TypeScript; drivers of other languages too
node-acorn            syntax and symbols
npm                   brings what resources/npm/package.json names
LIST
    java) cat <<'LIST' ;;
openjdk-21-jdk-headless the language
junit5                tests
libjacoco-java        coverage
checkstyle            analyser
nodejs                symbols and tokens, by tree-sitter
npm                   brings what resources/npm/package.json names
LIST
    csharp) cat <<'LIST' ;;
mono-mcs              the language: the Mono C# compiler, also an analyser
mono-runtime          runs it
libmono-profiler      coverage
python3               drivers
nodejs                symbols, tokens and doc comments, by tree-sitter
npm                   brings what resources/npm/package.json names
LIST
    cpp) cat <<'LIST' ;;
g++                   the languages C and C++; gcov measures coverage
clang-19              syntax, analyser, and doc comments
clang-tidy-19         analyser
cppcheck              analyser
libgtest-dev          tests
libgmock-dev          matchers for tests
nodejs                symbols and tokens, by tree-sitter
npm                   brings what resources/npm/package.json names
LIST
    develop) cat <<'LIST' ;;
ccache                quick rebuilds
clang-format          style
clang-tidy            static analysis, with .clang-tidy
gdb                   debugger
sqlite3               looking into run files
LIST
    *) return 1 ;;
  esac
}
readonly languages=(python javascript java csharp cpp)
readonly groups=(default "${languages[@]}" develop)

usage() {
  cat <<EOT
Usage: ./bootstrap.sh [--only GROUP]... [--with GROUP]... run|test
       ./bootstrap.sh --help

  run    install the packages, build build/release/touchstone, replay the shipped packs with their
         shipped sample answers, and print the scoreboard and where the run file and the HTML
         report are
  test   install the packages, build, and run all tests with ctest

Both work on a fresh minimal Debian 13, as root or with sudo, ask nothing, and are safe to repeat:
the second time they only do what is left to do.

  --only GROUP   of the languages' groups, install this one alone; may be repeated. Scenarios in
                 other languages are then left out, and tests that need them skipped
  --with GROUP   install this group of packages as well: "develop"
EOT
  list_packages "${groups[@]}"
}

# list_packages GROUP...
list_packages() {
  local group
  for group; do
    printf '\nPackages of group %s:\n' "$group"
    packages "$group" | sed 's/^/  /'
  done
}

say() { printf '\n== %s\n' "$*"; }
refuse() { printf 'bootstrap.sh: %s\n' "$*" >&2; exit 2; }

require_debian_13() {
  local ID='' VERSION_ID='' PRETTY_NAME='an unknown system'
  # shellcheck disable=SC1091
  [[ ! -r /etc/os-release ]] || . /etc/os-release
  # testing and unstable have no number and are newer
  if [[ $ID == debian && ${VERSION_ID:-13} =~ ^[0-9]+$ ]] && ((${VERSION_ID:-13} >= 13)); then
    return
  fi
  {
    echo "bootstrap.sh: this is $PRETTY_NAME; it knows how to install packages on Debian 13 or newer only."
    echo "Elsewhere, install what these Debian packages bring (Qt 6.8, a C++23 compiler such as g++ 14), then:"
    echo "  cmake --preset release && cmake --build --preset release && ctest --preset release"
    list_packages default
  } >&2
  exit 2
}

as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

install_packages() {
  local group wanted=() missing=() package installed log
  for group in "$@"; do
    mapfile -t -O "${#wanted[@]}" wanted < <(packages "$group" | cut -d' ' -f1)
  done
  mapfile -t wanted < <(printf '%s\n' "${wanted[@]}" | sort -u)
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p')
  for package in "${wanted[@]}"; do
    grep -qxF "$package" <<<"$installed" || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  ((EUID == 0)) || command -v sudo >/dev/null ||
    refuse "installing packages needs root: run it as root, or install sudo. Missing: ${missing[*]}"
  say "installing ${missing[*]}"
  log=$(mktemp)
  if ! { as_root apt-get -o DPkg::Lock::Timeout=300 update &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -y --no-install-recommends \
      -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 install "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "bootstrap.sh: the packages could not be installed; the whole log is in $log" >&2
    exit 1
  fi
  rm -f "$log"
}

# What resources/npm/package-lock.json names, into resources/npm/node_modules.
install_npm_packages() {
  local log
  ! cmp -s resources/npm/package-lock.json resources/npm/node_modules/.installed || return 0
  say "installing the packages of resources/npm"
  log=$(mktemp)
  if ! timeout 900 npm ci --prefix resources/npm >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "bootstrap.sh: the packages from npm could not be installed; the whole log is in $log." >&2
    echo "bootstrap.sh: going on without them: what needs them is told as missing or skipped." >&2
    return 0
  fi
  cp resources/npm/package-lock.json resources/npm/node_modules/.installed
  rm -f "$log"
}

# build TARGET
build() {
  say "building build/release"
  cmake --preset release
  cmake --build --preset release --parallel "$(nproc)" --target "$1"
}

run_tests() {
  say "running the tests"
  ctest --preset release --parallel 2 # more would starve tests of what tools may take
}

# Prints a filter for the scenarios that this machine can run; tells on stderr which it can't, and
# what they need.
runnable() {
  python3 - build/release/touchstone <<'PYTHON'
import json, subprocess, sys

done = subprocess.run([sys.argv[1], "doctor", "--json"], stdout=subprocess.PIPE)
missing = {}  # language to what it needs
for line in done.stdout.splitlines():
    event = json.loads(line)
    if event["event"] == "tool" and not event["available"]:
        missing.setdefault(event["language"], []).append(f'{event["tool"]} (package {event["package"]})')
for language, needs in missing.items():
    print(f"left out: scenarios in {language} need {', '.join(needs)}", file=sys.stderr)
print(" ".join(f"-language:{language}" for language in missing))
PYTHON
}

run_packs() {
  local packs=(scenarios/*/) filter folder run code=0
  filter=$(runnable)
  folder=build/runs/$(date -u +%Y%m%d-%H%M%S)
  run=$folder/shipped-samples.touchstone
  mkdir -p "$folder"
  say "replaying the shipped sample answers of ${packs[*]%/}"
  build/release/touchstone run "${packs[@]%/}" --agent samples --filter "$filter" -o "$run" || code=$?
  [[ -e $run ]] || exit "$code"
  build/release/touchstone report "$run" --format html -o "${run%.touchstone}.html"
  echo
  echo "Run file:    $PWD/$run"
  echo "HTML report: $PWD/${run%.touchstone}.html"
  return "$code"
}

verb=
with=()
only=()
while (($#)); do
  case $1 in
    -h | --help) usage; exit ;;
    --with)
      packages "${2:-}" >/dev/null || refuse "--with needs one of: ${groups[*]}; found '${2:-}'"
      with+=("$2")
      shift
      ;;
    --only)
      [[ " ${languages[*]} " == *" ${2:-} "* ]] ||
        refuse "--only needs one of: ${languages[*]}; found '${2:-}'"
      only+=("$2")
      shift
      ;;
    run | test)
      [[ -z $verb ]] || refuse "one verb at a time: found both '$verb' and '$1'"
      verb=$1
      ;;
    *) refuse "unknown argument '$1'; expected run, test, --only GROUP, --with GROUP or --help" ;;
  esac
  shift
done
[[ -n $verb ]] || { usage >&2; exit 2; }

((${#only[@]})) || only=("${languages[@]}")

require_debian_13
install_packages default "${only[@]}" "${with[@]}"
if command -v npm >/dev/null; then
  install_npm_packages
fi
case $verb in
  run)
    build touchstone
    run_packs
    ;;
  test)
    build all
    run_tests
    ;;
esac
