# Hands over to the user's own setup.sh, which comes with --deploy-root-dir in its folder root/extra.

source ./delegate.bash

if find_users_script setup; then
  # shellcheck disable=SC2164 # a failure ends the script
  cd "${script%/*}"
  # shellcheck disable=SC1090
  source "$script"
fi
