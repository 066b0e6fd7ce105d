package org.muster.coordinator.cli;

import java.util.List;
import java.util.Locale;
import org.muster.coordinator.core.view.StorageView;

/** What a coordinator keeps, for people. */
final class StorageText {
  private static final long KIB = 1024;

  private StorageText() {}

  static List<String> lines(StorageView kept) {
    return List.of(
        "  journal    %s: %d events, %d archived"
            .formatted(size(kept.journalBytes()), kept.journalRows(), kept.archivedRows()),
        "  logs       " + size(kept.logBytes()),
        "  artifacts  " + size(kept.storeBytes()));
  }

  private static String size(long bytes) {
    if (bytes < KIB * KIB) {
      return (bytes + KIB - 1) / KIB + " KiB";
    }
    if (bytes < KIB * KIB * KIB) {
      return bytes / (KIB * KIB) + " MiB";
    }
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (KIB * KIB * KIB));
  }
}
