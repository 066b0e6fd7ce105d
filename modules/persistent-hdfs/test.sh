# A file must come back as it went in, and so must the one that an earlier test left here: that is what persistent means.

source ./daemons.bash

master=${MASTERS%%$'\n'*}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# sum_of FILE: of one in HDFS.
sum_of() {
  persistent-hdfs dfs -cat "$1" | sha256sum
}

wait_for command all_datanodes_live "$master" --timeout 60s
log "$(all_datanodes_live "$master")"

if persistent-hdfs dfs -get /muster-test/kept /muster-test/kept.sum "$folder" 2>/dev/null; then
  [[ $(sha256sum <"$folder/kept") == "$(<"$folder/kept.sum")" ]] || fail "what an earlier test left in the persistent HDFS came back changed"
  log "what an earlier test left is still there"
fi
head -c 1500000 /dev/urandom >"$folder/next"
sha256sum <"$folder/next" >"$folder/next.sum"
persistent-hdfs dfs -mkdir -p /muster-test
persistent-hdfs dfs -put -f "$folder/next" /muster-test/kept
persistent-hdfs dfs -put -f "$folder/next.sum" /muster-test/kept.sum
back=$(sum_of /muster-test/kept)
[[ $back == "$(<"$folder/next.sum")" ]] || fail "the persistent HDFS gave back another file than it was given: sha256 ${back%% *}"
log "a file of 1.5 MB came back from the persistent HDFS as it went in"
