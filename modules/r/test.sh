# A linear model must find the line that its points are on.

line=$(Rscript --vanilla -e 'x <- c(1, 2, 4, 8); cat(round(unname(coef(lm(2 * x + 1 ~ x))), 6))')
[[ $line == '1 2' ]] || fail "R fits the line '$line' to points of y = 2x + 1"
log "R fits y = 2x + 1 to its points"
