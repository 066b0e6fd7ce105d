package org.muster.coordinator.core.spec;

import java.util.List;

/**
 * A command for some nodes of a cluster.
 *
 * @param arguments the command as an argument vector; never a shell string
 * @param role master, worker, or empty for all
 * @param node one node, or empty
 * @param timeoutSeconds 0 for the default of an hour
 * @param overlay hash of an uploaded tree that is laid over the root of these nodes before; may be
 *     empty
 */
public record CommandRequest(
    List<String> arguments, String role, String node, long timeoutSeconds, String overlay) {
  public CommandRequest {
    arguments = arguments == null ? List.of() : List.copyOf(arguments);
    role = role == null ? "" : role;
    node = node == null ? "" : node;
    overlay = overlay == null ? "" : overlay;
  }
}
