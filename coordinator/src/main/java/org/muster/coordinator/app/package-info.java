/** Wires the coordinator together and starts it. */
package org.muster.coordinator.app;
