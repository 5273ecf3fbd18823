# Sourced by scripts/test.sh: how a step is run, counted and, if the run is interrupted, ended.
# A step is `step KIND NAME WHAT-TO-DO COMMAND…`. KIND says how its log is read: a function `count_KIND LOG` prints how many tests
# passed and failed, or nothing if they cannot be told. A failed step counts as one failure at least; so does one that should have
# counted and did not.
# shellcheck shell=bash

RUN="$(mktemp -d)"
: > "$RUN/counts"; : > "$RUN/failures"
groups=()
# What is started in the background is a process group, so that it ends with all that it has started.
set -m
# signal NAME: sends it to every group; whether one was there.
signal() {
  local group found=1
  for group in "${groups[@]}"; do kill "-$1" -- "-$group" 2>/dev/null && found=0; done
  return $found
}
stop() {
  trap '' INT TERM HUP
  signal TERM
  local waited=0
  while signal 0 && [ $waited -lt 10 ]; do sleep 1; waited=$((waited + 1)); done
  signal KILL
  say "Interrupted"
  exit 130
}
trap stop INT TERM HUP
trap 'rm -rf "$RUN"' EXIT

# lane NAME: what the steps that follow belong to.
lane() { lane="$1"; number=0; }

step() {
  local kind="$1" name="$2" hint="$3" since=$SECONDS status=0 good="" bad=""; shift 3
  number=$((number + 1)); log="$RUN/$lane-$number"
  say "[$lane $number] $name"
  { "$@" 2>&1 | tee "$log"; } < /dev/null &
  groups[0]=$!
  wait $! || status=$?
  read -r good bad < <("count_$kind" "$log")
  [ -n "$good" ] || { good=0; bad=0; status=1; echo "no test was counted"; }
  if [ $status != 0 ] && [ "$bad" = 0 ]; then bad=1; fi
  echo "$good $bad" >> "$RUN/counts"
  if [ "$bad" = 0 ]; then
    say "    ok, $((SECONDS - since)) s"
  else
    echo "$name: $hint" >> "$RUN/failures"
    say "    FAILED after $((SECONDS - since)) s; what to do: $hint"
    return 1
  fi
}

# beside LANE: runs a lane while others go on; its words wait in a log. join LANE: waits for it and prints the log.
beside() {
  say "Beside what follows runs $1"
  ( set +m; "$1"; touch "$RUN/at-its-end" ) > "$RUN/beside" 2>&1 < /dev/null &
  groups[1]=$!
}
join() {
  local since=$SECONDS
  say "Waiting for $1"
  wait "${groups[1]}"
  unset 'groups[1]'
  say "It took $((SECONDS - since)) s longer; what it said:"
  cat "$RUN/beside"
  [ -f "$RUN/at-its-end" ] || { echo "0 1" >> "$RUN/counts"; echo "$1: it broke off" >> "$RUN/failures"; }
}

# sums EXPRESSION LOG: sums of the numbers, one or two in a line, that sed's expression prints; nothing if it prints none.
sums() { sed -nE "$1" "$2" | awk '{ good += $1; bad += $2 } END { if (NR) print good + 0, bad + 0 }'; }

count_alone() { echo "0 0"; }
# Whichever runner it was: nextest names no failures where there are none.
count_native() { sed -E '/Summary|test result/!d; /failed/!s/$/ 0 failed/' "$1" | sums 's/.*[^0-9]([0-9]+) passed.*[^0-9]([0-9]+) failed.*/\1 \2/p' -; }
count_agreements() { sums 's/^.* ([0-9]+) agreements$/\1/p' "$1"; }
count_scripts() { sed -nE 's/^([0-9]+) of ([0-9]+) scripts ran and agree$/\1 \2/p' "$1" | awk '{ good += $1; all += $2 } END { if (NR) print good, all - good }'; }
count_tap() { sed -nE 's/^# (pass|fail) ([0-9]+)/\1 \2/p' "$1" | awk '{ n[$1] += $2 } END { if (NR) print n["pass"] + 0, n["fail"] + 0 }'; }
# Failed stories are named again at the very end, where a cut log still shows them.
count_stories() {
  node -e '
    const { appendFileSync, readFileSync } = require("fs");
    const { stats, suites } = JSON.parse(readFileSync(process.argv[1], "utf8"));
    const walk = (suite) => [...(suite.suites ?? []).flatMap(walk), ...(suite.specs ?? [])];
    for (const { ok, file, line, title, tests } of suites.flatMap(walk)) {
      const words = tests.flatMap(({ results }) => results).map(({ error }) => error?.message).find(Boolean) ?? "";
      const short = words.replace(/\u001b\[\d+m/g, "").split("\n").filter(Boolean).slice(0, 3).join(" / ");
      if (!ok) appendFileSync(process.argv[2], `${file}:${line} ${title}: ${short}\n`);
    }
    console.log(stats.expected + stats.flaky, stats.unexpected);' "$1.json" "$RUN/failures" 2>/dev/null
}

# Names what failed and prints the last line; whether all is well.
count_up() {
  local failure passed failed
  while read -r failure; do say "failed: $failure"; done < "$RUN/failures"
  read -r passed failed < <(awk '{ good += $1; bad += $2 } END { print good + 0, bad + 0 }' "$RUN/counts")
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ]
}
