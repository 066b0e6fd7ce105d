package org.muster.coordinator.core.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.coordinator.core.module.PhaseRule;
import org.muster.coordinator.core.module.PlannedModule;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;

class SpecReaderTest {
  private static final Catalogue BUILT_IN = Modules.builtIn().catalogue();

  @Test
  void withoutAFileItIsTheDemoCluster() {
    Wish wish = read(Wishes.DEMO);

    assertThat(wish.spec().name()).hasToString("demo");
    assertThat(wish.spec().provider()).isEqualTo(new ProviderSpec("local", "process", null));
    assertThat(wish.spec().ready()).isEqualTo(Quorum.ALL);
    assertThat(wish.spec().groups())
        .containsExactly(
            new GroupSpec(Role.MASTER, 1, "medium", null),
            new GroupSpec(Role.WORKER, 2, "small", null));
    assertThat(wish.spec().modules())
        .extracting(ModuleName::value)
        .containsExactly("node", "spark", "ephemeral-hdfs", "spark-standalone", "rpms", "extra");
    assertThat(wish.spec().variables()).isEmpty();
    assertThat(wish.blueprint().overlays()).isEmpty();
  }

  @Test
  void aFileSaysItAll() {
    String yaml =
        """
        name: other
        provider: { kind: static, hosts: [a, b], join: { max_age: 1h } }
        ready: 95%
        groups:
          - { role: master, type: large }
          - { role: worker, count: 20, spot: true, volumes: [{ size: 5 }] }
        modules: [spark, hadoop]
        run_modules: []
        variables: { SPARK_VERSION: 4.10, FLAG: on }
        """;

    ClusterSpec spec = read(Wishes.of("", yaml)).spec();

    assertThat(spec.name()).hasToString("other");
    assertThat(spec.provider().isolation()).isEqualTo("machine");
    assertThat(spec.provider().settings())
        .containsExactlyInAnyOrderEntriesOf(Map.of("hosts", "a,b", "join.max_age", "1h"));
    assertThat(spec.ready()).isEqualTo(new Quorum(95, true));
    assertThat(spec.groups().get(0).type()).isEqualTo("large");
    assertThat(spec.groups().get(1).count()).isEqualTo(20);
    assertThat(spec.groups().get(1).settings())
        .containsExactlyInAnyOrderEntriesOf(Map.of("spot", "true", "volumes.0.size", "5"));
    assertThat(spec.phaseModules()).containsExactly(Map.entry(Phase.RUN, List.of()));
    assertThat(spec.variables())
        .containsExactlyInAnyOrderEntriesOf(Map.of("SPARK_VERSION", "4.10", "FLAG", "on"));
  }

  @Test
  void theCommandLineIsStrongerThanTheUserVariablesAndTheyThanTheFile() {
    LaunchRequest request =
        new LaunchRequest(
            "demo",
            "variables: { A: file, B: file, C: file }",
            "",
            "",
            null,
            null,
            null,
            Map.of("A", "set"),
            Map.of("A", "user", "B", "user"),
            null,
            null,
            "",
            null);

    assertThat(read(request).blueprint().variables())
        .containsEntry("A", "set")
        .containsEntry("B", "user")
        .containsEntry("C", "file");
  }

  @Test
  void workersAreCountedByTheCommandLine() {
    assertThat(read(Wishes.workers("", 5)).spec().groups())
        .contains(new GroupSpec(Role.WORKER, 5, "small", null));
  }

  @Test
  void anotherProviderHasNoneOfTheFilesSettings() {
    ProviderSpec provider =
        read(Wishes.provider("provider: { kind: ec2, region: x }", "local")).spec().provider();

    assertThat(provider).isEqualTo(new ProviderSpec("local", "process", null));
  }

  @Test
  void whatAModuleRequiresComesBeforeIt() {
    assertThat(modules(read(Wishes.DEMO)))
        .containsExactly(
            "node", "spark", "hadoop", "ephemeral-hdfs", "spark-standalone", "rpms", "extra");
  }

  @Test
  void theUsersOwnModulesRunLast() {
    assertThat(modules(read(Wishes.modules("extra", "rpms", "node", "spark"))))
        .containsExactly("node", "spark", "rpms", "extra");
  }

  @Test
  void aModuleThatIsRequiredTooLateIsMovedForward() {
    assertThat(modules(read(Wishes.modules("ephemeral-hdfs", "node", "hadoop"))))
        .containsExactly("hadoop", "ephemeral-hdfs", "node");
  }

  @Test
  void variablesAreFilledIn() {
    Wish wish = read(Wishes.set(Map.of("SPARK_VERSION", "3.5.7")));
    PlannedModule spark = wish.blueprint().module(new ModuleName("spark"));

    assertThat(spark.version()).isEqualTo("3.5.7");
    assertThat(wish.blueprint().variables())
        .containsEntry("SCALA", "2.12")
        .containsEntry("HADOOP_VERSION", "3.4.2")
        .containsEntry("SWAP_MB", "1024");
    assertThat(spark.artifacts().get(0).coordinates())
        .containsExactly("org.apache.spark:spark-core_2.12:3.5.7");
    assertThat(spark.artifacts().get(0).boms())
        .containsExactly("org.apache.spark:spark-parent_2.12:3.5.7");
  }

  @Test
  void aDerivedVariableMayBeSetLikeAnyOther() {
    assertThat(read(Wishes.set(Map.of("SCALA", "2.11"))).blueprint().variables())
        .containsEntry("SCALA", "2.11");
  }

