#!/usr/bin/env bash
# Runs on every node when the packages are installed.
printf 'with %s\n' "$(cat /opt/greeting)" >/etc/rpms-init
