# Starts the Master on the first master, and Workers as soon as it takes them.

source ./cluster.bash

export SPARK_CONF_DIR=$MUSTER_ROOT/etc/spark
instances=${SPARK_WORKER_INSTANCES:-1}

# The daemons move messages, not data: they are small whatever the node is.
daemon_memory=$((MUSTER_MEMORY_MB < 4096 ? 192 : 1024))m
daemon_options=-Dspark.worker.cleanup.enabled=true
if ((MUSTER_MEMORY_MB < 4096)); then
  daemon_options+=' -XX:+UseSerialGC -XX:TieredStopAtLevel=1'
fi
daemon=(env "SPARK_DAEMON_MEMORY=$daemon_memory" "SPARK_DAEMON_JAVA_OPTS=$daemon_options" spark-class)

start_worker() {
  local number=$1 port=$((7077 + $1)) web_port=$((8080 + $1))
  start_daemon "spark-worker-$number" --port "$MUSTER_ADDRESS:$port" --port "$MUSTER_ADDRESS:$web_port" -- \
    "${daemon[@]}" org.apache.spark.deploy.worker.Worker --host "$MUSTER_ADDRESS" --port "$port" --webui-port "$web_port" \
    --memory "$(worker_memory)" "$(<"$SPARK_CONF_DIR/cluster-url")"
}

# What this node gives to Spark, divided by its Workers.
worker_memory() {
  local all
  # shellcheck disable=SC1091
  all=$(source "$SPARK_CONF_DIR/spark-env.sh" && printf '%s' "$SPARK_WORKER_MEMORY")
  printf '%dm' "$((${all%m} / instances))"
}

mkdir -p "$MUSTER_ROOT/mnt/spark/work"
if first_of master; then
  start_daemon spark-master --port "$MUSTER_ADDRESS:7077" --port "$MUSTER_ADDRESS:8080" -- \
    "${daemon[@]}" org.apache.spark.deploy.master.Master --host "$MUSTER_ADDRESS" --port 7077 --webui-port 8080
  wait_for port 7077 --daemon spark-master --timeout 2m
fi
barrier spark-master-up

if on_role master; then
  jar=$(jobs_jar)
  log "the jobs of test and run are in $jar"
fi

if on_role worker; then
  for ((number = 1; number <= instances; number++)); do
    start_worker "$number"
  done
  for ((number = 1; number <= instances; number++)); do
    wait_for command worker_has_registered "$MUSTER_ADDRESS:$((8080 + number))" \
      --daemon "spark-worker-$number" --timeout 2m
  done
fi
barrier spark-workers-up

if on_role master; then
  note_executor_memory
fi
