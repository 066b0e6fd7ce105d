# shellcheck shell=bash
# Which HDFS to drain.

# shellcheck disable=SC1091 # the module hadoop lays it there
source "$MUSTER_ROOT/usr/local/lib/muster/drain.bash"

# shellcheck disable=SC2034 # for what was just sourced
hdfs_command=persistent-hdfs hdfs_namenode=${MASTERS%%$'\n'*}:19870 hdfs_excludes=$MUSTER_ROOT/etc/persistent-hdfs/excluded
