# Smoke job: counts the words of a text on the cluster, and compares with what sort and uniq say of the same text.

source ./cluster.bash

text=$(mktemp)
trap 'rm -f "$text"' EXIT
for ((copy = 0; copy < 100; copy++)); do
  cat jobs/text.txt
done >"$text"

# count_here: the same three figures as the job prints, without Spark.
count_here() {
  LC_ALL=C tr -cs '[:lower:]' '\n' <"$text" | sed '/^$/d' | LC_ALL=C sort | uniq -c | LC_ALL=C sort -k1,1nr -k2,2 \
    | awk '{ words += $1 } NR == 1 { top = $2 " " $1 } END { print words, NR, top }'
}

directory=()
if [[ $'\n'$MODULES$'\n' == *$'\n'ephemeral-hdfs$'\n'* ]]; then
  directory=("hdfs://${MASTERS%%$'\n'*}:9000/tmp/muster-smoke")
fi

expected=$(count_here)
counted=$(submit org.muster.jobs.WordCount "$text" "${directory[@]}" | tail -n 1)
[[ $counted == "$expected" ]] || fail "the smoke job counted '$counted', but sort and uniq '$expected'"

read -r words distinct top often <<<"$counted"
with_commas() {
  sed -E ':again; s/\B[0-9]{3}(,|$)/,&/; t again' <<<"$1"
}
log "smoke job: $(with_commas "$words") words, $(with_commas "$distinct") distinct, most frequent: '$top' ($(with_commas "$often") times)${directory[*]:+, read from ${directory[*]}}"
