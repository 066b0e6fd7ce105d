# Hands over to the user's own test.sh, which comes with --deploy-root-dir in its folder root/extra.

source ./delegate.bash

if find_users_script test; then
  # shellcheck disable=SC2164 # a failure ends the script
  cd "${script%/*}"
  # shellcheck disable=SC1090
  source "$script"
fi
