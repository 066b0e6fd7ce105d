package org.muster.coordinator.provider.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * Which process a node's agent is.
 *
 * @param startTime in clock ticks since the machine booted: a number may be given out again
 * @param bootId of the kernel
 */
public record AgentRecord(long pid, long startTime, String bootId) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public static AgentRecord parse(String json) throws IOException {
    return JSON.readValue(json, AgentRecord.class);
  }

  public String json() throws IOException {
    return JSON.writeValueAsString(this);
  }
}
