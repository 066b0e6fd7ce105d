package org.muster.coordinator.flow;

import org.muster.coordinator.journal.Journal;
import org.muster.time.Scheduler;

/**
 * What every owner of a cluster leans on.
 *
 * @param writer names this process in the journal
 * @param snapshots how often one is taken
 * @param isAdopting whether a journal counts that is behind what nodes have seen
 */
public record OwnerParts(
    Contexts contexts,
    BlockingCalls journalCalls,
    Journal journal,
    Scheduler scheduler,
    String writer,
    SnapshotRule snapshots,
    boolean isAdopting) {}
