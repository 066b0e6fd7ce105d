# shellcheck shell=bash
# What the Master and the Workers say of themselves over HTTP.

master_state() {
  http_get "http://${MASTERS%%$'\n'*}:8080/json/"
}

# alive_workers_and_cores: two numbers.
alive_workers_and_cores() {
  local state
  state=$(master_state)
  [[ $state =~ \"aliveworkers\"\ :\ ([0-9]+),[[:space:]]*\"cores\"\ :\ ([0-9]+) ]] \
    || fail "the Spark Master does not tell of its workers"
  printf '%s %s\n' "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
}

# worker_has_registered HOST:PORT
worker_has_registered() {
  [[ $(http_get "http://$1/json/") =~ \"masterwebuiurl\"\ :\ \"http ]]
}

# all_workers_alive: whether all Workers of all workers are.
all_workers_alive() {
  local alive expected workers
  read -ra workers <<<"$MUSTER_WORKERS"
  expected=$((${#workers[@]} * ${SPARK_WORKER_INSTANCES:-1}))
  alive=$(alive_workers_and_cores)
  alive=${alive% *}
  printf '%s of %s Spark Workers are alive\n' "$alive" "$expected"
  ((alive == expected))
}

# cores_in_use HOST:PORT: by executors on a Worker.
cores_in_use() {
  [[ $(http_get "http://$1/json/") =~ \"coresused\"\ :\ ([0-9]+) ]] || fail "the Spark Worker at $1 does not tell what it runs"
  printf '%s\n' "${BASH_REMATCH[1]}"
}

# note_executor_memory: an executor that asks for more than the smallest Worker has would not run everywhere.
note_executor_memory() {
  local file=$MUSTER_ROOT/etc/spark/executor-memory
  printf '%sm\n' "$(smallest_worker_memory)" >"$file.next"
  mv -f "$file.next" "$file"
}

# smallest_worker_memory: in MB, of those that the Master knows.
smallest_worker_memory() {
  local state least=
  state=$(master_state)
  state=${state%%'"aliveworkers"'*}
  while [[ $state =~ \"memory\"\ :\ ([0-9]+) ]]; do
    if [[ -z $least ]] || ((BASH_REMATCH[1] < least)); then
      least=${BASH_REMATCH[1]}
    fi
    state=${state#*"${BASH_REMATCH[0]}"}
  done
  [[ -n $least ]] || fail "no Spark Worker is registered with the Master"
  printf '%s\n' "$least"
}

# submit CLASS ARGUMENT…: runs one of our jobs, and starts it only when every core of the cluster is there for it.
submit() {
  local class=$1 cores
  shift
  cores=$(alive_workers_and_cores)
  cores=${cores#* }
  spark-submit --class "$class" \
    --driver-java-options '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' \
    --conf spark.executor.extraJavaOptions='-XX:TieredStopAtLevel=1 -XX:+UseSerialGC' \
    --conf spark.cores.max="$cores" \
    --conf spark.scheduler.minRegisteredResourcesRatio=1.0 \
    --conf spark.scheduler.maxRegisteredResourcesWaitingTime=180s \
    --conf spark.ui.enabled=false \
    "$(jobs_jar)" "$@"
}

# jobs_jar: prints the path of the compiled jobs, and compiles them the first time.
jobs_jar() {
  local jar=$MUSTER_ROOT/opt/spark-standalone/jobs.jar classes library libraries=
  if [[ ! -s $jar || $MUSTER_MODULE_DIR/jobs -nt $jar ]]; then
    [[ -n $(type -p javac) ]] || fail "javac is missing: $MUSTER_MODULE needs a JDK on the master, a JRE is not enough"
    for library in "$SPARK_HOME"/jars/{spark-core_,spark-common-,scala-library-,hadoop-client-api-}*.jar; do
      libraries+=$library:
    done
    classes=$(mktemp -d)
    javac -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC -proc:none --release 17 -cp "$libraries" -d "$classes" \
      "$MUSTER_MODULE_DIR"/jobs/*.java
    mkdir -p "${jar%/*}"
    jar -J-XX:TieredStopAtLevel=1 --create --file "$jar.next" -C "$classes" .
    mv -f "$jar.next" "$jar"
    rm -rf "$classes"
  fi
  printf '%s\n' "$jar"
}
