# Python's scientific libraries, as the system packages them.

packages=(python3 python3-numpy python3-scipy python3-pandas python3-matplotlib apt:python3-sklearn rpm:python3-scikit-learn)
if [[ -n $PYTHON_PACKAGES ]]; then
  read -ra packages <<<"$PYTHON_PACKAGES"
fi
install_packages "${packages[@]}"
export_env PYSPARK_PYTHON python3
log "$(python3 --version) is there, with SciPy $(python3 -c 'import scipy; print(scipy.__version__)')"
