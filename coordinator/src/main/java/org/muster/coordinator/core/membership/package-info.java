/** Who is still there. */
package org.muster.coordinator.core.membership;
