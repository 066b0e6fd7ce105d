/** Readers of what strangers, scripts and disks hand over, under inputs that nobody wrote. */
package org.muster.fuzz;
