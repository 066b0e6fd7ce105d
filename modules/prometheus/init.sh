# An exporter on every node; the server where a master may be.

install_packages apt:prometheus-node-exporter rpm:golang-github-prometheus-node-exporter
if [[ -n $MUSTER_IMAGE_BUILD ]] || on_role master; then
  install_packages apt:prometheus rpm:golang-github-prometheus
fi
