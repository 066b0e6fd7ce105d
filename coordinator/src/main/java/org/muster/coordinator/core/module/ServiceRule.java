package org.muster.coordinator.core.module;

import static java.util.Objects.requireNonNull;

import org.muster.protocol.Role;

/**
 * A page or port that a module offers once it is set up.
 *
 * @param url may hold {@code {{address}}}, {@code {{node}}}, {@code {{index}}}, {@code
 *     {{port_offset}}} and cluster variables
 */
public record ServiceRule(String name, Role role, String url) {
  public ServiceRule {
    requireNonNull(name, "name is null");
    requireNonNull(role, "role is null");
    requireNonNull(url, "url is null");
  }
}
