# shellcheck shell=bash
# Whom the server asks.

targets=$MUSTER_ROOT/etc/prometheus/muster-targets

is_deployed() {
  [[ $'\n'$MODULES$'\n' == *$'\n'"$1"$'\n'* ]]
}

# write_targets JOB PATH HOST:PORT…: in the form in which Prometheus finds targets in files.
write_targets() {
  local file=$targets/$1.json job=$1 path=$2 list
  shift 2
  printf -v list '"%s",' "$@"
  printf '[{"targets":[%s],"labels":{"job":"%s","__metrics_path__":"%s"}}]\n' "${list%,}" "$job" "$path" >"$file.next"
  mv -f "$file.next" "$file"
}

write_all_targets() {
  local nodes master=${MASTERS%%$'\n'*} workers=()
  mapfile -t nodes <<<"$MASTERS${SLAVES:+$'\n'$SLAVES}"
  [[ -z $SLAVES ]] || mapfile -t workers <<<"$SLAVES"
  mkdir -p "$targets"
  write_targets node /metrics "${nodes[@]/%/:9100}"
  # Prometheus watches the folder, so that it stays while what is in it changes.
  is_deployed ephemeral-hdfs || rm -f "$targets"/hdfs-*.json
  is_deployed spark-standalone || rm -f "$targets"/spark-*.json
  if is_deployed ephemeral-hdfs; then
    write_targets hdfs-namenode /prom "$master:9870"
    write_targets hdfs-datanode /prom "${workers[@]/%/:9864}"
  fi
  if is_deployed spark-standalone; then
    write_targets spark-master /metrics/master/prometheus "$master:8080"
    write_targets spark-worker /metrics/prometheus "${workers[@]/%/:8081}"
  fi
}
