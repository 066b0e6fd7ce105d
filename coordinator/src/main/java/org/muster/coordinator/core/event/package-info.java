/** What happened: the only source of state, in the words of the journal. */
package org.muster.coordinator.core.event;
