/** Ends a process at a named point, for tests of what survives that; off unless switched on. */
package org.muster.crash;
