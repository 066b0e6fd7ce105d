/** What the user wants: a cluster, as checked data. */
package org.muster.coordinator.core.spec;
