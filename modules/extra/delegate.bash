# shellcheck shell=bash

# find_users_script PHASE: sets script, or returns 1 when this node has none to run.
find_users_script() {
  script=$MUSTER_ROOT/root/extra/$1.sh
  [[ $EXTRA_ROLES =~ ^(master|worker|all)$ ]] || fail "EXTRA_ROLES is '$EXTRA_ROLES', not master, worker or all"
  [[ -r $script ]] || return 1
  [[ $EXTRA_ROLES == all ]] || on_role "$EXTRA_ROLES" || return 1
  log "running $script"
}
