/** Resolves, verifies and serves distributions by their SHA-256. */
package org.muster.coordinator.artifact;
