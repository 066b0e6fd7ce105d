/** Nodes that are instances of EC2. Nobody else sees the AWS SDK. */
package org.muster.coordinator.provider.ec2;
