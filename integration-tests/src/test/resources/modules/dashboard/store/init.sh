log "installed"
