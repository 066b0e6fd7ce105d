package org.muster.coordinator.core.view;

import java.time.Instant;
import java.util.Optional;
import org.muster.protocol.AgentMessage;
import org.muster.protocol.StepKey;

/** What was seen lately and decides nothing; may be empty at any time. */
public interface Sightings {

  Optional<AgentMessage.StepProgress> of(StepKey step);

  /** By {@code module/artifact}. */
  Optional<Download> download(String artifact);

  /** How far the resolution of an artifact is; the total is 0 when it is not known. */
  record Download(Instant since, String text, long doneBytes, long totalBytes) {}
}
