package org.muster.coordinator.core.view;

import org.muster.protocol.ModuleName;
import org.muster.protocol.NodeId;

/** One page or port that a cluster offers. */
public record ServiceView(ModuleName module, NodeId node, String name, String url) {}
