package org.muster.agent.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.agent.step.BashStep.Outcome;

/** install_packages, on a node with package programs that keep what is installed in a folder. */
class PackagesTest {
  private static final String DPKG_QUERY =
      """
      if [ -e "$HERE/installed/$3" ]; then printf 'install ok installed'; else exit 1; fi
      """;
  private static final String APT_GET =
      """
      echo "$@" >>"$HERE/asked"
      case " $* " in
        *' update '*) [ ! -e "$HERE/offline" ] && touch "$HERE/lists" ;;
        *' --simulate '*) [ -e "$HERE/lists" ] ;;
        *' install '*)
          [ -e "$HERE/usr/sbin/policy-rc.d" ] || { echo 'would start daemons'; exit 1; }
          [ -e "$HERE/lists" ] || { echo 'no such package'; exit 1; }
          while [ "$1" != install ]; do shift; done
          shift
          for name in "$@"; do touch "$HERE/installed/$name"; done ;;
      esac
      """;
  private static final String ON_A_MACHINE =
      "MUSTER_ISOLATION=machine PATH=$MUSTER_ROOT/bin:$PATH\n";

  @TempDir private Path node;

  @BeforeEach
  void makeTheNode() throws IOException {
    Files.createDirectories(node.resolve("installed"));
    program("dpkg-query", DPKG_QUERY);
    program("apt-get", APT_GET);
  }

  @Test
  void installsWhatIsMissingAndAsksNobodyTheSecondTime() throws IOException {
    Outcome first = run("install_packages curl apt:r-base-core rpm:R-core");

    assertThat(first.exitCode()).as(first.output()).isZero();
    assertThat(node.resolve("installed").toFile().list())
        .containsExactlyInAnyOrder("curl", "r-base-core");
    List<String> asked = asked();

    assertThat(run("install_packages curl apt:r-base-core rpm:R-core").exitCode()).isZero();
    assertThat(asked()).isEqualTo(asked);
  }

  @Test
  void leavesNoPolicyOfOursBehind() {
    run("install_packages curl");

    assertThat(node.resolve("usr/sbin/policy-rc.d")).doesNotExist();
  }

  @Test
  void asksThroughTheProxyOfTheCluster() throws IOException {
    run("PACKAGE_PROXY=http://10.0.0.5:3128\ninstall_packages curl");

    assertThat(asked())
        .allMatch(line -> line.contains("Acquire::http::Proxy=http://10.0.0.5:3128"));
  }

  @Test
  void aNodeWithoutASourceSaysWhatHelps() throws IOException {
    Files.createFile(node.resolve("offline"));

    Outcome outcome = run("install_packages curl\necho not reached");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.output())
        .contains("the packages curl cannot be installed", "muster image build", "PACKAGE_PROXY")
        .doesNotContain("not reached");
  }

  @Test
  void aProcessNodeInstallsNothing() throws IOException {
    Outcome outcome = run("MUSTER_ISOLATION=process\ninstall_packages curl");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.output()).contains("lacks the packages curl");
    assertThat(node.resolve("asked")).doesNotExist();
  }

  private Outcome run(String script) {
    return BashStep.run(node, ON_A_MACHINE + script + "\n");
  }

  private List<String> asked() throws IOException {
    return Files.readAllLines(node.resolve("asked"));
  }

  private void program(String name, String body) throws IOException {
    Path file = Files.createDirectories(node.resolve("bin")).resolve(name);
    Files.writeString(file, "#!/bin/sh\nset -e\nHERE=%s\n%s".formatted(node, body));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
