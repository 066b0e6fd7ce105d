# The NameNode takes the new DataNodes for members, also where one has an address that another had who left.

source ./namenode.bash
source ./drain.bash

if first_of master; then
  hdfs_refresh
  wait_for command all_datanodes_live "$MUSTER_ADDRESS" --timeout 2m
  log "$(all_datanodes_live "$MUSTER_ADDRESS")"
fi
