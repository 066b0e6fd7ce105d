package org.muster.coordinator.core.view;

/**
 * How much a coordinator keeps.
 *
 * @param journalRows that a recovery may meet
 * @param archivedRows put aside behind a snapshot
 * @param storeBytes artifacts, modules and uploads
 */
public record StorageView(
    long journalRows, long archivedRows, long journalBytes, long logBytes, long storeBytes) {}
