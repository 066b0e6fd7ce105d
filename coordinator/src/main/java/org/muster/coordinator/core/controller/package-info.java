/** Decides what happens next to a cluster: inputs in, events out. Pure. */
package org.muster.coordinator.core.controller;
