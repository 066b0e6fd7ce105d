/** Where nodes come from. */
package org.muster.coordinator.provider;
