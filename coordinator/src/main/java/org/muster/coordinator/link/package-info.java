/** Listens for agents, lets them join, and signs their certificates. */
package org.muster.coordinator.link;
