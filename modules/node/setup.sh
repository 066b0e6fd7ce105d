# What has to be done at every boot: host name, kernel settings, local disks and swap.

if [[ $MUSTER_ISOLATION == process ]]; then
  log "host name, disks and swap are left alone: this node is a process on a machine of somebody else"
  exit 0
fi

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

# instance_disks: the disks that come and go with the instance, by what they say of themselves and never by their
# names, whose order changes from boot to boot.
instance_disks() {
  local disk
  for disk in /sys/block/nvme*; do
    if [[ -r $disk/device/model && $(<"$disk/device/model") == 'Amazon EC2 NVMe Instance Storage'* ]]; then
      printf '/dev/%s\n' "${disk##*/}"
    fi
  done
}

# mount_disk DEVICE DIRECTORY: a disk with a file system is taken as it is; formatting is for empty ones.
mount_disk() {
  local device=$1 directory=$2
  if mountpoint -q "$directory" || [[ -n $(findmnt -n -S "$device" || true) ]]; then
    return 0
  fi
  if ! blkid "$device" >/dev/null; then
    log "formatting $device"
    mkfs.xfs -q -K "$device"
  fi
  mkdir -p "$directory"
  mount -o defaults,noatime,nodiratime "$device" "$directory"
  log "mounted $device at $directory"
}

mount_disks() {
  local device number=1
  while read -r device; do
    mount_disk "$device" "$MUSTER_ROOT/mnt${number#1}"
    number=$((number + 1))
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
if [[ $MUSTER_ISOLATION == machine ]]; then
  # The nodes in containers share kernel, disks and memory of one machine, which are not ours to change.
  sysctl -q -p "$MUSTER_ROOT/etc/sysctl.d/90-muster.conf"
  disable_huge_pages
  mount_disks < <(instance_disks)
  make_swap
else
  log "kernel settings, disks and swap are left alone: the machine shares them between containers"
fi
