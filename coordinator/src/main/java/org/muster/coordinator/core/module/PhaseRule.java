package org.muster.coordinator.core.module;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;

/**
 * How one phase of a module runs. Only phases that have a script have a rule.
 *
 * @param timeout after which an attempt is killed and has failed
 * @param retries further attempts after a failure
 */
public record PhaseRule(
    Phase phase, Set<Role> roles, Duration timeout, int retries, OnUnknown onUnknown) {
  public PhaseRule {
    requireNonNull(phase, "phase is null");
    roles = Collections.unmodifiableSet(new TreeSet<>(roles)); // in the same order in every process
    requireNonNull(timeout, "timeout is null");
    requireNonNull(onUnknown, "onUnknown is null");
  }
}
