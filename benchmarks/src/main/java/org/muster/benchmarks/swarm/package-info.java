/** Thousands of agents in one process, against a coordinator in another. */
package org.muster.benchmarks.swarm;
