# Each node exports its figures; the server on the first master reads them, and what Spark and HDFS export where they run.

source ./targets.bash

if [[ -d /run/systemd/system ]]; then
  # Those of the packages know nothing of this cluster, and would come back at the next boot.
  systemctl --quiet disable --now prometheus-node-exporter prometheus 2>/dev/null || true
fi

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
