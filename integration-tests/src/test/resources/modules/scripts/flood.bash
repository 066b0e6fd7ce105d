# Prints 100 MB as fast as it can.
line=$(printf 'x%.0s' {1..99})
head -c 100000000 < <(yes "$line")
printf 'the flood is over\n'
