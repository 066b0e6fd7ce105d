/** Nodes as separate as one kernel allows: roots, networks and limits of their own, by runc. */
package org.muster.coordinator.provider.local.container;
