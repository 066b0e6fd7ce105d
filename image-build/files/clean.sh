#!/usr/bin/env bash
# Removes what belongs to this machine alone. Nobody comes in by ssh afterwards.

set -euo pipefail

# Keys and names: each machine makes its own at its first boot.
rm -f /etc/ssh/ssh_host_*
find /root /home -mindepth 1 -maxdepth 3 -path '*/.ssh/authorized_keys' -delete
find /root /home -mindepth 1 -maxdepth 2 -name '.*_history' -delete
: >/etc/machine-id
rm -f /var/lib/dbus/machine-id /var/lib/systemd/random-seed
if command -v cloud-init >/dev/null; then
  cloud-init clean --logs
fi
if command -v apt-get >/dev/null; then
  apt-get clean
  rm -rf /var/lib/apt/lists/*
elif command -v dnf >/dev/null; then
  dnf --quiet clean all
fi
find /var/log -type f -delete
rm -rf /tmp/muster-image
sync
