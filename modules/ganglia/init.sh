# A monitor on every node; collector and web page where a master may be.

install_packages apt:ganglia-monitor rpm:ganglia-gmond
if [[ -n $MUSTER_IMAGE_BUILD ]] || on_role master; then
  install_packages apt:gmetad rpm:ganglia-gmetad rrdtool python3
  mkdir -p /opt/ganglia-web
  install -m 644 files/ganglia_page.py /opt/ganglia-web/
fi
