#!/usr/bin/env bash
# On this machine: waits until the launch has ended, which says so through a FIFO.

set -euo pipefail

if [[ -z ${BAKED:-} ]]; then
  exit 0
fi
read -r exit_code <"$BAKED"
if [[ $exit_code != 0 ]]; then
  echo "the init of the modules failed: the launch ended with $exit_code; no image is made" >&2
  exit 1
fi
