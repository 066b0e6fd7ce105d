# A mount whose file system is gone would hang whoever looks at it.

if leaving; then
  stop_daemon fuse-dfs
  umount -l "$MUSTER_ROOT/fuse_dfs" 2>/dev/null || true
fi
