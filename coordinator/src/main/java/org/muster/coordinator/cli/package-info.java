/** Commands for people and scripts, over the API. */
package org.muster.coordinator.cli;
