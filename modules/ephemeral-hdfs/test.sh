# A file must come back as it went in, and every worker must be a live DataNode.

source ./namenode.bash

master=${MASTERS%%$'\n'*}
sample=$(mktemp)
trap 'rm -f "$sample"' EXIT

wait_for command all_datanodes_live "$master" --timeout 60s
log "$(all_datanodes_live "$master")"

head -c 1500000 /dev/urandom >"$sample"
sum=$(sha256sum <"$sample")
hdfs dfs -put -f "$sample" /tmp/muster-test
back=$(hdfs dfs -cat /tmp/muster-test | sha256sum)
[[ $back == "$sum" ]] || fail "HDFS gave back another file than it was given: sha256 ${back%% *} instead of ${sum%% *}"
log "a file of 1.5 MB came back from HDFS as it went in"
