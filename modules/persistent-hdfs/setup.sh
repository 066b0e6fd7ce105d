# Starts a NameNode on the first master and DataNodes on the workers, on what outlives the instance.

source ./daemons.bash

export HADOOP_ROOT_LOGGER=INFO,console
export HADOOP_LOG_DIR=$MUSTER_ROOT/var/log/muster
mapfile -t folders < <(volumes)
master=${MASTERS%%$'\n'*}
name_dir=${folders[0]}/name

# WebHDFS reaches into a package that Java 17 closed.
readonly opened=--add-opens=java.base/java.lang=ALL-UNNAMED

# A volume that comes with a file system on it keeps it: only an empty one is formatted, beside its place.
format_once() {
  if [[ -s $name_dir/current/VERSION ]]; then
    return 0
  fi
  [[ ! -e $name_dir/current ]] || fail "$name_dir holds half a file system; look at it, and move it away to begin a new one"
  log "formatting the persistent NameNode in $name_dir"
  rm -rf "$name_dir.next"
  mkdir -p "${name_dir%/*}"
  HADOOP_ROOT_LOGGER=WARN,console persistent-hdfs namenode "-Ddfs.namenode.name.dir=file://$name_dir.next" \
    -format -nonInteractive -clusterid "persistent-$MUSTER_CLUSTER"
  mv -T "$name_dir.next" "$name_dir"
}

if [[ $MUSTER_ISOLATION == machine ]] && ! mountpoint -q "${folders[0]%/persistent-hdfs}"; then
  log "no volume is mounted at /vol: the persistent HDFS is on the root disk, and goes when that goes"
fi

if first_of master; then
  [[ -e $MUSTER_ROOT/etc/persistent-hdfs/excluded ]] || touch "$MUSTER_ROOT/etc/persistent-hdfs/excluded" # the NameNode insists on it
  format_once
  start_daemon persistent-namenode --port "$MUSTER_ADDRESS:9010" --port "$MUSTER_ADDRESS:$namenode_web_port" -- \
    env "HDFS_NAMENODE_OPTS=$(java_options 8 128 4096) $opened" "PERSISTENT_HDFS_NAME_DIR=file://$name_dir" persistent-hdfs namenode
  wait_for port 9010 --daemon persistent-namenode --timeout 2m
fi
barrier persistent-namenode-up

if on_role worker; then
  # On one machine all DataNodes call from one address, and the NameNode tells them apart by their ports.
  export HDFS_DATANODE_PORT=$((19866 + 10 * MUSTER_PORT_OFFSET))
  export HDFS_DATANODE_IPC_PORT=$((19867 + 10 * MUSTER_PORT_OFFSET))
  export HDFS_DATANODE_HTTP_PORT=$((19864 + 10 * MUSTER_PORT_OFFSET))
  data_dirs=$(printf '%s/data,' "${folders[@]}")
  mkdir -p "${folders[@]/%//data}"
  start_daemon persistent-datanode --port "$MUSTER_ADDRESS:$HDFS_DATANODE_PORT" \
    --port "$MUSTER_ADDRESS:$HDFS_DATANODE_IPC_PORT" --port "$MUSTER_ADDRESS:$HDFS_DATANODE_HTTP_PORT" -- \
    env "HDFS_DATANODE_OPTS=$(java_options 8 96 1024) $opened" "PERSISTENT_HDFS_DATA_DIRS=${data_dirs%,}" persistent-hdfs datanode
  wait_for command datanode_has_registered "$MUSTER_ADDRESS:$HDFS_DATANODE_HTTP_PORT" --daemon persistent-datanode --timeout 2m
fi

if first_of master; then
  wait_for command namenode_takes_writes "$master" --daemon persistent-namenode --timeout 2m
fi
