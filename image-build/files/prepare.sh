#!/usr/bin/env bash
# On the machine that becomes the image: Java, the agent, and the unit that starts it. May run again.

set -euo pipefail

readonly from=/tmp/muster-image
readonly home=/usr/lib/muster

install_packages() {
  if command -v apt-get >/dev/null; then
    apt-get -qq update
    DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends \
      openjdk-17-jre-headless curl ca-certificates python3 procps iproute2 nftables >/dev/null
  else
    # curl is there, as curl-minimal, which the whole curl would conflict with.
    dnf --quiet --assumeyes install java-17-amazon-corretto-headless python3 procps-ng iproute nftables
  fi
}

has_all() {
  local program
  for program in java curl python3 ps ip; do
    command -v "$program" >/dev/null || return 1
  done
}

has_all || install_packages

install -D -m 644 -t "$home" "$from/muster-agent.jar" "$from/muster-agent.options"
install -m 755 "$from/muster-join" "$home/muster-join"
install -D -m 644 "$from/muster-agent.service" /etc/systemd/system/muster-agent.service
mkdir -p /etc/systemd/system/multi-user.target.wants
ln -sfn ../muster-agent.service /etc/systemd/system/multi-user.target.wants/muster-agent.service

# With the archive of its classes, an agent starts in half the time.
java "@$home/muster-agent.options" "-XX:ArchiveClassesAtExit=$home/muster-agent.jsa" -jar "$home/muster-agent.jar" --cds-warmup
