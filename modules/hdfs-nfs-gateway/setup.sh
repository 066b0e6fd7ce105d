# Starts Hadoop's own portmapper and the gateway on the first master, and mounts HDFS wherever the kernel can.

mount_point=$MUSTER_ROOT/hdfs_nfs
master=${MASTERS%%$'\n'*}
options=-Xmx256m
((MUSTER_MEMORY_MB >= 4096)) || options+=' -XX:+UseSerialGC -XX:TieredStopAtLevel=1'

kernel_has_nfs() {
  grep -qw nfs /proc/filesystems || { modprobe nfs 2>/dev/null && grep -qw nfs /proc/filesystems; }
}

if first_of master; then
  if [[ -d /run/systemd/system ]]; then
    # The system's portmapper has the port that Hadoop's needs.
    systemctl --quiet disable --now rpcbind.socket rpcbind.service 2>/dev/null || true
  fi
  gateway=(env "HADOOP_CONF_DIR=$MUSTER_ROOT/etc/hdfs-nfs-gateway" "HDFS_PORTMAP_OPTS=-Xmx64m -XX:+UseSerialGC" "HDFS_NFS3_OPTS=$options")
  start_daemon hdfs-portmap --port "$MUSTER_ADDRESS:111" -- "${gateway[@]}" "$HADOOP_HOME/bin/hdfs" portmap
  wait_for port 111 --daemon hdfs-portmap --timeout 1m
  mkdir -p "$MUSTER_ROOT/mnt/hdfs-nfs"
  start_daemon hdfs-nfs3 --port "$MUSTER_ADDRESS:2049" -- "${gateway[@]}" "$HADOOP_HOME/bin/hdfs" nfs3
  wait_for port 4242 --daemon hdfs-nfs3 --timeout 2m
  wait_for port 2049 --daemon hdfs-nfs3 --timeout 2m
fi
barrier gateway-up

if ! kernel_has_nfs; then
  log "the kernel of this node has no NFS client: $mount_point is not mounted; nfs://$master/ can be read with nfs-cp and its like"
elif ! mountpoint -q "$mount_point"; then
  mkdir -p "$mount_point"
  mount -t nfs -o vers=3,proto=tcp,nolock,noacl,sync "$master:/" "$mount_point"
  log "HDFS is mounted at $mount_point"
fi
