package org.muster.agent.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.muster.fuzz.Fuzz;

/** A node's user-data. */
final class ConfigFuzzTest {
  @Test
  void userData() throws Exception {
    Fuzz.of(
        "user-data",
        Fuzz.texts(
            """
            {"coordinators": ["wss://10.0.0.1:8443"], "caPin": "sha256/%s=", "cluster": "demo",
             "launch": "l1", "instance": "i-1", "token": "t", "root": "", "state": "/var/lib/muster",
             "sharedStore": "/store", "memoryMb": 1024, "cores": 2, "portOffset": 1,
             "dataDirs": ["/mnt"], "isolation": "process", "crashPoints": "/x"}
            """
                .formatted("A".repeat(43))),
        input -> AgentConfig.parse(new String(input, UTF_8)));
  }
}
