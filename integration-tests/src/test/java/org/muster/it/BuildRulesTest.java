package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.puppycrawl.tools.checkstyle.Checker;
import com.puppycrawl.tools.checkstyle.ConfigurationLoader;
import com.puppycrawl.tools.checkstyle.PropertiesExpander;
import com.puppycrawl.tools.checkstyle.api.AuditEvent;
import com.puppycrawl.tools.checkstyle.api.AuditListener;
import com.puppycrawl.tools.checkstyle.api.CheckstyleException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plants breaches of the build's rules, and expects each to be refused. */
final class BuildRulesTest {
  private static final Path RULES = Path.of("..", "build").toAbsolutePath().normalize();

  @TempDir private Path planted;
  private Checker checker;
  private Findings findings;

  @BeforeEach
  void loadTheRulesOfTheBuild() throws CheckstyleException {
    Properties properties = new Properties();
    properties.setProperty("build.rules.dir", RULES.toString());
    findings = new Findings();
    checker = new Checker();
    checker.setModuleClassLoader(Checker.class.getClassLoader());
    checker.configure(
        ConfigurationLoader.loadConfiguration(
            RULES.resolve("checkstyle.xml").toString(), new PropertiesExpander(properties)));
    checker.addListener(findings);
  }

  @ParameterizedTest
  @CsvSource({
    "org.muster.coordinator.core, io.vertx.core.Vertx",
    "org.muster.coordinator.core, java.nio.file.Path",
    "org.muster.coordinator.core, java.io.File",
    "org.muster.coordinator.core, java.net.Socket",
    "org.muster.coordinator.core, java.sql.Connection",
    "org.muster.coordinator.core, java.util.concurrent.Executor",
    "org.muster.coordinator.core, software.amazon.awssdk.services.ec2.Ec2Client",
    "org.muster.coordinator.core, org.muster.coordinator.journal.Journal",
    "org.muster.coordinator.core.plan, io.vertx.core.Vertx",
    "org.muster.coordinator.flow, com.hazelcast.core.Hazelcast",
    "org.muster.coordinator.flow, io.vertx.ext.web.Router",
    "org.muster.coordinator.flow, org.muster.coordinator.app.CoordinatorApp",
    "org.muster.coordinator.provider.local, software.amazon.awssdk.services.ec2.Ec2Client",
    "org.muster.coordinator.provider.local, org.muster.coordinator.provider.ec2.Ec2Provider",
    "org.muster.coordinator.http, java.sql.Connection",
    "org.muster.coordinator.cli, org.muster.coordinator.flow.Deployer",
    "org.muster.coordinator.app, org.muster.agent.core.Agent",
    "org.muster.agent.core, io.vertx.core.Vertx",
    "org.muster.agent.core, java.nio.file.Files",
    "org.muster.agent.step, io.vertx.core.Vertx",
    "org.muster.agent.app, org.muster.coordinator.core.Controller",
    "org.muster.protocol, org.muster.agent.core.Agent",
    "org.muster.error, org.muster.protocol.NodeId",
    "org.muster.time, org.muster.protocol.NodeId",
  })
  void refusesAnImportAgainstTheArrows(String from, String imported) throws Exception {
    plant(from, "import %s;".formatted(imported), "");

    assertThat(refusals()).anyMatch(found -> found.contains("import") && found.contains(imported));
  }

  @ParameterizedTest
  @CsvSource({
    "org.muster.coordinator.core, java.util.List",
    "org.muster.coordinator.core, java.time.InstantSource",
    "org.muster.coordinator.core, org.muster.protocol.NodeId",
    "org.muster.coordinator.cluster, com.hazelcast.core.Hazelcast",
    "org.muster.coordinator.provider.ec2, software.amazon.awssdk.services.ec2.Ec2Client",
    "org.muster.coordinator.http, io.vertx.ext.web.Router",
    "org.muster.coordinator.link, io.vertx.ext.web.Router",
    "org.muster.coordinator.journal, java.sql.Connection",
    "org.muster.coordinator.app, org.muster.coordinator.flow.Deployer",
    "org.muster.agent.app, org.muster.agent.core.Agent",
  })
  void letsAnImportAlongTheArrowsPass(String from, String imported) throws Exception {
    plant(from, "import %s;".formatted(imported), imported.replaceFirst(".*\\.", "") + " seen;");

    assertThat(refusals()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Object now = java.time.Instant.now();, Time",
    "long now = System.nanoTime();, Time",
    "Object id = UUID.randomUUID();, Randomness",
    "Object home = System.getenv(\"HOME\");, environment",
    "Object path = java.nio.file.Path.of(\"x\");, spelling its package out",
    "int later; // FIXME, FIXME",
  })
  void refusesARawCall(String line, String reason) throws Exception {
    plant("org.muster.coordinator.flow", "", line);

    assertThat(refusals()).anyMatch(found -> found.contains(reason));
  }

  @Test
  void refusesStarImportsAndNamesThatSayNothing() throws Exception {
    plant("org.muster.coordinator.flow.util", "import java.util.*;", "");

    assertThat(refusals())
        .anyMatch(found -> found.contains("'.*' form of import"))
        .anyMatch(found -> found.contains("Name the content of the package"));
  }

  @Test
  void readsTheRealClockInAppOnly() throws Exception {
    plant("org.muster.coordinator.app", "", "long now = System.nanoTime();");

    assertThat(refusals()).isEmpty();
  }

  private void plant(String inPackage, String imports, String body) throws IOException {
    Path folder = planted.resolve("src/main/java").resolve(inPackage.replace('.', '/'));
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("package-info.java"), "/** Planted. */%npackage %s;%n".formatted(inPackage));
    Files.writeString(
        folder.resolve("Planted.java"),
        "package %s;%n%s%n/** Planted. */%nfinal class Planted {%n  %s%n}%n"
            .formatted(inPackage, imports, body));
  }

  private List<String> refusals() throws CheckstyleException, IOException {
    List<File> files;
    try (Stream<Path> found = Files.walk(planted)) {
      files = found.filter(Files::isRegularFile).map(Path::toFile).toList();
    }
    checker.process(files);
    return findings.messages;
  }

  private static final class Findings implements AuditListener {
    private final List<String> messages = new ArrayList<>();

    @Override
    public void addError(AuditEvent event) {
      messages.add(event.getMessage());
    }

    @Override
    public void addException(AuditEvent event, Throwable failure) {
      throw new IllegalStateException("checking " + event.getFileName(), failure);
    }

    @Override
    public void auditStarted(AuditEvent event) {}

    @Override
    public void auditFinished(AuditEvent event) {}

    @Override
    public void fileStarted(AuditEvent event) {}

    @Override
    public void fileFinished(AuditEvent event) {}
  }
}