  @Test
  void defaultsMayNameOtherVariables() {
    Catalogue catalogue =
        new Modules()
            .with(
                "m",
                "name: m\nvariables: { A: { default: 'x-{{B}}' }, B: { default: y } }",
                "init.sh")
            .catalogue();

    Wish wish = SpecReader.read(Wishes.modules("m"), catalogue, Defaults.demo());

    assertThat(wish.blueprint().variables()).containsEntry("A", "x-y");
  }

  @Test
  void whatTheUserSaysIsTakenAsItIs() {
    assertThat(read(Wishes.set(Map.of("A", "{{B}} $x"))).blueprint().variables())
        .containsEntry("A", "{{B}} $x");
  }

  @Test
  void servicesKeepWhatOnlyTheNodeKnows() {
    assertThat(
            read(Wishes.DEMO)
                .blueprint()
                .module(new ModuleName("ephemeral-hdfs"))
                .services()
                .get(0)
                .url())
        .isEqualTo("http://{{address}}:9870");
  }

  @Test
  void aModuleWithoutAManifestFollowsAllAndRunsItsApplicationsOnTheMaster() {
    Catalogue catalogue =
        Modules.builtIn().without("old", "init.sh", "setup.sh", "run.sh").catalogue();

    PlannedModule old =
        SpecReader.read(Wishes.modules("node", "old"), catalogue, Defaults.demo())
            .blueprint()
            .module(new ModuleName("old"));

    assertThat(old.followsAll()).isTrue();
    assertThat(old.phases().keySet()).containsExactly(Phase.INIT, Phase.SETUP, Phase.RUN);
    assertThat(old.rule(Phase.SETUP).map(PhaseRule::roles))
        .contains(Set.of(Role.MASTER, Role.WORKER));
    assertThat(old.rule(Phase.RUN).map(PhaseRule::roles)).contains(Set.of(Role.MASTER));
  }

  @Test
  void anExplicitlyEmptyPhaseListMeansNone() {
    Wish wish =
        read(Wishes.userVariables(Map.of("TEST_MODULES", "", "INIT_MODULES", " ephemeral-hdfs\n")));

    assertThat(wish.blueprint().phases().get(Phase.TEST)).isEmpty();
    assertThat(wish.blueprint().phases().get(Phase.INIT))
        .extracting(ModuleName::value)
        .containsExactly("hadoop", "ephemeral-hdfs");
    assertThat(wish.blueprint().phases().get(Phase.SETUP)).hasSize(7);
    assertThat(wish.blueprint().phases().get(Phase.LEAVE)).hasSize(7);
    assertThat(wish.spec().phaseModules().get(Phase.TEST)).isEmpty();
  }

  @Test
  void aUsersListOfModulesReplacesTheClustersOwn() {
    Wish wish =
        read(Wishes.userVariables(Map.of("MODULES", "node\nspark", "PATH", "/x", "SWAP_MB", "0")));

    assertThat(modules(wish)).containsExactly("node", "spark");
    assertThat(wish.spec().variables()).containsExactly(Map.entry("SWAP_MB", "0"));
  }

  @Test
  void namesOfSecretsAreKeptAndTheirValuesAreNowhere() {
    Wish wish = read(Wishes.secrets("secrets: { S3_KEY: { env: K } }", Map.of("S3_KEY", "hidden")));

    assertThat(wish.spec().secretNames()).containsExactly("S3_KEY");
    assertThat(wish.toString()).doesNotContain("hidden");
  }

  @Test
  void theMarkerChangesWithTheScriptAndTheDeclaredVariablesAndNothingElse() {
    String seed = seed(Modules.builtIn(), Map.of());

    assertThat(seed(Modules.builtIn(), Map.of("HADOOP_VERSION", "3.4.1", "FREE", "x")))
        .isEqualTo(seed);
    assertThat(seed(Modules.builtIn(), Map.of("SPARK_VERSION", "4.0.2"))).isNotEqualTo(seed);
    assertThat(seed).hasSize(64);
  }

  @Test
  void theOverlayIsLaidOverEachNode() {
    LaunchRequest request =
        new LaunchRequest(
            "demo",
            "deploy_root_dir: ./site",
            "",
            "",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            "0123",
            null);

    assertThat(read(request).blueprint().overlays()).containsExactly("0123");
    assertThat(read(request).spec().overlay()).isEqualTo("0123");
  }

  @Test
  void theCommandLineIsStrongerThanTheFileInWhatTheProviderIsTold() {
    LaunchRequest request =
        new LaunchRequest(
            "demo",
            "provider: { kind: ec2, region: eu-central-1, endpoint_url: 'https://there' }",
            "",
            "",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            "",
            Map.of("endpoint_url", "https://here"));

    assertThat(read(request).spec().provider().settings())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("region", "eu-central-1", "endpoint_url", "https://here"));
  }

  private static String seed(Modules modules, Map<String, String> variables) {
    return SpecReader.read(Wishes.set(variables), modules.catalogue(), Defaults.demo())
        .blueprint()
        .module(new ModuleName("spark"))
        .markerSeed();
  }

  private static List<String> modules(Wish wish) {
    return wish.blueprint().modules().stream().map(module -> module.name().value()).toList();
  }

  private static Wish read(LaunchRequest request) {
    return SpecReader.read(request, BUILT_IN, Defaults.demo());
  }
}
