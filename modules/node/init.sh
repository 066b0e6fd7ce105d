# What a machine keeps over its life: limits and kernel settings. They go into the image.

if [[ $MUSTER_ISOLATION == process ]]; then
  log "limits and kernel settings are left alone: this node is a process on a machine of somebody else"
  exit 0
fi

# write FILE TEXT: whole or not at all.
write() {
  mkdir -p "${1%/*}"
  printf '%s\n' "$2" >"$1.next"
  mv -f "$1.next" "$1"
}

write "$MUSTER_ROOT/etc/security/limits.d/90-muster.conf" '* soft nofile 1000000
* hard nofile 1000000
root soft nofile 1000000
root hard nofile 1000000'
write "$MUSTER_ROOT/etc/sysctl.d/90-muster.conf" 'vm.overcommit_memory = 1
vm.swappiness = 10'
