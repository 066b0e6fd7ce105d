#!/usr/bin/env bash
# Prints the trust file for EC2's identity documents (regions.pem) from what AWS publishes, or from files of that form:
#   build/ec2-regions.sh >coordinator/src/main/resources/org/muster/coordinator/link/identity/regions.pem
#   build/ec2-regions.sh FILE… >mine.pem
# Look at the difference before you commit it: whoever is in that file says who an instance is.

set -euo pipefail

readonly pages=(
  https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/regions-certs.md
  https://docs.amazonaws.cn/en_us/AWSEC2/latest/UserGuide/regions-certs.md
)

published() {
  if (($# > 0)); then
    cat -- "$@"
  else
    curl --silent --show-error --fail --location --proto '=https' "${pages[@]}"
  fi
}

# A heading for each region ends in its name; below it, one for each kind of signature and its certificate.
entries() {
  tr -d '\r' | awk '
    /^## / { region = $NF; kind = ""; next }
    /^#### \[/ { kind = $0; next }
    /^ *-----BEGIN CERTIFICATE-----/ && kind ~ /RSA-2048/ { print "\n# region: " region; inside = 1 }
    inside { sub(/^ +/, ""); print }
    /-----END CERTIFICATE-----/ { inside = 0 }'
}

source_text=$(published "$@")
found=$(entries <<<"$source_text")
if [[ -z $found ]]; then
  echo "ec2-regions: no RSA-2048 certificate was found; has the page another form now? See ${pages[0]}" >&2
  exit 1
fi
cat <<HEAD
# Certificates of the regions of EC2 for the RSA-2048 signature of instance identity documents.
# Published by AWS: ${pages[0]%.md}.html
# (cn-*: ${pages[1]%.md}.html)
# Taken on $(date --utc +%F) from ${*:-there} by build/ec2-regions.sh.
HEAD
printf '%s\n' "$found"
