#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
#
# What a process of 100 stages, 8 events and 200 rules costs to compile, with every check, and what a funnel does that is
# asked of rows: the least of N user times, over an empty file with the same includes; and the size of the object of a
# machine of 6 stages, stripped.
#
#   benchmarks/compile_time.sh [compiler [N]]
set -euo pipefail
export LC_ALL=C

compiler=${1:-g++}
times=${2:-9}
include=$(cd "$(dirname "$0")/../include" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo '#include <emptor/process/process.hpp>' >"$work/no_rules.cpp"

awk 'BEGIN {
  stages = 100; events = 8
  print "#include <emptor/process/process.hpp>"
  printf "enum class stage : unsigned char {"
  for (s = 0; s < stages; ++s) printf " s%d,", s
  printf " };\nenum class event : unsigned char {"
  for (e = 0; e < events; ++e) printf " e%d,", e
  print " };\nusing namespace emptor::rule_words;"
  print "inline constexpr auto process = emptor::process<stage, event>(stage::s0, {"
  for (s = 0; s + 1 < stages; ++s) {
    printf "    {in(stage::s%d), on(event::e%d), by(emptor::role::user), to(stage::s%d)},\n", s, s % events, s + 1
    printf "    {in(stage::s%d), on(event::e%d), to(stage::s%d)},\n", s, (s + 3) % events, s * 7 % stages
  }
  print "    {in(stage::s0), on(event::e1), to(stage::s50)},"
  print "    {in(stage::s1), on(event::e5), to(stage::s50)},"
  printf "    ends(stage::s%d),\n});\n", stages - 1
  print "static_assert(process.start() == stage::s0);"
}' >"$work/rules.cpp"

cat >"$work/machine.cpp" <<'CODE'
#include <emptor/process/journey.hpp>
enum class stage : unsigned char { need, search, evaluation, purchase, post, lost };
enum class event : unsigned char { search_begun, shortlisted, rejected, chosen, delivered, need_arose, abandoned, back };
using enum stage;
using enum event;
using namespace emptor::rule_words;
constexpr auto buying = emptor::process<stage, event>(need, {
    {in(need), on(search_begun), to(search)},
    {in(search), on(shortlisted), to(evaluation)},
    {in(search), on(rejected), to(need)},
    {in(evaluation), on(chosen), to(purchase)},
    {in(evaluation), on(rejected), to(search)},
    {in(purchase), on(delivered), to(post)},
    {in(purchase), on(rejected), to(evaluation)},
    {in(post), on(need_arose), to(need)},
    {in(post), on(chosen), to(purchase)},
    {in(need, search, evaluation), on(abandoned), to(lost)},
    {in(lost), on(back), to(need)},
    endless(),
});
unsigned refused(const event* first, const event* last) {
    unsigned count = 0;
    for (emptor::journey<buying> one; first != last; ++first) count += one.apply(*first) ? 0U : 1U;
    return count;
}
CODE

cat >"$work/no_question.cpp" <<'CODE'
#include <chrono>
#include <string>
#include <vector>
#include <emptor/funnel/funnel.hpp>
CODE
{
  cat "$work/no_question.cpp" - <<'CODE'
using namespace std::chrono_literals;
using namespace emptor::question_words;
struct visit {
    std::string buyer;
    std::chrono::sys_seconds at;
    std::string event;
};
unsigned long long buyers_at_the_end(const std::vector<visit>& visits) {
    constexpr emptor::funnel asked{steps("visit", "search", "compare", "purchase", "review"), within(14 * 24h)};
    return asked(visits, &visit::buyer, &visit::at, &visit::event).steps().back().entities;
}
CODE
} >"$work/question.cpp"

# The user time of one run, in seconds.
user_time() {
  local TIMEFORMAT=%U
  { time "$compiler" -std=c++20 -I"$include" -c "$1" -o "$work/o.o"; } 2>&1
}

least() {
  printf '%s\n' "$@" | sort -n | head -n 1
}

# What one source takes longer than another, turn about, so that both see the same machine.
compare() {
  local title=$1 without=() with=() n
  for ((n = 0; n < times; ++n)); do
    without+=("$(user_time "$work/$2.cpp")")
    with+=("$(user_time "$work/$3.cpp")")
  done
  awk -v title="$title" -v a="$(least "${without[@]}")" -v b="$(least "${with[@]}")" \
    'BEGIN { printf "%-24s %.3f s, over %.3f s for its includes\n", title, b - a, a }'
}

"$compiler" -std=c++20 -O2 -DNDEBUG -I"$include" -c "$work/machine.cpp" -o "$work/machine.o"
strip --strip-unneeded "$work/machine.o"
longest=$(nm "$work/machine.o" | awk '{ if (length($NF) > most) most = length($NF) } END { print most + 0 }')

echo "$("$compiler" --version | head -n 1)"
compare 'a process of 200 rules' no_rules rules
compare 'a funnel of 5 steps' no_question question
echo "object of one machine    $(wc -c <"$work/machine.o") bytes, its longest symbol $longest letters"
