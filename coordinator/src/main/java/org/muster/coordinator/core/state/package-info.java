/** The state of a cluster, folded from its events. */
package org.muster.coordinator.core.state;
