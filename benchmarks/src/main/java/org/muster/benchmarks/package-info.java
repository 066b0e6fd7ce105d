/** Measures what the design promises. */
package org.muster.benchmarks;
