/** Certificates of nodes and coordinators, and the proofs that a node gives before it has one. */
package org.muster.coordinator.link.ca;
