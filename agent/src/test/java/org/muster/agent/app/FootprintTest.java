package org.muster.agent.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a process of an agent loads in its life, since each class stays resident. */
@Timeout(60)
final class FootprintTest {
  private static final List<String> UNWANTED =
      List.of(
          "jdk.jfr.internal.MetadataRepository",
          "io.netty.resolver.dns.DnsNameResolver",
          "io.netty.buffer.AdaptivePoolingAllocator",
          "sun.security.ssl.TrustStoreUtil",
          "sun.security.ec.XDHKeyPairGenerator",
          "sun.util.cldr.CLDRLocaleProviderAdapter");

  @Test
  void doesWithoutWhatItNeverUses() throws IOException {
    Set<String> loaded = loadedInARehearsal();

    assertThat(loaded.contains("sun.security.ssl.SSLEngineImpl")).isTrue();
    assertThat(UNWANTED).filteredOn(loaded::contains).isEmpty();
  }

  private static Set<String> loadedInARehearsal() throws IOException {
    Process agent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:stdout:none",
                "-cp",
                System.getProperty("java.class.path"),
                AgentMain.class.getName(),
                "--cds-warmup")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return agent
        .inputReader()
        .lines()
        .map(line -> line.split(" ")[0])
        .collect(Collectors.toUnmodifiableSet());
  }
}
