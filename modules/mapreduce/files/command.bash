#!/usr/bin/env bash
# What is on the PATH as yarn and mapred: finds the programs and their configuration for whoever types the name.
set -euo pipefail

self=${BASH_SOURCE[0]}
root=$(cd "${self%/*}" && pwd -P)
root=${root%/usr/local/bin}

if [[ -r $root/etc/profile.d/muster.sh ]]; then
  # shellcheck disable=SC1091
  source "$root/etc/profile.d/muster.sh"
fi
export HADOOP_MAPRED_HOME=$root/opt/mapreduce
export HADOOP_YARN_HOME=$HADOOP_MAPRED_HOME
export HADOOP_HOME=$HADOOP_MAPRED_HOME
export HADOOP_CONF_DIR=$root/etc/mapreduce
export HADOOP_LOG_DIR=${HADOOP_LOG_DIR:-$root/var/log/muster}
if [[ -z ${JAVA_HOME-} ]]; then
  java=$(readlink -f "$(type -p java)")
  export JAVA_HOME=${java%/bin/java}
fi
# A command that lives for seconds is done before a better compiler or collector would pay off.
export HADOOP_CLIENT_OPTS=${HADOOP_CLIENT_OPTS--XX:TieredStopAtLevel=1 -XX:+UseSerialGC}
export HADOOP_ROOT_LOGGER=${HADOOP_ROOT_LOGGER:-WARN,console}

exec "$HADOOP_HOME/bin/${self##*/}" "$@"
