# Every node's monitor sends to the one on the first master, from which the collector there reads.

if [[ -d /run/systemd/system ]]; then
  # Those of the packages know nothing of this cluster, and would come back at the next boot.
  systemctl --quiet disable --now ganglia-monitor gmond gmetad 2>/dev/null || true
fi

# Only the package's own configuration knows where its measuring parts are.
sed -n '/^modules/,/^}/p' /etc/ganglia/gmond.conf >/etc/ganglia/gmond-modules.conf
start_daemon gmond -- gmond --foreground --conf=/etc/ganglia/gmond-muster.conf

if first_of master; then
  install -d -o nobody /var/lib/ganglia/rrds
  start_daemon gmetad --port "$MUSTER_ADDRESS:8651" -- gmetad --debug=1 --conf=/etc/ganglia/gmetad-muster.conf
  start_daemon ganglia-web --port "$MUSTER_ADDRESS:5080" -- \
    python3 /opt/ganglia-web/ganglia_page.py "$MUSTER_ADDRESS" 5080 8651 /var/lib/ganglia/rrds
  wait_for port 8651 --daemon gmetad
  wait_for port 5080 --daemon ganglia-web
fi
