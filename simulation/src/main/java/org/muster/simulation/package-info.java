/**
 * Runs the real coordinator and real agents' minds on a clock of its own, over a network and disks
 * that fail, and watches what must never happen. A run is a seed.
 */
package org.muster.simulation;
