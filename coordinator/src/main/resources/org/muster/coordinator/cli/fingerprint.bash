#!/usr/bin/env bash
# Notes what modules have made of this node, or prints what has changed since that was noted.
#
#   fingerprint.bash note | compare
#
# A line tells of each daemon and each file, in fields with tabs between them, of which the name is the last. What has
# changed is printed as it was, and behind a tab as it is; "end" and how many lines there were comes last. What changes
# without any script is left out: see docs/module-author-guide.md, "Tested twice".
set -euo pipefail
export LC_ALL=C

readonly noted=$MUSTER_ROOT/var/lib/muster-test/fingerprint
cd "${MUSTER_ROOT:-/}"

left_out=(./dev ./proc ./sys ./run ./tmp ./var './mnt*' './vol*' './root/.*')
IFS=, read -ra data_dirs <<<"$MUSTER_DATA_DIRS"
for directory in ${data_dirs[@]+"${data_dirs[@]}"}; do
  left_out+=(".${directory#"$MUSTER_ROOT"}")
done
tests=(-name $'*\n*') # no line can hold such a name
for path in "${left_out[@]}"; do
  tests+=(-o -path "$path")
done
readonly found=(find . -xdev \( "${tests[@]}" \) -prune -o)

# process PID: its state and the moment when it started, in ticks since the boot.
process() {
  local stat fields
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  read -ra fields <<<"${stat##*) }"
  REPLY="${fields[0]} ${fields[19]}"
}

daemons() {
  local file name pid started boot
  for file in "$MUSTER_STATE"/daemons/*/pid; do
    [[ -f $file ]] || continue
    name=${file%/pid}
    read -r pid started boot <"$file"
    if [[ $boot == "$(</proc/sys/kernel/random/boot_id)" ]] && process "$pid" && [[ $REPLY == [!ZX]" $started" ]]; then
      printf 'daemon\t%s\t%s\t%s\n' "$pid" "$started" "${name##*/}"
    fi
  done
}

# When the node began.
beginning() {
  local boot
  boot=$(sed -n 's/^btime //p' /proc/stat)
  process 1
  printf '%s\n' "$((boot + ${REPLY#* } / $(getconf CLK_TCK) - 10))"
}

# Of what the system's packages hold, most of all files, only those are read that somebody has touched since the node
# began; a module writes its own again where an image has them already. A file that goes away meanwhile has no hash.
hashes() {
  "${found[@]}" -type f \( -newerct "@$(beginning)" -o ! -path './usr/*' -o -path './usr/local/*' \) -print0 \
    | xargs -0 -r sha256sum 2>/dev/null || true
}

files() {
  awk -F '\t' '
    NR == FNR {
      hash = substr($0, 1, 64); name = substr($0, 67)
      if (sub(/^\\/, "", hash)) { # the name has a backslash, and each of them is doubled
        hash = substr($0, 2, 64); name = substr($0, 68); gsub(/\\\\/, "\\", name)
      }
      hashes[name] = hash
      next
    }
    {
      name = $0; sub(/^[^\t]*\t[^\t]*\t[^\t]*\t[^\t]*\t/, "", name)
      printf "file\t%s\t%s\t%s\n", $1, $2 == "f" ? $3 " " hashes[name] : $4, name
    }
  ' <(hashes) <("${found[@]}" -printf '%y %m %u:%g\t%y\t%s\t%l\t%p\n')
}

fingerprint() {
  daemons
  files
}

mkdir -p "${noted%/*}"
fingerprint | sort >"$noted.now"
case $1 in
  note) mv "$noted.now" "$noted" && echo 'end 0' ;;
  compare) comm -3 "$noted" "$noted.now" | awk '{ print } END { print "end " NR }' ;;
esac
