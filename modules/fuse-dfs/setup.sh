# Mounts HDFS, by a daemon that stays as long as the mount.

mount_point=$MUSTER_ROOT/fuse_dfs
master=${MASTERS%%$'\n'*}

[[ -e /dev/fuse ]] || fail "this node has no /dev/fuse, so that HDFS cannot be mounted here; take fuse-dfs out of the modules"
if ! daemon_running fuse-dfs; then
  # What a daemon that is gone has left cannot even be looked at.
  umount -l "$mount_point" 2>/dev/null || true
fi
mkdir -p "$mount_point"
if [[ -x $HADOOP_HOME/bin/fuse_dfs ]]; then
  start_daemon fuse-dfs -- env "CLASSPATH=$("$HADOOP_HOME/bin/hdfs" classpath --glob)" \
    "$HADOOP_HOME/bin/fuse_dfs" -f "dfs://$master:9000" "$mount_point" -o rw,usetrash
else
  start_daemon fuse-dfs -- rclone mount hdfs:/ "$mount_point" --config "$MUSTER_ROOT/etc/fuse-dfs/rclone.conf" \
    --cache-dir "$MUSTER_ROOT/mnt/fuse-dfs" --vfs-cache-mode writes --dir-cache-time 5s --allow-other
fi
wait_for command mountpoint -q "$mount_point" --daemon fuse-dfs --timeout 1m
log "HDFS is mounted at $mount_point"
