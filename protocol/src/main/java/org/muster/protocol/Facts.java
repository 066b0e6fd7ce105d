package org.muster.protocol;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What an agent measured of its node.
 *
 * @param bootId changes with every boot of the machine
 * @param address where other nodes reach this one
 * @param isolation {@code process}, {@code container} or {@code machine}
 * @param memoryMb memory that modules may use, in MiB
 * @param dataDirs absolute paths of the node's data directories, best first
 * @param publicAddress where people reach it, when they do so at another address than nodes
 * @param portOffset what a program adds to its ports when it cannot bind the node's own address
 */
public record Facts(
    String bootId,
    String hostName,
    String address,
    String isolation,
    long memoryMb,
    int cores,
    List<String> dataDirs,
    int portOffset,
    String instanceType,
    String javaVersion,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String publicAddress) {
  public Facts {
    requireNonNull(bootId, "bootId is null");
    requireNonNull(address, "address is null");
    hostName = hostName == null ? address : hostName;
    isolation = isolation == null ? "machine" : isolation;
    dataDirs = dataDirs == null ? List.of() : List.copyOf(dataDirs);
    instanceType = instanceType == null ? "" : instanceType;
    javaVersion = javaVersion == null ? "" : javaVersion;
    publicAddress = publicAddress == null ? "" : publicAddress;
  }

  /** The address to show to people. */
  public String addressForPeople() {
    return publicAddress.isEmpty() ? address : publicAddress;
  }
}
