# Starts the ResourceManager and the history on the first master, and a NodeManager on every worker as soon as it is taken.

source ./yarn.bash

export HADOOP_ROOT_LOGGER=INFO,console
master=${MASTERS%%$'\n'*}

# The web pages reach into a package that Java 17 closed.
readonly opened=--add-opens=java.base/java.lang=ALL-UNNAMED

if first_of master; then
  start_daemon yarn-resourcemanager --port "$MUSTER_ADDRESS:8032" --port "$MUSTER_ADDRESS:8088" -- \
    env "YARN_RESOURCEMANAGER_OPTS=$(java_options 8 160 4096) $opened" yarn resourcemanager
  start_daemon mapreduce-history --port "$MUSTER_ADDRESS:10020" --port "$MUSTER_ADDRESS:19888" -- \
    env "MAPRED_HISTORYSERVER_OPTS=$(java_options 8 128 2048) $opened" mapred historyserver
  wait_for port 8031 --daemon yarn-resourcemanager --timeout 2m
fi
barrier resourcemanager-up

if on_role worker; then
  IFS=, read -ra local_dirs <<<"$MAPRED_LOCAL_DIRS"
  mkdir -p "${local_dirs[@]}" "$MUSTER_ROOT/mnt/mapreduce/logs"
  # It listens on all addresses, whatever it is told.
  export MAPREDUCE_SHUFFLE_PORT=$((13562 + MUSTER_PORT_OFFSET))
  start_daemon yarn-nodemanager --port "$MUSTER_ADDRESS:8041" --port "$MUSTER_ADDRESS:8042" \
    --port "0.0.0.0:$MAPREDUCE_SHUFFLE_PORT" -- \
    env "YARN_NODEMANAGER_OPTS=$(java_options 8 128 1024) $opened" yarn nodemanager
  wait_for command node_is_taken "$master" "$MUSTER_ADDRESS" --daemon yarn-nodemanager --timeout 2m
fi

if first_of master; then
  wait_for port 10020 --daemon mapreduce-history --timeout 2m
fi
