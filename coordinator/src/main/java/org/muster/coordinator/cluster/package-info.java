/** Several coordinators as one Vert.x cluster; the only code that sees Hazelcast. */
package org.muster.coordinator.cluster;
