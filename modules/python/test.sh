# SciPy must find the minimum of a parabola, and what else is there must load.

minimum=$(python3 -c 'from scipy.optimize import minimize_scalar; print(round(minimize_scalar(lambda x: (x - 3) ** 2).x, 6))')
[[ $minimum == 3.0 ]] || fail "SciPy finds the minimum of (x - 3)² at '$minimum'"
log "SciPy finds the minimum of (x - 3)² at $minimum"

if [[ -z $PYTHON_PACKAGES ]]; then
  mean=$(python3 -c 'import pandas, sklearn, matplotlib; print(pandas.Series([1, 2, 6]).mean())')
  [[ $mean == 3.0 ]] || fail "pandas says that the mean of 1, 2 and 6 is '$mean'"
fi
