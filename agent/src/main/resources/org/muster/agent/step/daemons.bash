# shellcheck shell=bash
# Services of a node: started, found again and stopped by name.

# muster::stat PID: start time, state and session of a process in REPLY; 1 when there is none.
muster::stat() {
  local stat fields
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  read -ra fields <<<"${stat##*) }"
  REPLY="${fields[19]} ${fields[0]} ${fields[3]}"
}

# A pid alone proves nothing: it is reused. With the start time and the boot it names one process for good.
daemon_running() {
  local pid started boot this_boot start state
  { read -r pid started boot <"$MUSTER_STATE/daemons/$1/pid"; } 2>/dev/null || return 1
  read -r this_boot </proc/sys/kernel/random/boot_id
  [[ $boot == "$this_boot" ]] || return 1
  muster::stat "$pid" || return 1
  read -r start state _ <<<"$REPLY"
  [[ $start == "$started" && $state != [ZX] ]]
}

# start_daemon NAME [--port [HOST:]PORT]… [--log FILE] -- COMMAND…
start_daemon() {
  local name=${1-} ports=() log='' port command
  [[ $name =~ ^[A-Za-z0-9][A-Za-z0-9._-]*$ ]] || muster::misused "start_daemon: '$name' is not a name of letters, digits, '.', '_' and '-'"
  log=$MUSTER_ROOT/var/log/muster/$name.log
  shift
  while [[ ${1-} == --port || ${1-} == --log ]]; do
    [[ $1 == --port ]] && ports+=("${2-}") || log=${2-}
    shift 2 || muster::misused "start_daemon $name: '$1' needs a value"
  done
  [[ ${1-} == -- && $# -ge 2 ]] || muster::misused "start_daemon $name: needs '--' and a command after its options, got '$*'"
  shift
  printf -v command '%q ' "$@"
  if daemon_running "$name"; then
    [[ $(<"$MUSTER_STATE/daemons/$name/command") != "${command% }" ]] || return 0
    log "$name runs with another command, restarting it"
  fi
  stop_daemon "$name"
  for port in ${ports[@]+"${ports[@]}"}; do
    muster::check_port_is_free "$name" "$port"
  done
  muster::launch_daemon "$name" "$log" "${command% }" "$@"
}

# muster::launch_daemon NAME LOG COMMAND_AS_TEXT COMMAND…
muster::launch_daemon() {
  local name=$1 log=$2 dir=$MUSTER_STATE/daemons/$1
  mkdir -p "$dir" "${log%/*}"
  rm -f "$dir/pid"
  printf '%s\n' "$3" >"$dir/command"
  ln -sfn "$log" "$dir/log"
  shift 3
  (
    trap - ERR
    muster::close_all_but_standard
    exec </dev/null >>"$log" 2>&1
    cd "$dir" || exit 1
    unset MUSTER_STEP MUSTER_STEP_DIR MUSTER_PHASE MUSTER_ATTEMPT
    export MUSTER_DAEMON=$name
    # It writes its pid itself, before it becomes the program: no crash of ours leaves a daemon that nobody knows.
    # shellcheck disable=SC2016 # expanded by the inner bash
    exec setsid bash --noprofile --norc -c '
      read -r stat <"/proc/$$/stat"
      read -ra fields <<<"${stat##*) }"
      printf "%s %s %s\n" "$$" "${fields[19]}" "$(</proc/sys/kernel/random/boot_id)" >pid.next && mv -f pid.next pid || exit 1
      exec "$@"' "muster-daemon $name" "$@"
  ) &
  disown "$!" # else bash tells of its end in the step's output
  # shellcheck disable=SC2034 # read by muster::until
  local muster_wait= # nothing that `status` should show
  muster::until 10000 test -s "$dir/pid" || fail "the daemon $name did not start; see $log"
  [[ ! -d /run/systemd/system || $MUSTER_ISOLATION == process ]] || muster::give_unit "$name"
}

# Where there is systemd, the daemon gets a unit of its own, so that it is shown, accounted and stopped as itself.
muster::give_unit() {
  local pid
  read -r pid _ <"$MUSTER_STATE/daemons/$1/pid"
  busctl call --quiet org.freedesktop.systemd1 /org/freedesktop/systemd1 org.freedesktop.systemd1.Manager \
    StartTransientUnit 'ssa(sv)a(sa(sv))' "muster-$1.scope" replace 1 PIDs au 1 "$pid" 0 \
    || log "systemd gave $1 no unit of its own; it runs without"
}

muster::close_all_but_standard() {
  local fd
  for fd in "/proc/$BASHPID/fd/"*; do
    fd=${fd##*/}
    if ((fd > 2)); then
      exec {fd}>&-
    fi
  done
}

# stop_daemon NAME [--timeout TIME]: the daemon and everything in its session; nothing when it does not run.
stop_daemon() {
  local name=$1 timeout=10s pid
  # shellcheck disable=SC2034 # read by muster::until
  local muster_wait= # nothing that `status` should show
  if [[ ${2-} == --timeout ]]; then
    timeout=${3-}
  fi
  { read -r pid _ <"$MUSTER_STATE/daemons/$name/pid"; } 2>/dev/null || return 0
  muster::signal_session TERM "$name" "$pid"
  muster::millis "stop_daemon $name" "$timeout"
  if ! muster::until "$REPLY" muster::session_is_empty "$name" "$pid"; then
    log "$name did not stop within $timeout, killing it"
    muster::signal_session KILL "$name" "$pid"
    muster::until 5000 muster::session_is_empty "$name" "$pid" || fail "process $pid of $name cannot be killed"
  fi
  rm -f "$MUSTER_STATE/daemons/$name/pid"
}

# muster::session NAME PID: the processes of the daemon's session, in REPLY.
muster::session() {
  local name=$1 leader=$2 process start state session found=
  if [[ -e /proc/$leader ]] && ! daemon_running "$name" && ! muster::is_zombie "$leader"; then
    REPLY= # the number belongs to somebody else now
    return 0
  fi
  for process in /proc/[0-9]*; do
    process=${process#/proc/}
    muster::stat "$process" || continue
    read -r start state session <<<"$REPLY"
    if [[ $session == "$leader" && $state != [ZX] ]]; then
      found+=" $process"
    fi
  done
  REPLY=$found
}

muster::is_zombie() {
  muster::stat "$1" && [[ $REPLY == *' Z '* ]]
}

muster::session_is_empty() {
  muster::session "$@"
  [[ -z $REPLY ]]
}

muster::signal_session() {
  local signal=$1
  shift
  muster::session "$@"
  # shellcheck disable=SC2086 # a list of pids; one that is gone already is no error
  [[ -z $REPLY ]] || kill "-$signal" $REPLY 2>/dev/null || true
}

muster::report_death() {
  local log=$MUSTER_STATE/daemons/$1/log
  log "the daemon $1 ended; the last lines of $(readlink "$log"):"
  tail -n 20 "$log" >&2 || true
}

# muster::check_port_is_free DAEMON [HOST:]PORT
muster::check_port_is_free() {
  local host='' port=${2##*:} inode
  [[ $2 != *:* ]] || host=${2%:*}
  [[ $port =~ ^[1-9][0-9]{0,4}$ ]] || muster::misused "start_daemon $1: '$2' is not a port, or host:port"
  muster::listener "$host" "$port"
  inode=$REPLY
  if [[ -n $inode ]]; then
    muster::holder "$inode"
    fail "$1 needs port $2, which is in use by $REPLY; stop it, or give $1 another port"
  fi
}

# muster::listener HOST PORT: the inode of the socket that listens there, or on all addresses; of any, without HOST.
muster::listener() {
  local host=$1 port address='' a b c d table lines line local_end state inode
  printf -v port '%04X' "$2"
  if [[ -n $host ]]; then
    [[ $host =~ ^[0-9.]+$ ]] || read -r host _ < <(getent ahostsv4 "$host") || true
    IFS=. read -r a b c d <<<"$host"
    printf -v address '%02X%02X%02X%02X' "$d" "$c" "$b" "$a"
  fi
  for table in /proc/net/tcp /proc/net/tcp6; do
    [[ -r $table ]] || continue
    # In one go: bash reads a file line by line by going back, and the kernel would make the table anew each time.
    mapfile -t lines <"$table"
    for line in "${lines[@]}"; do
      [[ $line == *":$port "* ]] || continue
      read -r _ local_end _ state _ _ _ _ _ inode _ <<<"$line"
      [[ $state == 0A && ${local_end#*:} == "$port" ]] || continue
      local_end=${local_end%:*}
      if [[ -z $address || $local_end == *"$address" || $local_end =~ ^0+$ ]]; then
        REPLY=$inode
        return 0
      fi
    done
  done
  REPLY=
}

# muster::holder INODE: who has that socket, in words.
muster::holder() {
  local inode kind file words text
  while read -r inode kind file; do
    if [[ $inode == "$1" && $kind == socket ]]; then
      file=${file#/proc/}
      file=${file%%/*}
      mapfile -d '' -t words <"/proc/$file/cmdline" || words=()
      text=${words[*]}
      ((${#text} <= 100)) || text="${text:0:40} … ${text: -50}"
      REPLY="process $file ($text)"
      return 0
    fi
  done < <(stat -L -c '%i %F %n' /proc/[0-9]*/fd/* 2>/dev/null || true)
  REPLY='another process'
}
