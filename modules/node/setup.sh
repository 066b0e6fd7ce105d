# What has to be done at every boot: host name, kernel settings, disks and swap.

if [[ $MUSTER_ISOLATION == process ]]; then
  log "host name, disks and swap are left alone: this node is a process on a machine of somebody else"
  exit 0
fi

# shellcheck source=disks.bash
source "$MUSTER_MODULE_DIR/disks.bash"

set_hostname() {
  if [[ $(</proc/sys/kernel/hostname) != "$HOSTNAME" ]]; then
    printf '%s' "$HOSTNAME" >/proc/sys/kernel/hostname
    printf '%s\n' "$HOSTNAME" >"$MUSTER_ROOT/etc/hostname"
  fi
}

# Pages of 2 MB that the kernel joins behind our back cost the JVMs more than they bring.
disable_huge_pages() {
  local setting
  for setting in enabled defrag; do
    printf 'never' >"/sys/kernel/mm/transparent_hugepage/$setting" 2>/dev/null \
      || log "the kernel keeps its transparent_hugepage/$setting"
  done
}

make_swap() {
  local file=$MUSTER_ROOT/mnt/swap
  if ((SWAP_MB == 0)) || [[ $(</proc/swaps) == *"$file "* ]]; then
    return 0
  fi
  rm -f "$file"
  install -m 600 /dev/null "$file"
  dd if=/dev/zero of="$file" bs=1M count="$SWAP_MB" status=none
  mkswap "$file" >/dev/null
  swapon "$file"
  log "swap of $SWAP_MB MB is on"
}

set_hostname
disks=$(list_disks)
mount_disks <<<"$disks"
if [[ $MUSTER_ISOLATION == machine ]]; then
  sysctl -q -p "$MUSTER_ROOT/etc/sysctl.d/90-muster.conf"
  disable_huge_pages
  make_swap
else
  # The nodes in containers share the kernel and the memory of one machine, which are not ours to change.
  log "kernel settings and swap are left alone: the machine shares them between containers"
fi
