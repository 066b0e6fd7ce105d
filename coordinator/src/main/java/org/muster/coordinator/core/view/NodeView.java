package org.muster.coordinator.core.view;

import java.time.Instant;
import org.muster.protocol.InstanceNotice;
import org.muster.protocol.NodeId;
import org.muster.protocol.Role;

/**
 * One node as people see it.
 *
 * @param state wished, launched, joined, late, lost, stopped, terminated or failed
 * @param since when it came into that state
 * @param notice what its provider has given notice of, the gravest; null for nothing
 */
public record NodeView(
    NodeId node,
    Role role,
    String type,
    String state,
    Instant since,
    String instance,
    String address,
    long memoryMb,
    int cores,
    String detail,
    InstanceNotice notice) {}
