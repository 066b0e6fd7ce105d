/** What a provider has signed of an instance, and by whom it may be signed. Pure. */
package org.muster.coordinator.link.identity;
