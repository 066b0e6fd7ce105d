# shellcheck shell=bash
# Asking the agent: a request is a file in the directory of the step, the answer one line through a pipe beside it.

# Puts a request where the agent finds it. The rename makes it visible at once and whole.
muster::post() {
  local id=$1 verb=$2 field value text
  local backslash=$'\\' newline=$'\n' carriage=$'\r'
  shift 2
  text=$verb$newline
  for field in "$@"; do
    value=${field#*=}
    value=${value//"$backslash"/"$backslash$backslash"}
    value=${value//"$newline"/"${backslash}n"}
    value=${value//"$carriage"/"${backslash}r"}
    text+=${field%%=*}=$value$newline
  done
  printf '%s' "$text" >"$MUSTER_STEP_DIR/requests/.$id.tmp"
  mv -fT "$MUSTER_STEP_DIR/requests/.$id.tmp" "$MUSTER_STEP_DIR/requests/$id.req"
}

# muster::tell VERB [NAME=VALUE]…: no answer is waited for.
muster::tell() {
  muster::post "$BASHPID-${EPOCHREALTIME//[.,]/}" "$@"
}

# muster::ask VERB [NAME=VALUE]…: the answer is in REPLY; a refusal is printed and returns 1.
muster::ask() {
  local id=$BASHPID-${EPOCHREALTIME//[.,]/} answer channel
  local request=$MUSTER_STEP_DIR/requests/$id
  mkfifo -m 600 "$request.fifo"
  # Opened for reading and writing, so that neither side ever waits for the other to open it, even over a restart of the agent.
  exec {channel}<>"$request.fifo"
  muster::post "$id" "$@"
  IFS= read -r -u "$channel" answer
  exec {channel}>&-
  rm -f "$request.req" "$request.fifo"
  printf -v REPLY '%b' "${answer#* }"
  case $answer in
    ok | 'ok '*)
      [[ $answer != ok ]] || REPLY=
      ;;
    *)
      printf 'muster: %s: %s\n' "$1" "$REPLY" >&2
      return 1
      ;;
  esac
}

# barrier NAME [--members ROLE|all] [--quorum N|P%] [--timeout TIME]
barrier() {
  local name=${1-} group=all quorum=100% seconds='' millis
  [[ $name =~ ^[A-Za-z0-9][A-Za-z0-9._-]*$ ]] || muster::misused "barrier: '$name' is not a name of letters, digits, '.', '_' and '-'"
  shift
  while (($# > 0)); do
    case $1 in
      --members) group=${2-} ;;
      --quorum) quorum=${2-} ;;
      --timeout)
        muster::millis "barrier $name" "${2-}"
        millis=$REPLY
        seconds=$(((millis + 999) / 1000))
        ;;
      *) muster::misused "barrier $name: unknown option '$1'" ;;
    esac
    shift 2 || muster::misused "barrier $name: '$1' needs a value"
  done
  [[ $group =~ ^(all|master|worker)$ ]] || muster::misused "barrier $name: --members is '$group', not all, master or worker"
  [[ $quorum =~ ^[0-9]+%?$ ]] || muster::misused "barrier $name: --quorum is '$quorum', not a number or a percentage"
  muster::ask barrier "name=$name" "members=$group" "quorum=$quorum" "timeout=$seconds"
}

# share KEY VALUE
share() {
  (($# == 2)) || muster::misused "share: needs a key and a value, got $# words"
  muster::ask share "key=$1" "value=$2"
}

# shared KEY [--timeout TIME]: prints the value as soon as somebody shared it.
shared() {
  local key=${1-} millis=300000
  if [[ ${2-} == --timeout ]]; then
    muster::millis "shared $key" "${3-}"
    millis=$REPLY
  elif (($# != 1)); then
    muster::misused "shared: needs one key, got '$*'"
  fi
  muster::ask shared "key=$key" "timeout=$(((millis + 999) / 1000))"
  printf '%s\n' "$REPLY"
}

# artifact NAME: prints the path of the unpacked artifact. It is shared with other nodes: never write into it.
artifact() {
  muster::ask artifact "name=$1"
  printf '%s\n' "$REPLY"
}

# render: renders the templates of this module again.
render() {
  muster::ask render
}

# export_env NAME VALUE: here, in all later steps of this node, and in login shells.
export_env() {
  [[ ${1-} =~ ^[A-Za-z_][A-Za-z0-9_]*$ ]] || muster::misused "export_env: '${1-}' is not a name of a variable"
  (($# == 2)) || muster::misused "export_env $1: needs exactly one value"
  muster::ask export_env "name=$1" "value=$2"
  export "$1=$2"
}
