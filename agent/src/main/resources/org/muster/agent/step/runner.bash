#!/usr/bin/env bash
# Runs the script of one step and writes down how it ended, whatever happens to the agent meanwhile.
#
#   setsid bash runner.bash STEP_DIRECTORY [CRASH_POINTS]
#
# Leaves the step's directory with runner.json (first), output.log and exit.json (last). Its own exit codes say why
# nothing was run: 90 the agent had already decided that this step never started, 91 another runner holds the step,
# 92 a runner was here before: an attempt is started at most once.

set -uo pipefail

readonly step_dir=$1
readonly library=${BASH_SOURCE[0]%/*}
readonly crash_points=${2:-}
ended_by=

# passed POINT: for tests of crashes only (see CrashPoint): the file says 'RUN AFTER POINT PASSAGE', and the runner that
# comes there for the PASSAGE-th time, of all that share the file, is gone.
passed() {
  [[ -f $crash_points && -O $crash_points ]] || return 0
  local run moment point passage=0 line before=0
  printf 'AFTER %s\n' "$1" >>"$crash_points.passed"
  while read -r line; do
    [[ $line != "AFTER $1" ]] || before=$((before + 1))
  done <"$crash_points.passed"
  read -r run moment point passage <"$crash_points"
  if [[ $moment == AFTER && $point == "$1" && $passage == "$before" ]]; then
    printf 'spent %s\n' "$run" >"$crash_points"
    kill -KILL "$$"
  fi
}

# write_durably FILE TEXT: after it, a crash of the machine leaves the old content or the new one, never half of it.
# Whoever ends all processes of a step may hit the small ones that write for us: then once more. No text is made in a
# subshell either, since one that is ended would leave an empty text behind.
write_durably() {
  local file=$step_dir/$1 tries
  for ((tries = 0; tries < 50; tries++)); do
    printf '%s\n' "$2" >"$file.next" \
      && sync "$file.next" \
      && mv -fT "$file.next" "$file" \
      && sync "$step_dir" \
      && return 0
  done
  return 1
}

# Field 22 of /proc/PID/stat, in REPLY; the name in field 2 may contain spaces and brackets.
start_time() {
  local stat fields
  read -r stat <"/proc/$1/stat"
  read -ra fields <<<"${stat##*) }"
  REPLY=${fields[19]}
}

# This moment in UTC, in REPLY.
now() {
  local TZ=UTC0 at=${EPOCHREALTIME/,/.}
  printf -v REPLY '%(%Y-%m-%dT%H:%M:%S)T.%sZ' "${at%.*}" "${at#*.}"
}

# The script, and all that it started in this group, gets the signal too; what ignores it is the agent's to kill.
stop() {
  ended_by=$1
  trap '' TERM INT HUP
  kill -TERM -- "-$$" 2>/dev/null || kill -TERM "${script:-0}" 2>/dev/null
}

exec {lock}>>"$step_dir/lock" || exit 91
flock -w 5 "$lock" || exit 91 # an agent that only looks holds it for a moment
[[ ! -e $step_dir/void ]] || exit 90
[[ ! -e $step_dir/runner.json ]] || exit 92

passed RUNNER_LOCKED

exec </dev/null >>"$step_dir/output.log" 2>&1
trap 'stop 143' TERM
trap 'stop 130' INT
trap 'stop 129' HUP
[[ -d $step_dir/requests ]] || mkdir -m 700 "$step_dir/requests"
read -r boot_id </proc/sys/kernel/random/boot_id
start_time "$$"
printf -v record '{"pid":%d,"startTime":%d,"bootId":"%s"}' "$$" "$REPLY" "$boot_id"
write_durably runner.json "$record" || exit 91
passed RUNNER_RECORDED

now
started_at=$REPLY
exit_code=0
if [[ -n $ended_by ]]; then
  exit_code=$ended_by
elif ! cd "$MUSTER_MODULE_DIR"; then
  exit_code=127
else
  if [[ -e $step_dir/command ]]; then
    # What a user typed: words, each ended by a zero byte, and no shell in between.
    mapfile -d '' -t words <"$step_dir/command"
    "${words[@]}" {lock}>&- &
  else
    bash --noprofile --norc "$library/prelude.bash" {lock}>&- &
  fi
  script=$!
  # A signal to this shell ends `wait` early; the script may still be on its way out.
  while true; do
    wait "$script" 2>/dev/null
    exit_code=$?
    kill -0 "$script" 2>/dev/null || break
  done
  exit_code=${ended_by:-$exit_code}
  if ((exit_code > 128)) && signal=$(kill -l "$((exit_code - 128))" 2>/dev/null); then
    printf 'muster: ended by signal %s\n' "$signal"
  fi
fi

passed SCRIPT_ENDED
now
printf -v record '{"exitCode":%d,"startedAt":"%s","finishedAt":"%s"}' "$exit_code" "$started_at" "$REPLY"
write_durably exit.json "$record" && passed EXIT_WRITTEN
