/** The service that owns clusters. */
package org.muster.coordinator;
