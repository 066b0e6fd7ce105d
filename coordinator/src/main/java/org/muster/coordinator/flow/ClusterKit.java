package org.muster.coordinator.flow;

/** What the services of all clusters share. */
record ClusterKit(
    OwnerParts owner,
    ServiceParts parts,
    EventJson json,
    LogStore logs,
    Secrets secrets,
    Observations observations) {}
