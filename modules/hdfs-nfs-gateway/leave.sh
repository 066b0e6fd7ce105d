# A mount of a gateway that is gone would hang whoever looks at it.

if leaving && mountpoint -q "$MUSTER_ROOT/hdfs_nfs"; then
  umount -f -l "$MUSTER_ROOT/hdfs_nfs"
fi
