# A model that learned y = 2x + 1 from examples must tell y for an x that it never saw, after a way through a file.

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

awk 'BEGIN { for (i = 0; i < 400; i++) { x = (i % 40) / 20; if (x != 0.5) printf "%g | x:%g\n", 2 * x + 1, x } }' >"$folder/train"
vw --quiet --passes 10 -d "$folder/train" -f "$folder/model"
printf '| x:0.5\n' | vw --quiet -t -i "$folder/model" -p "$folder/answer"

answer=$(<"$folder/answer")
awk -v answer="$answer" 'BEGIN { exit !(answer > 1.95 && answer < 2.05) }' \
  || fail "after learning y = 2x + 1, vw says '$answer' for x = 0.5"
log "vw learned y = 2x + 1 from 390 examples, and says $answer for x = 0.5"
