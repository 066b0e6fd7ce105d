/** The only way to ask for the time, or for a later call. */
package org.muster.time;
