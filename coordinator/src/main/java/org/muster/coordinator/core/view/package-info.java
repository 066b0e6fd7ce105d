/** What people and programs may see of a cluster. */
package org.muster.coordinator.core.view;
