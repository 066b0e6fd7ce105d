package org.muster.agent.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Closes the metadata service to everybody but root: it has the join token, and the credentials of
 * the instance's role. The kernel's packet filter does it, so that it holds while no agent runs.
 */
final class MetadataGuard {
  private static final String TABLE = "inet muster_metadata";
  // In one transaction: there is no moment without the rule, and none with two of it.
  private static final String NFT_RULES =
      """
      table %1$s {}
      delete table %1$s
      table %1$s {
        chain output {
          type filter hook output priority 0; policy accept;
          ip daddr 169.254.169.254 meta skuid != 0 reject
          ip6 daddr fd00:ec2::254 meta skuid != 0 reject
        }
      }
      """
          .formatted(TABLE);
  private static final List<String> IPTABLES_RULE =
      List.of(
          "OUTPUT",
          "-d",
          "169.254.169.254",
          "-m",
          "owner",
          "!",
          "--uid-owner",
          "0",
          "-j",
          "REJECT");
  private static final int WITHIN_SECONDS = 20;

  private final List<String> nft;
  private final List<String> iptables;

  /**
   * @param nft how it is called
   * @param iptables how it is called where there is no nft
   */
  MetadataGuard(List<String> nft, List<String> iptables) {
    this.nft = List.copyOf(nft);
    this.iptables = List.copyOf(iptables);
  }

  static MetadataGuard ofMachine() {
    return new MetadataGuard(List.of("nft"), List.of("iptables", "-w"));
  }

  /** Answers whether it is closed now; closing what is closed changes nothing. */
  boolean close() {
    return succeeds(with(nft, "-f", "-"), NFT_RULES)
        || succeeds(rule("-C"), "")
        || succeeds(rule("-I"), "");
  }

  private List<String> rule(String verb) {
    return with(with(iptables, verb), IPTABLES_RULE.toArray(String[]::new));
  }

  private static List<String> with(List<String> command, String... more) {
    return Stream.concat(command.stream(), Arrays.stream(more)).toList();
  }

  private static boolean succeeds(List<String> command, String input) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.getOutputStream().write(input.getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().close();
      if (process.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
      return false;
    } catch (IOException e) {
      return false; // there is no such program here
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
