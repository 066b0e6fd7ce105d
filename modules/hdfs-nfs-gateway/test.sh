# What is put into HDFS must be readable over NFS, on every node.

master=${MASTERS%%$'\n'*}
# In the root, which is all that the client without a mount can open.
name=muster-nfs-$MUSTER_NODE
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

head -c 300000 /dev/urandom >"$folder/sample"
hdfs dfs -put -f "$folder/sample" "/$name"

same_over_nfs() {
  if mountpoint -q "$MUSTER_ROOT/hdfs_nfs"; then
    cmp "$folder/sample" "$MUSTER_ROOT/hdfs_nfs/$name"
  else
    nfs-cat "nfs://$master//$name?uid=65534&gid=65534" >"$folder/back" && cmp "$folder/sample" "$folder/back"
  fi
}

wait_for command same_over_nfs --timeout 30s || fail "the gateway on $master does not give /$name as HDFS has it"
if mountpoint -q "$MUSTER_ROOT/hdfs_nfs"; then
  log "a file of HDFS reads the same at $MUSTER_ROOT/hdfs_nfs"
else
  log "a file of HDFS reads the same over NFS, by a client without a mount"
fi
hdfs dfs -rm -skipTrash "/$name" >/dev/null
