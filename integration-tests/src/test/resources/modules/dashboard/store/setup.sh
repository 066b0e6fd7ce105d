log "up"
