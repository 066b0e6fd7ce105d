/** The graph of steps and edges of a deployment; pure data. */
package org.muster.coordinator.core.plan;
