/** What a module is: its manifest, as checked data. */
package org.muster.coordinator.core.module;
