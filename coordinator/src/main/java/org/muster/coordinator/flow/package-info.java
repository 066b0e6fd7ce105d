/** Performs what the core wants: calls providers, sends steps. */
package org.muster.coordinator.flow;
