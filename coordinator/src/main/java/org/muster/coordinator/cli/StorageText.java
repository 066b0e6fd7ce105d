package org.muster.coordinator.cli;

import java.util.List;
import org.muster.coordinator.core.view.StorageView;

/** What a coordinator keeps, for people. */
final class StorageText {

  private StorageText() {}

  static List<String> lines(StorageView kept) {
    return List.of(
        "  journal    %s: %d events, %d archived"
            .formatted(Text.bytes(kept.journalBytes()), kept.journalRows(), kept.archivedRows()),
        "  logs       " + Text.bytes(kept.logBytes()),
        "  artifacts  " + Text.bytes(kept.storeBytes()));
  }
}
