# shellcheck shell=bash
# The disks of a node besides its root: told apart by what they say of themselves and never by their names, whose order
# changes from boot to boot.

readonly metadata=http://169.254.169.254/latest

# list_disks: a line for each, "instance-store DEVICE" or "volume DEVICE". A disk that says neither is left alone.
list_disks() {
  if [[ $MUSTER_ISOLATION == container ]]; then
    list_mapped_disks # the disks under /sys are those of the machine that the containers share
  else
    list_nvme_disks
  fi
}

list_nvme_disks() {
  local disk model
  for disk in /sys/block/nvme*; do
    [[ -r $disk/device/model ]] || continue
    model=$(<"$disk/device/model")
    if [[ $model == 'Amazon EC2 NVMe Instance Storage'* ]]; then
      printf 'instance-store /dev/%s\n' "${disk##*/}"
    elif [[ $model == 'Amazon Elastic Block Store'* ]] && ! is_root_disk "${disk##*/}"; then
      printf 'volume /dev/%s\n' "${disk##*/}"
    fi
  done
}

# The root's own file system is on a part of its disk.
is_root_disk() {
  local root
  root=$(findmnt -n -o SOURCE /)
  [[ $root == "/dev/$1" || -e /sys/block/$1/${root#/dev/} ]]
}

list_mapped_disks() {
  local token names name kind device
  token=$(curl -sf -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' "$metadata/api/token")
  names=$(curl -sf -H "X-aws-ec2-metadata-token: $token" "$metadata/meta-data/block-device-mapping/")
  while read -r name; do
    case $name in
      ephemeral*) kind=instance-store ;;
      ebs*) kind=volume ;;
      *) continue ;;
    esac
    device=$(curl -sf -H "X-aws-ec2-metadata-token: $token" "$metadata/meta-data/block-device-mapping/$name")
    printf '%s /dev/%s\n' "$kind" "$device"
  done <<<"$names"
}

# mount_disk DEVICE DIRECTORY: a disk with a file system is taken as it is; formatting is for blank ones.
mount_disk() {
  local device=$1 directory=$2
  if mountpoint -q "$directory"; then
    return 0
  fi
  if [[ -z $(blkid --probe --output value --match-tag TYPE "$device" || true) ]]; then
    format_disk "$device"
  fi
  mkdir -p "$directory"
  mount -o noatime,nodiratime "$device" "$directory"
  log "mounted $device at $directory"
}

# A disk that holds anything that is known, such as partitions, is not ours.
format_disk() {
  local device=$1 found=0
  blkid --probe "$device" >/dev/null || found=$?
  ((found == 2)) || fail "$device holds something that is no file system, so it is not formatted; empty or detach it"
  log "formatting $device"
  if [[ -n $(type -p mkfs.xfs) ]]; then
    mkfs.xfs -q -K "$device"
  else
    mkfs.ext4 -q -E nodiscard,lazy_itable_init=0,lazy_journal_init=0 "$device"
  fi
}

# The instance's own disks become /mnt, /mnt2, …; volumes, which may outlive it, /vol0, /vol1, …, and /vol is the first.
mount_disks() {
  local kind device stores=0 volumes=0
  while read -r kind device; do
    case $kind in
      volume)
        mount_disk "$device" "$MUSTER_ROOT/vol$volumes"
        volumes=$((volumes + 1))
        ;;
      instance-store)
        stores=$((stores + 1))
        mount_disk "$device" "$MUSTER_ROOT/mnt${stores#1}"
        ;;
    esac
  done
  if ((volumes > 0)) && [[ ! -e $MUSTER_ROOT/vol ]]; then
    ln -s vol0 "$MUSTER_ROOT/vol"
  fi
}
