# Starts Alluxio's master on the first master, and a worker with its share of the memory on every worker.

source ./alluxio.bash

master=${MASTERS%%$'\n'*}
journal=$MUSTER_ROOT/mnt/tachyon/journal
memory_file_system=$MUSTER_ROOT/mnt/tachyon/ramdisk

# A journal that exists is the file system's memory of itself: it is made once, beside its place.
format_once() {
  if [[ -d $journal/FileSystemMaster ]]; then
    return 0
  fi
  log "formatting the journal of Alluxio in $journal"
  rm -rf "$journal.next" "$journal"
  mkdir -p "$journal.next"
  ALLUXIO_USER_JAVA_OPTS="-XX:TieredStopAtLevel=1 -Dalluxio.master.journal.folder=$journal.next" alluxio format master
  mv -T "$journal.next" "$journal"
}

# The cache is a file system in memory; on process nodes, which may not mount one, a folder in the page cache.
mount_memory() {
  local size
  mkdir -p "$memory_file_system"
  if [[ $MUSTER_ISOLATION == process ]] || mountpoint -q "$memory_file_system"; then
    return 0
  fi
  size=$(sed -n 's/^alluxio.worker.ramdisk.size=\([0-9]*\)MB$/\1/p' "$MUSTER_ROOT/etc/tachyon/alluxio-site.properties")
  mount -t tmpfs -o "size=${size}m,mode=1777" tachyon "$memory_file_system" \
    || log "no file system in memory can be mounted here; the cache is a folder, $memory_file_system"
}

if first_of master; then
  format_once
  start_daemon alluxio-master --port "$MUSTER_ADDRESS:19998" --port "$MUSTER_ADDRESS:19999" -- \
    env "ALLUXIO_MASTER_JAVA_OPTS=$(java_options 16 192 4096)" alluxio master
  wait_for port 19998 --daemon alluxio-master --timeout 2m
fi
barrier alluxio-master-up

if on_role worker; then
  mount_memory
  start_daemon alluxio-worker --port "$MUSTER_ADDRESS:29999" --port "$MUSTER_ADDRESS:30000" -- \
    env "ALLUXIO_WORKER_JAVA_OPTS=$(java_options 16 192 2048)" alluxio worker
  wait_for command worker_is_active "$master" "$MUSTER_ADDRESS" --daemon alluxio-worker --timeout 2m
fi
