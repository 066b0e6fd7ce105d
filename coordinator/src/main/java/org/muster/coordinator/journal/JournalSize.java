package org.muster.coordinator.journal;

/**
 * How much a journal keeps.
 *
 * @param rows that a recovery may meet
 * @param archivedRows put aside behind a snapshot
 * @param bytes on disk, with everything around them
 */
public record JournalSize(long rows, long archivedRows, long bytes) {}
