# Starts the NameNode on the first master, and a DataNode on every worker as soon as it can be reached.

source ./namenode.bash

export HADOOP_CONF_DIR=$MUSTER_ROOT/etc/ephemeral-hdfs
export HADOOP_ROOT_LOGGER=INFO,console
export HADOOP_LOG_DIR=$MUSTER_ROOT/var/log/muster
name_dir=$MUSTER_ROOT/mnt/ephemeral-hdfs/name
master=${MASTERS%%$'\n'*}

# WebHDFS, and with it the file browser of the web pages, reaches into a package that Java 17 closed.
readonly opened=--add-opens=java.base/java.lang=ALL-UNNAMED

# A name directory counts when all of it is there: it is made beside its place and renamed, so that a crash in
# between leaves none. The fixed cluster id lets DataNodes that know a former NameNode follow a new one.
format_once() {
  if [[ -s $name_dir/current/VERSION ]]; then
    return 0
  fi
  log "formatting the NameNode in $name_dir"
  rm -rf "$name_dir.next" "$name_dir"
  mkdir -p "${name_dir%/*}"
  HADOOP_ROOT_LOGGER=WARN,console hdfs namenode "-Ddfs.namenode.name.dir=file://$name_dir.next" -format -nonInteractive -clusterid "$MUSTER_CLUSTER"
  mv -T "$name_dir.next" "$name_dir"
}

if first_of master; then
  HDFS_NAMENODE_OPTS="$(java_options 8 128 4096) $opened"
  export HDFS_NAMENODE_OPTS
  [[ -e $HADOOP_CONF_DIR/excluded ]] || touch "$HADOOP_CONF_DIR/excluded" # the NameNode insists on it
  format_once
  start_daemon namenode --port "$MUSTER_ADDRESS:9000" --port "$MUSTER_ADDRESS:9870" -- \
    env "HDFS_NAMENODE_OPTS=$HDFS_NAMENODE_OPTS" hdfs namenode
  wait_for port 9000 --daemon namenode --timeout 2m
fi
barrier namenode-up

if on_role worker; then
  # On one machine all DataNodes call from one address, and the NameNode tells them apart by their ports.
  export HDFS_DATANODE_PORT=$((9866 + 10 * MUSTER_PORT_OFFSET))
  export HDFS_DATANODE_IPC_PORT=$((9867 + 10 * MUSTER_PORT_OFFSET))
  export HDFS_DATANODE_HTTP_PORT=$((9864 + 10 * MUSTER_PORT_OFFSET))
  IFS=, read -ra data_dirs <<<"$HDFS_DATA_DIRS"
  mkdir -p "${data_dirs[@]}"
  start_daemon datanode --port "$MUSTER_ADDRESS:$HDFS_DATANODE_PORT" \
    --port "$MUSTER_ADDRESS:$HDFS_DATANODE_IPC_PORT" --port "$MUSTER_ADDRESS:$HDFS_DATANODE_HTTP_PORT" -- \
    env "HDFS_DATANODE_OPTS=$(java_options 8 96 1024) $opened" hdfs datanode
  wait_for command datanode_has_registered "$MUSTER_ADDRESS:$HDFS_DATANODE_HTTP_PORT" --daemon datanode --timeout 2m
fi

if first_of master; then
  wait_for command namenode_takes_writes "$master" --daemon namenode --timeout 2m
  make_directory "$master" "/user/$(id -un)"
  make_directory "$master" /tmp
fi
