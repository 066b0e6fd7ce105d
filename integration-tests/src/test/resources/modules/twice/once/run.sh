log "ran"
