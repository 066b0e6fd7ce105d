package org.muster.coordinator.flow;

/** What the services of all clusters share. */
record ClusterKit(
    OwnerParts owner,
    ServiceParts parts,
    EventFormat json,
    StepLogs logs,
    SecretValues secrets,
    LogAllowance allowance,
    Observations observations) {}
