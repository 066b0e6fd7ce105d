#!/usr/bin/env bash
# What is on the PATH under the names of Spark's programs: finds Spark and its configuration for whoever types the name.
set -euo pipefail

self=${BASH_SOURCE[0]}
root=$(cd "${self%/*}" && pwd -P)
root=${root%/usr/local/bin}

if [[ -r $root/etc/profile.d/muster.sh ]]; then
  # shellcheck disable=SC1091
  source "$root/etc/profile.d/muster.sh"
fi
export SPARK_HOME=${SPARK_HOME:-$root/opt/spark}
export SPARK_CONF_DIR=${SPARK_CONF_DIR:-$root/etc/spark}
if [[ -z ${JAVA_HOME-} ]]; then
  java=$(readlink -f "$(type -p java)")
  export JAVA_HOME=${java%/bin/java}
fi

exec "$SPARK_HOME/bin/${self##*/}" "$@"
