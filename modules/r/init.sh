# R without what draws on screens.

install_packages apt:r-base-core rpm:R-core
log "$(Rscript --version 2>&1) is there"
