#!/usr/bin/env bash
# SPDX-License-Identifier: BSL-1.0
#
# The whole job, from the bytes of a CSV file to the counts of a funnel: the program emptor beside sqlite3, on one core.
# Fails when the two do not count the same. What is measured, and how to read it: benchmarks/README.md.
set -euo pipefail
export LC_ALL=C

usage() {
    cat <<'END'
usage: whole_job.sh EMPTOR [--make-log PROGRAM] [--buyers N] [--seed N] [--runs N] [--core N]

  EMPTOR      the program to measure
  --make-log  the program that makes the log (default: make_log beside EMPTOR)
  --buyers    how large a log: about 187 bytes a buyer (default 540000, about 100 MB)
  --seed      which log (default 2025)
  --runs      rounds; each round runs every program once (default 5)
  --core      the core to run on (default: the last one allowed)
END
}
fail() {
    echo "whole_job.sh: $1" >&2
    exit "${2:-1}"
}

emptor='' make_log='' buyers=540000 seed=2025 runs=5 core=''
while (($#)); do
    case $1 in
        -h | --help) usage && exit 0 ;;
        --make-log | --buyers | --seed | --runs | --core)
            (($# > 1)) || fail "$1 needs a value" 2
            name=${1#--}
            printf -v "${name//-/_}" %s "$2"
            shift 2
            ;;
        -*) fail "there is no option $1; see --help" 2 ;;
        *)
            [[ -z $emptor ]] || fail "one program is measured, not also $1" 2
            emptor=$1
            shift
            ;;
    esac
done
[[ -n $emptor ]] || { usage >&2 && exit 2; }
make_log=${make_log:-$(dirname "$emptor")/make_log}
[[ $buyers =~ ^[1-9][0-9]*$ ]] || fail "--buyers is a positive number, not '$buyers'" 2
[[ $runs =~ ^[1-9][0-9]*$ ]] || fail "--runs is a positive number, not '$runs'" 2
[[ -x $emptor ]] || fail "there is no program $emptor" 2
[[ -x $make_log ]] || fail "there is no program $make_log; name it with --make-log" 2
command -v sqlite3 >/dev/null || fail "sqlite3 is not installed" 2
sqlite3 :memory: "SELECT unixepoch('1970-01-01T00:00:00Z')" >/dev/null 2>&1 || fail "sqlite3 is older than 3.38" 2

pin=()
if command -v taskset >/dev/null; then
    core=${core:-$(taskset -cp $$ | sed 's/.*[ ,-]//')}
    pin=(taskset -c "$core")
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
log=$work/log.csv

# The steps in a table that is its own index: of several ways tried this is the fastest (benchmarks/README.md). A row
# equal to another in buyer, step and second is left out, which changes no funnel whose steps differ.
sql_load="
PRAGMA journal_mode = OFF;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -2000000;
CREATE TABLE log(buyer TEXT, time TEXT, event TEXT, channel TEXT, device TEXT);
.import --csv --skip 1 $log log
CREATE TABLE step(number INT, buyer TEXT, time INT, PRIMARY KEY(number, buyer, time)) WITHOUT ROWID;
INSERT OR IGNORE INTO step
    SELECT CASE event WHEN 'visit' THEN 1 WHEN 'search' THEN 2 WHEN 'compare' THEN 3 WHEN 'purchase' THEN 4 ELSE 5 END,
           buyer,
           unixepoch(time)
    FROM log
    WHERE event IN ('visit', 'search', 'compare', 'purchase', 'review')
    ORDER BY 1, 2, 3;"

# Each start of each buyer, and the first possible time of each later step in its closed window, where a step in the
# same second is a later one: who takes each step as early as possible gets as far as anyone can. A buyer counts for a
# step when any start of theirs got there.
next_within() {
    echo "(SELECT min(time) FROM step x
           WHERE x.number = $1 AND x.buyer = p.buyer AND x.time BETWEEN p.time AND p.last) AS time"
}
sql_windowed="
WITH
    s1 AS (SELECT buyer, time, time + 7 * 86400 AS last FROM step WHERE number = 1),
    s2 AS MATERIALIZED (SELECT buyer, last, $(next_within 2) FROM s1 p),
    s3 AS MATERIALIZED (SELECT buyer, last, $(next_within 3) FROM s2 p WHERE time IS NOT NULL),
    s4 AS MATERIALIZED (SELECT buyer, last, $(next_within 4) FROM s3 p WHERE time IS NOT NULL),
    s5 AS MATERIALIZED (SELECT buyer, last, $(next_within 5) FROM s4 p WHERE time IS NOT NULL)
SELECT (SELECT count(DISTINCT buyer) FROM s1),
       (SELECT count(DISTINCT buyer) FROM s2 WHERE time IS NOT NULL),
       (SELECT count(DISTINCT buyer) FROM s3 WHERE time IS NOT NULL),
       (SELECT count(DISTINCT buyer) FROM s4 WHERE time IS NOT NULL),
       (SELECT count(DISTINCT buyer) FROM s5 WHERE time IS NOT NULL);"

