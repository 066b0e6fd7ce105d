package org.muster.coordinator.core.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.muster.coordinator.core.module.Catalogue;

class RequestMistakesTest {
  private static final Catalogue BUILT_IN = Modules.builtIn().catalogue();
  private static final String TWO_GROUPS =
      "groups:\n  - { role: master }\n  - { role: worker }\n  - { role: worker, type: large }\n";

  static Stream<Arguments> requests() {
    return Stream.of(
        arguments(
            Wishes.of("Demo", ""),
            "the cluster 'Demo' is not valid:\n  - the name of the cluster: 'Demo' must be 1 to 63"
                + " characters of a-z, 0-9 and '-', and not begin with '-'"),
        arguments(
            Wishes.of("", ""),
            "the cluster is not valid:\n  - the cluster has no name; give one, such as 'demo'"),
        arguments(
            Wishes.modules("spork"),
            "the cluster 'demo' is not valid:\n"
                + "  - --modules: unknown module 'spork'; did you mean 'spark'?"),
        arguments(
            Wishes.workers("", 0),
            "the cluster 'demo' is not valid:\n"
                + "  - --workers: a cluster has at least 1 worker; ask for one or more"),
        arguments(
            Wishes.workers("", -3),
            "the cluster 'demo' is not valid:\n"
                + "  - --workers: -3 workers are not possible; ask for 1 or more"),
        arguments(
            Wishes.workers("", 20_000),
            "the cluster 'demo' is not valid:\n"
                + "  - --workers: a cluster has at most 10000 nodes; ask for fewer"),
        arguments(
            Wishes.workers(TWO_GROUPS, 3),
            "the cluster 'demo' is not valid:\n"
                + "  - --workers: the file has 2 groups of workers; set their counts there"),
        arguments(
            Wishes.provider("", "lokal"),
            "the cluster 'demo' is not valid:\n"
                + "  - --provider: unknown provider 'lokal'; did you mean 'local'?"),
        arguments(
            Wishes.set(Map.of("VERBOSE", "1")),
            "the cluster 'demo' is not valid:\n"
                + "  - --set: VERBOSE is '1' but must be true or false"),
        arguments(
            Wishes.set(Map.of("MODULES", "spark")),
            "the cluster 'demo' is not valid:\n"
                + "  - --set: 'MODULES' is not a variable; say which modules by modules:"),
        arguments(
            Wishes.set(Map.of("SPARK_VERSON", "3.5.7")),
            "the cluster 'demo' is not valid:\n"
                + "  - --set: no module knows a variable 'SPARK_VERSON'; did you mean"
                + " 'SPARK_VERSION'?"),
        arguments(
            Wishes.userVariables(Map.of("VERBOSE", "yes")),
            "the cluster 'demo' is not valid:\n"
                + "  - ec2-user-variables.sh: VERBOSE is 'yes' but must be true or false"),
        arguments(
            Wishes.userVariables(Map.of("MODULES", "spark\nsparc")),
            "the cluster 'demo' is not valid:\n"
                + "  - MODULES in ec2-user-variables.sh: unknown module 'sparc'; did you mean"
                + " 'spark'?"),
        arguments(
            Wishes.userVariables(Map.of("RUN_MODULES", "sparx")),
            "the cluster 'demo' is not valid:\n"
                + "  - RUN_MODULES in ec2-user-variables.sh: the module 'sparx' of phase run is not"
                + " in the cluster; did you mean 'spark'?"),
        arguments(
            Wishes.secrets("variables: { S3_KEY: x }", Map.of("S3_KEY", "hidden")),
            "the cluster 'demo' is not valid:\n"
                + "  - cluster.yaml:1:14: 'S3_KEY' is a variable and a secret; leave it out of the"
                + " variables"),
        arguments(
            phases(Map.of("tset", List.of("spark"))),
            "the cluster 'demo' is not valid:\n"
                + "  - --tset-modules: unknown phase 'tset'; did you mean 'test'?"));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void saysWhatIsWrongOutsideOfTheFile(LaunchRequest request, String message) {
    assertThatThrownBy(() -> SpecReader.read(request, BUILT_IN, Defaults.demo()))
        .hasMessage(message);
  }

  @Test
  void saysEverythingAtOnce() {
    String yaml =
        """
        name: demo
        provider: { kind: local, isolation: process }
        ready: 7
        groups:
          - { role: master, count: 2 }
          - { role: worker, count: 2, type: small }
        modules: [node, sparc, a, heavy, m, t]
        test_modules: [hadoop]
        variables: { VERBOSE: no, HOSTNAME: x }
        secrets: { KEY: { env: MY_KEY } }
        modles: []
        """;
    Catalogue catalogue =
        Modules.builtIn()
            .with("a", "name: a\nrequires: [b]", "init.sh")
            .with("b", "name: b\nrequires: [c]", "init.sh")
            .with("c", "name: c\nrequires: [a]", "init.sh")
            .with("heavy", "name: heavy\nisolation: [machine]\nversion: '{{NO}}'", "init.sh")
            .with("m", "name: m\nvariables: { X: { required: true } }", "init.sh")
            .withTemplate("t", "etc/x", "{{NO}}")
            .catalogue();

    assertThatThrownBy(() -> SpecReader.read(Wishes.of("demo", yaml), catalogue, Defaults.demo()))
        .hasMessage(
            """
            the cluster 'demo' is not valid:
              - cluster.yaml:11:1: unknown key 'modles'; did you mean 'modules'?
              - cluster.yaml:4:1: 2 masters are not possible: the modules know one; set the count of the master group to 1
              - cluster.yaml:3:8: ready wants 7 workers, but the groups have 2; ask for at most 2 or for a share
              - cluster.yaml:10:12: the secret 'KEY' has no value; check the environment variable 'MY_KEY'
              - cluster.yaml:9:14: VERBOSE is 'no' but must be true or false
              - cluster.yaml:9:27: the variable 'HOSTNAME' cannot be set, for each node has its own; use another name
              - cluster.yaml:7:17: unknown module 'sparc'; did you mean 'spark'?
              - modules/c/module.yaml:2:12: the modules require each other: a → b → c → a; take one requirement away
              - cluster.yaml:7:27: the module 'heavy' cannot run on process nodes, only on: machine; leave it out or choose another isolation
              - modules/m/module.yaml:2:14: the variable 'X' of module 'm' has no value; set it with --set X=VALUE
              - modules/heavy/module.yaml:3:10: unknown variable 'NO'; use one of: HADOOP_VERSION, HOSTNAME, SPARK_MASTER_OPTS, SPARK_VERSION, SPARK_WORKER_INSTANCES, SWAP_MB, VERBOSE, X
              - templates/t/etc/x:1:1: unknown name 'NO'; declare it under variables in module.yaml, or set it with --set
              - cluster.yaml:8:16: the module 'hadoop' of phase test is not in the cluster; use one of: a, b, c, heavy, m, node, t""");
  }

  @Test
  void whatTheProviderFindsIsSaidWithTheRest() {
    assertThatThrownBy(
            () ->
                SpecReader.read(
                    Wishes.modules("sparc"),
                    BUILT_IN,
                    Defaults.demo(),
                    spec -> List.of("the %s is full".formatted(spec.provider().kind()))))
        .hasMessage(
            """
            the cluster 'demo' is not valid:
              - --modules: unknown module 'sparc'; did you mean 'spark'?
              - the local is full""");
  }

  @Test
  void aFolderWhoseNameIsNoModulesIsRefusedByName() {
    Catalogue catalogue = new Modules().with("My_Module", "name: x", "init.sh").catalogue();

    assertThatThrownBy(
            () -> SpecReader.read(Wishes.modules("My_Module"), catalogue, Defaults.demo()))
        .hasMessage(
            "the cluster 'demo' is not valid:\n"
                + "  - modules/My_Module: the folder's name 'My_Module' cannot be a module's; use"
                + " a-z, 0-9 and '-'");
  }

  @Test
  void aCycleIsPrintedOnceAndAsAPath() {
    Catalogue catalogue =
        new Modules()
            .with("a", "name: a\nrequires: [b]", "init.sh")
            .with("b", "name: b\nrequires: [c, a]", "init.sh")
            .with("c", "name: c\nrequires: [a]", "init.sh")
            .catalogue();

    assertThatThrownBy(
            () -> SpecReader.read(Wishes.modules("a", "b", "c"), catalogue, Defaults.demo()))
        .hasMessage(
            "the cluster 'demo' is not valid:\n"
                + "  - modules/c/module.yaml:2:12: the modules require each other: a → b → c → a;"
                + " take one requirement away\n"
                + "  - modules/b/module.yaml:2:15: the modules require each other: a → b → a; take"
                + " one requirement away");
  }

  @Test
  void noSecretIsInAnyMessage() {
    assertThatThrownBy(
            () ->
                SpecReader.read(
                    Wishes.secrets("variables: { S3_KEY: x }", Map.of("S3_KEY", "hidden")),
                    BUILT_IN,
                    Defaults.demo()))
        .hasMessageNotContaining("hidden");
    assertThat(Wishes.secrets("", Map.of("S3_KEY", "hidden")).toString()).doesNotContain("hidden");
  }

  private static LaunchRequest phases(Map<String, List<String>> lists) {
    return new LaunchRequest(
        "demo", "", "", "", null, null, lists, null, null, null, null, "", null);
  }
}
