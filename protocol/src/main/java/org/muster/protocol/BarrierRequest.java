package org.muster.protocol;

import static java.util.Objects.requireNonNull;

/**
 * What a script asked for when it called {@code barrier}.
 *
 * @param members {@code all}, {@code master} or {@code worker}
 * @param quorum a number of members or a share such as {@code 95%}
 * @param timeoutSeconds from the moment all members run; 0 for none
 */
public record BarrierRequest(String name, String members, String quorum, long timeoutSeconds) {
  public BarrierRequest {
    requireNonNull(name, "name is null");
    members = members == null || members.isEmpty() ? "all" : members;
    quorum = quorum == null || quorum.isEmpty() ? "100%" : quorum;
  }
}
