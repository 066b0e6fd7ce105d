/** Appends events durably, and reads them back. Blocks, and knows nothing of Vert.x. */
package org.muster.coordinator.journal;
