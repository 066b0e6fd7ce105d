# Each node exports its figures; the server on the first master reads them, and what Spark and HDFS export where they run.

targets=$MUSTER_ROOT/etc/prometheus/muster-targets

if [[ -d /run/systemd/system ]]; then
  # Those of the packages know nothing of this cluster, and would come back at the next boot.
  systemctl --quiet disable --now prometheus-node-exporter prometheus 2>/dev/null || true
fi

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

exporter=$(type -P prometheus-node-exporter || type -P node_exporter)
start_daemon node-exporter --port "$MUSTER_ADDRESS:9100" -- "$exporter" "--web.listen-address=$MUSTER_ADDRESS:9100"
wait_for port 9100 --daemon node-exporter

if first_of master; then
  write_all_targets
  mkdir -p "$MUSTER_ROOT/mnt/prometheus"
  start_daemon prometheus --port "$MUSTER_ADDRESS:9090" -- prometheus \
    "--config.file=$MUSTER_ROOT/etc/prometheus/muster.yml" "--storage.tsdb.path=$MUSTER_ROOT/mnt/prometheus" \
    "--web.listen-address=$MUSTER_ADDRESS:9090"
  wait_for http "http://$MUSTER_ADDRESS:9090/-/ready" --daemon prometheus
fi
