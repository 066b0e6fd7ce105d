/** What a coordinator decides: pure, without clock, thread or I/O. */
package org.muster.coordinator.core;