# Without a window the first start is as good as any.
next_after() {
    echo "(SELECT min(time) FROM step x WHERE x.number = $1 AND x.buyer = p.buyer AND x.time >= p.time) AS time"
}
sql_unwindowed="
WITH
    s1 AS MATERIALIZED (SELECT buyer, min(time) AS time FROM step WHERE number = 1 GROUP BY buyer),
    s2 AS MATERIALIZED (SELECT buyer, $(next_after 2) FROM s1 p),
    s3 AS MATERIALIZED (SELECT buyer, $(next_after 3) FROM s2 p WHERE time IS NOT NULL),
    s4 AS MATERIALIZED (SELECT buyer, $(next_after 4) FROM s3 p WHERE time IS NOT NULL),
    s5 AS MATERIALIZED (SELECT buyer, $(next_after 5) FROM s4 p WHERE time IS NOT NULL)
SELECT (SELECT count(*) FROM s1), (SELECT count(time) FROM s2), (SELECT count(time) FROM s3),
       (SELECT count(time) FROM s4), (SELECT count(time) FROM s5);"

question=(--who buyer --when time --what event --steps visit,search,compare,purchase,review)
run_emptor() { "${pin[@]}" "$emptor" funnel "$log" "${question[@]}" "$@" --format json >"$work/answer" 2>"$work/said"; }
run_sqlite3() { "${pin[@]}" sqlite3 -batch :memory: <<<"$sql_load$1" >"$work/answer" 2>"$work/said"; }

emptor_counts() {
    sqlite3 :memory: "SELECT json_extract(answer, '\$.events') || ' events: ' ||
        (SELECT group_concat(json_extract(value, '\$.entities'), ' ') FROM json_each(answer, '\$.steps'))
        FROM (SELECT readfile('$work/answer') AS answer)"
}
sqlite3_counts() { echo "$events events: $(tail -n 1 "$work/answer" | tr '|' ' ')"; }

# timed NAME COMMAND...: adds the seconds it took to the file NAME.
timed() {
    local name=$1 before after
    shift
    before=${EPOCHREALTIME/./}
    "$@" || { cat "$work/said" >&2 && fail "failed: $*"; }
    after=${EPOCHREALTIME/./}
    echo $((after - before)) | awk '{ printf "%.6f\n", $1 / 1e6 }' >>"$work/$name.seconds"
}

# How the program was built, as far as the build directory above it tells.
how_built() {
    local at
    at=$(cd "$(dirname "$emptor")" && pwd)
    while [[ ! -f $at/CMakeCache.txt ]]; do
        [[ $at != / ]] || { echo "unknown: no CMakeCache.txt above it" && return; }
        at=$(dirname "$at")
    done
    cached() { sed -n "s/^$1:[A-Z]*=//p" "$at/CMakeCache.txt"; }
    local kind compiler
    kind=$(cached CMAKE_BUILD_TYPE)
    compiler=$(cached CMAKE_CXX_COMPILER)
    echo "$("$compiler" --version 2>/dev/null | head -n 1), ${kind:-no build type}," \
        "$(cached CMAKE_CXX_FLAGS) $(cached "CMAKE_CXX_FLAGS_${kind^^}")"
}

"$make_log" --buyers "$buyers" --seed "$seed" >"$log"  # and so the file is in the page cache
bytes=$(wc -c <"$log")
events=$(($(wc -l <"$log") - 1))

echo "log      make_log --buyers $buyers --seed $seed: $events events, $((bytes / 1000)) kB"
echo "machine  $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), $(uname -sr), ${pin[*]:-not pinned}"
echo "emptor   $(how_built)"
echo "         emptor funnel LOG ${question[*]} [--within 7d] --format json"
echo "sqlite3  $(sqlite3 --version | cut -d ' ' -f 1), .import into :memory:, then SQL"
echo "rounds   $runs, interleaved"
echo

for ((round = 0; round < runs; ++round)); do
    for kind in windowed unwindowed; do
        if [[ $kind == windowed ]]; then
            within=(--within 7d) sql=$sql_windowed
        else
            within=() sql=$sql_unwindowed
        fi
        timed "emptor.$kind" run_emptor "${within[@]}"
        ours=$(emptor_counts)
        timed "sqlite3.$kind" run_sqlite3 "$sql"
        theirs=$(sqlite3_counts)
        [[ $ours == "$theirs" ]] || fail "$kind, the counts differ: emptor has $ours; sqlite3 has $theirs"
        echo "$ours" >"$work/$kind.counts"
    done
done

# summary FILE: the least and the median of its numbers.
summary() { sort -n "$1" | awk '{ x[NR] = $1 } END { print x[1], (x[int((NR + 1) / 2)] + x[int(NR / 2) + 1]) / 2 }'; }

row='%-10s %-8s %10s %10s %10s %12s\n'
# shellcheck disable=SC2059
printf "$row" funnel program 's, least' 's, median' 'MB/s' 'events/s'
for kind in windowed unwindowed; do
    for program in emptor sqlite3; do
        summary "$work/$program.$kind.seconds" | awk -v "row=$row" -v "kind=$kind" -v "program=$program" \
            -v "bytes=$bytes" -v "events=$events" '{
                printf row, kind, program, sprintf("%.3f", $1), sprintf("%.3f", $2),
                       sprintf("%.1f", bytes / $2 / 1e6), sprintf("%.0f", events / $2) }'
    done
    paste "$work/emptor.$kind.seconds" "$work/sqlite3.$kind.seconds" | awk '{ print $2 / $1 }' >"$work/ratios"
    summary "$work/ratios" | awk -v "kind=$kind" \
        '{ printf "%-10s sqlite3 takes %.1f times as long (median of the rounds; at least %.1f)\n", kind, $2, $1 }'
    echo "$(printf %-10s $kind) both count $(cat "$work/$kind.counts")"
done
