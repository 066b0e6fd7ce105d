# shellcheck shell=bash
# Waiting for something to become true, and for nothing else: there is no sleep here.

# muster::millis WHO TIME: 500ms, 30s, 5m, 1h or seconds, as milliseconds in REPLY.
muster::millis() {
  [[ $2 =~ ^([0-9]{1,9})(ms|s|m|h|)$ ]] || muster::misused "$1: '$2' is not a time such as 500ms, 30s, 5m or 1h"
  case ${BASH_REMATCH[2]} in
    ms) REPLY=$((10#${BASH_REMATCH[1]})) ;;
    m) REPLY=$((10#${BASH_REMATCH[1]} * 60000)) ;;
    h) REPLY=$((10#${BASH_REMATCH[1]} * 3600000)) ;;
    *) REPLY=$((10#${BASH_REMATCH[1]} * 1000)) ;;
  esac
}

muster::now_millis() {
  local at=${EPOCHREALTIME//[.,]/}
  REPLY=$((at / 1000))
}

# muster::pause MILLIS PIPE: reads from a pipe that nobody writes to, so that a signal still ends it.
muster::pause() {
  local seconds
  printf -v seconds '%d.%03d' "$(($1 / 1000))" "$(($1 % 1000))"
  read -r -t "$seconds" -u "$2" || true
}

# muster::until LIMIT_MILLIS COMMAND…: looks often at first, then twice a second; 1 when the time is over.
muster::until() {
  local limit=$1 pause=20 begin left announced='' silence='' expired=0
  shift
  muster::now_millis
  begin=$REPLY
  until "$@"; do
    muster::now_millis
    left=$((begin + limit - REPLY))
    if ((left <= 0)); then
      expired=1
      break
    fi
    if [[ -z $announced && -n ${muster_wait-} ]] && ((REPLY - begin >= 500)); then
      announced=1
      muster::tell waiting "name=$muster_wait" "for=$muster_wait"
    fi
    [[ -n $silence ]] || exec {silence}<> <(:)
    muster::pause "$((pause < left ? pause : left))" "$silence"
    pause=$((pause * 3 / 2 < 500 ? pause * 3 / 2 : 500))
  done
  [[ -z $silence ]] || exec {silence}>&-
  [[ -z $announced ]] || muster::tell waiting "name=$muster_wait" for=
  return "$expired"
}

# muster::connects HOST PORT: a port on the way to nowhere must not hold us for the minutes that the kernel would try.
# Of this machine the kernel tells who listens, which saves the processes of a try while nobody does.
muster::connects() {
  if [[ $1 == "$MUSTER_ADDRESS" || $1 == 127.* ]] && [[ -r /proc/net/tcp ]]; then
    muster::listener "$1" "$2"
    [[ -n $REPLY ]] || return 1
  fi
  # shellcheck disable=SC2016 # $0 and $1 are for the inner bash
  timeout --foreground 5 bash --noprofile --norc -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>/dev/null
}

# muster::split_url URL: host, port and path in REPLY.
muster::split_url() {
  local host port=80 path=/
  [[ $1 =~ ^http://([^/:]+)(:([0-9]+))?(/.*)?$ ]] || muster::misused "'$1' is not a URL such as http://host:port/path"
  host=${BASH_REMATCH[1]}
  [[ -z ${BASH_REMATCH[3]} ]] || port=${BASH_REMATCH[3]}
  [[ -z ${BASH_REMATCH[4]} ]] || path=${BASH_REMATCH[4]}
  REPLY="$host $port $path"
}

# http_get URL: prints the body of a page, without any other program; 1 unless the answer is 2xx or 3xx.
http_get() {
  muster::http GET "$1"
}

# http_put URL: the same, for services that are told by the URL alone what to do.
http_put() {
  muster::http PUT "$1"
}

muster::http() {
  local host port path connection status line
  muster::split_url "$2"
  read -r host port path <<<"$REPLY"
  muster::connects "$host" "$port" || return 1
  { exec {connection}<>"/dev/tcp/$host/$port"; } 2>/dev/null || return 1
  printf '%s %s HTTP/1.0\r\nHost: %s:%s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n' \
    "$1" "$path" "$host" "$port" >&"$connection"
  IFS=' ' read -r -t 10 -u "$connection" _ status _ || status=0
  while IFS= read -r -t 10 -u "$connection" line && [[ $line != $'\r' && -n $line ]]; do :; done
  while IFS= read -r -t 10 -u "$connection" line || [[ -n $line ]]; do
    printf '%s\n' "$line"
    line=
  done
  exec {connection}>&-
  [[ $status == [23]?? ]]
}

# The last output of a command that is waited for is what people need to see when it never succeeds.
muster::try_quietly() {
  # shellcheck disable=SC2034 # read by fail
  local muster_trying=1
  if muster_last_output=$("$@" 2>&1); then
    return 0
  fi
  return 1
}

# muster::ready_or_dead DAEMON COMMAND…: 0 as well when the daemon is gone, since there is nothing left to wait for.
muster::ready_or_dead() {
  local daemon=$1
  shift
  "$@" || { [[ -n $daemon ]] && ! daemon_running "$daemon"; }
}

# wait_for [--timeout TIME] [--daemon NAME] port [HOST:]PORT | file PATH | http URL | command WORD…
# The options may also come last. With --daemon it gives up as soon as that daemon is gone.
wait_for() {
  local timeout=60s daemon='' what host muster_wait muster_last_output='' words=()
  muster::wait_options "$@"
  set -- ${words[@]+"${words[@]}"}
  what=${1-}
  (($# >= 2)) || muster::misused "wait_for: needs port, file, http or command, and what to wait for; got '$*'"
  muster_wait="$what ${*:2}"
  case $what in
    port)
      host=${2%:*}
      [[ $2 == *:* ]] || host=$MUSTER_ADDRESS
      [[ ${2##*:} =~ ^[0-9]+$ ]] || muster::misused "wait_for port: '$2' is not a port, or host:port"
      set -- muster::connects "$host" "${2##*:}"
      ;;
    file) set -- test -e "$2" ;;
    http) set -- muster::try_quietly http_get "$2" ;;
    command) set -- muster::try_quietly "${@:2}" ;;
    *) muster::misused "wait_for: '$what' is not port, file, http or command" ;;
  esac
  muster::millis wait_for "$timeout"
  if ! muster::until "$REPLY" muster::ready_or_dead "$daemon" "$@"; then
    log "gave up after $timeout waiting for $muster_wait"
    [[ -z $muster_last_output ]] || tail -n 5 <<<"$muster_last_output" >&2
    return 1
  fi
  if [[ -n $daemon ]] && ! daemon_running "$daemon"; then
    muster::report_death "$daemon"
    return 1
  fi
}

# Sets timeout, daemon and words of wait_for.
muster::wait_options() {
  while [[ ${1-} == --timeout || ${1-} == --daemon ]]; do
    printf -v "${1#--}" '%s' "${2?wait_for: $1 needs a value}"
    shift 2
  done
  words=("$@")
  while ((${#words[@]} > 3)) && [[ ${words[-2]} == --timeout || ${words[-2]} == --daemon ]]; do
    printf -v "${words[-2]#--}" '%s' "${words[-1]}"
    words=("${words[@]:0:${#words[@]}-2}")
  done
}
