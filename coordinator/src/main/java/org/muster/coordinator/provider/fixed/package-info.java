/** Machines that somebody else booted: they come by themselves, and nobody here ends them. */
package org.muster.coordinator.provider.fixed;
