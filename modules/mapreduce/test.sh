# A job must count words as sort and uniq do, on every node that takes work, and the history must know of it.

source ./yarn.bash

master=${MASTERS%%$'\n'*}
read -ra workers <<<"$MUSTER_WORKERS"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

all_nodes_active() {
  local active
  active=$(active_nodes "$master")
  printf '%s of %s NodeManagers are active\n' "$active" "${#workers[@]}"
  ((active == ${#workers[@]}))
}

# succeeded_jobs: how many the history knows.
succeeded_jobs() {
  http_get "http://$master:19888/ws/v1/history/mapreduce/jobs?state=SUCCEEDED" | tr ',' '\n' | grep -c '"state":"SUCCEEDED"' || true
}

history_has_grown() {
  (($(succeeded_jobs) > known))
}

wait_for command all_nodes_active --timeout 60s
log "$(all_nodes_active)"
known=$(succeeded_jobs)

cat -- *.sh *.bash files/bin/* >"$folder/text"
hdfs dfs -mkdir -p /tmp/muster-mapreduce/in
hdfs dfs -put -f "$folder/text" /tmp/muster-mapreduce/in/
hdfs dfs -rm -r -f -skipTrash /tmp/muster-mapreduce/out >/dev/null

shopt -s nullglob
examples=("$HADOOP_MAPRED_HOME"/{jars,share/hadoop/mapreduce}/hadoop-mapreduce-examples-*.jar)
((${#examples[@]} > 0)) || fail "there is no jar of MapReduce examples in $HADOOP_MAPRED_HOME"
progress 30% "counting words by a MapReduce job"
HADOOP_ROOT_LOGGER=INFO,console yarn jar "${examples[0]}" wordcount \
  /tmp/muster-mapreduce/in /tmp/muster-mapreduce/out 2>&1 | tail -n 60

hdfs dfs -cat '/tmp/muster-mapreduce/out/part-r-*' | LC_ALL=C sort >"$folder/counted"
tr -s '[:space:]' '\n' <"$folder/text" | sed '/^$/d' | LC_ALL=C sort | LC_ALL=C uniq -c | awk '{ print $2 "\t" $1 }' | LC_ALL=C sort >"$folder/expected"
cmp "$folder/counted" "$folder/expected" || fail "the job counted other words than sort and uniq did"
wait_for command history_has_grown --timeout 60s || fail "the history on $master does not know the job"
log "a MapReduce job counted $(wc -l <"$folder/counted") distinct words, as sort and uniq did"
