# Sources the script $1 and prints what it set or changed as NAME=VALUE, each with a NUL behind it.
# What the script itself prints goes to the standard error output.
declare -A muster_before
for muster_name in $(compgen -v); do
  case $muster_name in muster_*) continue ;; esac
  muster_before[$muster_name]="${!muster_name-}"
done
exec {muster_answer}>&1 1>&2
muster_script=$1
set --
source "$muster_script"
set +euxfv
IFS=$' \t\n'
for muster_name in $(compgen -v); do
  case $muster_name in
    muster_* | BASH* | COMP_* | DIRSTACK | EPOCH* | FUNCNAME | GROUPS | IFS | LINENO) continue ;;
    OLDPWD | OPT* | PIPESTATUS | PPID | PWD | RANDOM | SECONDS | SHELLOPTS | SHLVL | SRANDOM | UID | EUID | _) continue ;;
  esac
  if [[ -v muster_before[$muster_name] && ${muster_before[$muster_name]} == "${!muster_name-}" ]]; then
    continue
  fi
  muster_flags=$(declare -p "$muster_name" 2>/dev/null)
  muster_flags=${muster_flags#declare }
  case ${muster_flags%% *} in
    *[aA]*) printf 'array %s\0' "$muster_name" >&"$muster_answer" ;;
    *) printf '%s=%s\0' "$muster_name" "${!muster_name-}" >&"$muster_answer" ;;
  esac
done
printf 'end of variables\0' >&"$muster_answer"
