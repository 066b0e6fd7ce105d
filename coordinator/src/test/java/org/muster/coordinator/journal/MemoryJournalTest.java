package org.muster.coordinator.journal;

import org.muster.coordinator.testkit.MemoryJournal;

/** Keeps the fake honest. */
final class MemoryJournalTest extends JournalContract {
  private final MemoryJournal.Store store = new MemoryJournal.Store();

  @Override
  Journal open(String writer) {
    return new MemoryJournal(store, writer);
  }

  @Override
  void closeAll() {}
}
