package org.muster.coordinator.core.view;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.muster.protocol.ClusterName;

/**
 * All that {@code status} shows of a cluster, at one moment.
 *
 * @param state launching, running, failed, blocked, stopping, stopped, starting, destroying or
 *     destroyed
 * @param seq the last event that this view has seen: follow the events from here
 * @param deployment the newest that is not a command; null when there was none
 * @param alarms refused joins and the like, newest last
 */
public record ClusterView(
    ClusterName name,
    long incarnation,
    String state,
    String provider,
    long seq,
    Instant at,
    Instant createdAt,
    List<String> modules,
    SortedMap<String, String> variables,
    DeploymentView deployment,
    List<NodeView> nodes,
    List<ServiceView> services,
    List<String> alarms) {}
