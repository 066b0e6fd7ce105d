package org.muster.coordinator.link;

import org.muster.protocol.Codec;

/** What all connections of one listener have in common. */
record LinkShared(
    LinkSettings settings,
    LinkKeys keys,
    LinkPorts ports,
    Codec codec,
    Frames frames,
    Roster roster,
    JoinSteps joins,
    Renewals renewals) {}
