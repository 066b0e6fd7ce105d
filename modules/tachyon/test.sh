# What is written through the cache must be in HDFS, and come back; where there is Spark, it must read through the cache too.

source ./alluxio.bash

master=${MASTERS%%$'\n'*}
read -ra workers <<<"$MUSTER_WORKERS"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

all_workers_active() {
  local active
  active=$(active_workers "$master" | wc -l)
  printf '%s of %s workers of Alluxio are active\n' "$active" "${#workers[@]}"
  ((active == ${#workers[@]}))
}

wait_for command all_workers_active --timeout 60s
log "$(all_workers_active)"

head -c 1500000 /dev/urandom >"$folder/sample"
alluxio fs rm -R /muster-tachyon >/dev/null 2>&1 || true # not there the first time
alluxio fs mkdir /muster-tachyon
alluxio fs copyFromLocal "$folder/sample" /muster-tachyon/sample
below=$(hdfs dfs -cat /muster-tachyon/sample | sha256sum)
alluxio fs copyToLocal /muster-tachyon/sample "$folder/back"
back=$(sha256sum <"$folder/back")
sum=$(sha256sum <"$folder/sample")
[[ $below == "$sum" ]] || fail "HDFS holds another file than was written through Alluxio"
[[ $back == "$sum" ]] || fail "Alluxio gave back another file than it was given"
log "a file of 1.5 MB went through Alluxio into HDFS and came back"

jobs=$MUSTER_ROOT/opt/spark-standalone/jobs.jar
if [[ $'\n'$MODULES$'\n' == *$'\n'spark-standalone$'\n'* ]]; then
  printf 'cache spark cache\n' >"$folder/words"
  counted=$(spark-submit --class org.muster.jobs.WordCount --conf spark.ui.enabled=false "$jobs" \
    "$folder/words" "alluxio://$master:19998/muster-tachyon" | tail -n 1)
  [[ $counted == '3 2 cache 2' ]] || fail "Spark counted '$counted' through Alluxio, not '3 2 cache 2'"
  log "Spark read through Alluxio"
fi
