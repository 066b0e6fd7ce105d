# The shell must compile and run a line.

script=$(mktemp --suffix=.scala)
trap 'rm -f "$script"' EXIT
printf '%s\n' 'println("answer: " + (1 to 6).sum * 2)' >"$script"

answer=$(scala "$script" 2>&1)
[[ $answer == *'answer: 42'* ]] || fail "Scala $SCALA_VERSION said: $answer"
log "Scala $SCALA_VERSION compiles and runs"
