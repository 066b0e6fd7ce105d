# shellcheck shell=bash
# What a module's script finds when it starts. Executed by the runner, it loads itself and then the script of the step;
# sourced (source "$MUSTER_PRELUDE"), it only defines the functions, for a child bash of a script.

set -Eeuo pipefail
shopt -s inherit_errexit

export MUSTER_PRELUDE=${BASH_SOURCE[0]}

# shellcheck source=requests.bash
source "${MUSTER_PRELUDE%/*}/requests.bash"
# shellcheck source=waiting.bash
source "${MUSTER_PRELUDE%/*}/waiting.bash"
# shellcheck source=daemons.bash
source "${MUSTER_PRELUDE%/*}/daemons.bash"
# shellcheck source=packages.bash
source "${MUSTER_PRELUDE%/*}/packages.bash"
# shellcheck source=software.bash
source "${MUSTER_PRELUDE%/*}/software.bash"


# ---- words to people

log() {
  printf 'muster: %s\n' "$*" >&2
}

# fail REASON: within `wait_for command` it is only one try that failed.
fail() {
  printf 'muster: failed: %s\n' "$*" >&2
  [[ -n ${muster_trying-} ]] || muster::tell fail "reason=$*" || true
  exit 1
}

# progress [N%] TEXT
progress() {
  local percent=
  if [[ ${1-} =~ ^([0-9]{1,3})%$ ]]; then
    percent=${BASH_REMATCH[1]}
    shift
  fi
  muster::tell progress "percent=$percent" "text=$*"
  log "${percent:+$percent% }$*"
}

# Says where the script gave up: the innermost line that is not of this library.
muster::on_error() {
  local code=$1 command=${2%%$'\n'*} frame=1 file line text
  while [[ ${BASH_SOURCE[frame]-} == "${MUSTER_PRELUDE%/*}"/* ]]; do
    frame=$((frame + 1))
  done
  file=${BASH_SOURCE[frame]-}
  if [[ -z $file ]]; then
    muster::check_last_line "$code"
    return 0
  fi
  line=${BASH_LINENO[frame - 1]}
  if [[ -r $file ]]; then
    # What failed inside the library says nothing to the author; the line that called it does.
    mapfile -t -s "$((line - 1))" -n 1 text <"$file"
    text=("${text[0]#"${text[0]%%[![:space:]]*}"}")
    [[ ${text[0]} == *"$command"* || -z ${text[0]} ]] || command=${text[0]}
  fi
  file=${file#"${MUSTER_MODULE_DIR:-/}/"}
  [[ $file == /* ]] || file=${MUSTER_MODULE:-.}/${file#./}
  printf '%s:%s: command failed (exit %s): %s\n' "$file" "$line" "$code" "$command" >&2
}
# shellcheck disable=SC2016 # expanded when it happens
readonly muster_on_error='muster::on_error "$?" "$BASH_COMMAND"'
# shellcheck disable=SC2064
trap "$muster_on_error" ERR

# A wrong call of one of these functions ends the script: it is the author's mistake, and waiting would not mend it.
muster::misused() {
  fail "$1"
}

# ---- who is this node

# on_role ROLE
on_role() {
  [[ $MUSTER_ROLE == "$1" ]]
}

# first_of ROLE|all: true on one node only, the first of that role in the order of the members.
first_of() {
  local members
  case $1 in
    master) members=$MUSTER_MASTERS ;;
    worker) members=$MUSTER_WORKERS ;;
    all) members="$MUSTER_MASTERS $MUSTER_WORKERS" ;;
    *) muster::misused "first_of: '$1' is not master, worker or all" ;;
  esac
  read -ra members <<<"$members"
  [[ $MUSTER_NODE == "${members[0]-}" ]]
}

leaving() {
  [[ " ${LEAVING-} " == *" $MUSTER_NODE "* ]]
}

joining() {
  [[ " ${JOINING-} " == *" $MUSTER_NODE "* ]]
}

# ---- the script itself

# Sets muster_script.
muster::find_script() {
  local script=$MUSTER_MODULE_DIR/$MUSTER_PHASE.sh
  if [[ ! -r $script ]]; then
    printf 'muster: module %s has no %s.sh\n' "$MUSTER_MODULE" "$MUSTER_PHASE" >&2
    exit 127
  fi
  muster_script=$script
}

# A script may end in `on_role worker && start_daemon …`: that the condition is false is no failure. Where the script
# says `return` somewhere, the two cannot be told apart, and the status counts.
muster::check_last_line() {
  local text
  [[ -n ${muster_script-} ]] || return 0
  text=$(<"$muster_script")
  [[ $text =~ (^|[^A-Za-z0-9_])return([^A-Za-z0-9_]|$) ]] || exit 0
  printf '%s/%s.sh: ended with status %s; when that is only a condition on its last line, write it with if\n' \
    "$MUSTER_MODULE" "$MUSTER_PHASE" "$1" >&2
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  if [[ -r $MUSTER_ROOT/root/spark-ec2/ec2-user-variables.sh ]]; then
    # The user's own file, written for a shell that forgives.
    set +Eeu
    trap - ERR
    # shellcheck disable=SC1091
    source "$MUSTER_ROOT/root/spark-ec2/ec2-user-variables.sh"
    set -Eeu
    # shellcheck disable=SC2064
    trap "$muster_on_error" ERR
  fi
  muster::find_script
  # shellcheck disable=SC1090
  source "$muster_script"
fi
