/** YAML texts as trees that know the line of everything, and what is wrong with them. */
package org.muster.coordinator.core.yaml;
