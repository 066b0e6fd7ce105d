# What is written in the folder must be in HDFS, and the other way round.

mount_point=$MUSTER_ROOT/fuse_dfs
name=muster-fuse-$MUSTER_NODE
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

head -c 300000 /dev/urandom >"$folder/sample"

arrived_in_hdfs() {
  hdfs dfs -cat "/tmp/$name-written" | cmp - "$folder/sample"
}

arrived_in_folder() {
  cmp "$folder/sample" "$mount_point/tmp/$name-put"
}

cp "$folder/sample" "$mount_point/tmp/$name-written"
wait_for command arrived_in_hdfs --timeout 60s || fail "what was written at $mount_point/tmp/$name-written is not in HDFS"
hdfs dfs -put -f "$folder/sample" "/tmp/$name-put"
wait_for command arrived_in_folder --timeout 30s || fail "what was put into HDFS does not show at $mount_point/tmp/$name-put"
log "files pass between HDFS and $mount_point both ways"
