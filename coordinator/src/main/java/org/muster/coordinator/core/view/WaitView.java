package org.muster.coordinator.core.view;

import java.time.Instant;

/**
 * Whom a deployment waits for: one node, artifact or provider call.
 *
 * @param who a node, or {@code coordinator}
 * @param what the step, the artifact or the call, in words
 * @param lastLine the last line that the node's script printed; may be empty
 * @param holdsUp how many steps cannot start because of it
 */
public record WaitView(String who, String what, Instant since, String lastLine, int holdsUp) {}
