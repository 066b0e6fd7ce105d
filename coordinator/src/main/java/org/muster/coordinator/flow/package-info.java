/** Performs what the core wants: appends events, sends steps, calls providers, keeps logs. */
package org.muster.coordinator.flow;
