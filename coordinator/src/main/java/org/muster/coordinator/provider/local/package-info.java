/** Nodes on this machine: each one a directory, a loopback address of its own, and an agent. */
package org.muster.coordinator.provider.local;
