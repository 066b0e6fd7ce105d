/** Appends events durably, and reads them back. */
package org.muster.coordinator.journal;
