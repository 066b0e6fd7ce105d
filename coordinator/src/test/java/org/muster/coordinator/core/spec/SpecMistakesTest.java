package org.muster.coordinator.core.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.muster.coordinator.core.module.Catalogue;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

class SpecMistakesTest {
  private static final Catalogue BUILT_IN = Modules.builtIn().catalogue();

  static Stream<Arguments> files() {
    return Stream.of(
        arguments(
            "name: Demo_1",
            "cluster.yaml:1:7: 'Demo_1' must be a name of 1 to 63 characters of a-z, 0-9 and '-' that does not begin with '-'"),
        arguments("nam: demo", "cluster.yaml:1:1: unknown key 'nam'; did you mean 'name'?"),
        arguments(
            "provider: local",
            "cluster.yaml:1:11: 'local' must be a mapping with kind, isolation, and the provider's own settings"),
        arguments(
            "provider: { kind: locl }",
            "cluster.yaml:1:19: unknown provider 'locl'; did you mean 'local'?"),
        arguments(
            "provider: { isolation: process }", "cluster.yaml:1:11: the key 'kind' is missing"),
        arguments(
            "provider: { kind: local, isolation: vm }",
            "cluster.yaml:1:37: 'vm' is not known; use one of: container, machine, process"),
        arguments(
            "provider: { kind: local, isolation: machine }",
            "cluster.yaml:1:37: provider 'local' has no isolation 'machine'; use one of: process, container"),
        arguments(
            "ready: 0%",
            "cluster.yaml:1:8: '0%' must be a share of the workers such as 95% or a number of them from 1"),
        arguments(
            "ready: 101%",
            "cluster.yaml:1:8: quorum '101%' must be 1% to 100%, or a number of nodes from 1"),
        arguments(
            "ready: most",
            "cluster.yaml:1:8: 'most' must be a share of the workers such as 95% or a number of them from 1"),
        arguments(
            "ready: 4",
            "cluster.yaml:1:8: ready wants 4 workers, but the groups have 2; ask for at most 2 or for a share"),
        arguments("ready: 0", "cluster.yaml:1:8: '0' is too small; the least is 1"),
        arguments(
            "groups: []",
            "cluster.yaml:1:1: no group has a master; add { role: master, count: 1 } to groups"),
        arguments(
            "groups:\n  - { role: worker, count: 2 }",
            "cluster.yaml:1:1: no group has a master; add { role: master, count: 1 } to groups"),
        arguments(
            "groups:\n  - { role: master, count: 2 }\n  - { role: worker }",
            "cluster.yaml:1:1: 2 masters are not possible: the modules know one; set the count of the master group to 1"),
        arguments(
            "groups:\n  - { role: master, count: 1 }",
            "cluster.yaml:1:1: a cluster has at least 1 worker; ask for one or more"),
        arguments(
            "groups:\n  - { role: slave, count: 1 }",
            "cluster.yaml:2:13: 'slave' is not known; use one of: master, worker"),
        arguments(
            "groups:\n  - { role: master }\n  - { role: worker, rebalance: move }",
            "cluster.yaml:3:32: 'move' is not known; use one of: notice, replace"),
        arguments(
            "groups:\n  - { role: master }\n  - { role: worker, count: many }",
            "cluster.yaml:3:28: 'many' must be a number of nodes from 0 to 10000"),
        arguments(
            "groups:\n  - { role: master }\n  - { role: worker, count: -1 }",
            "cluster.yaml:3:28: '-1' is too small; the least is 0"),
        arguments(
            "groups:\n  - { role: master }\n  - { role: worker, count: 10000 }",
            "cluster.yaml:1:1: a cluster has at most 10000 nodes; ask for fewer"),
        arguments(
            "groups:\n  - { role: master }\n  - { role: worker, type: 'a b' }",
            "cluster.yaml:3:27: 'a b' must be a size such as small, medium or large, or figures such as 2G/1"),
        arguments(
            "groups:\n  - master",
            "cluster.yaml:2:5: 'master' must be a mapping with role, count, type, and the provider's own settings"),
        arguments(
            "modules: [node, sparc]",
            "cluster.yaml:1:17: unknown module 'sparc'; did you mean 'spark'?"),
        arguments(
            "modules: [node, zookeeper]",
            "cluster.yaml:1:17: unknown module 'zookeeper'; use one of: ephemeral-hdfs, extra, hadoop, node, rpms, spark, spark-standalone"),
        arguments(
            "modules: [node, spark, node]",
            "cluster.yaml:1:24: the module 'node' is listed twice; leave one out"),
        arguments(
            "modules: spark", "cluster.yaml:1:10: 'spark' must be a list of modules; [] for none"),
        arguments(
            "modules: [Spark]", "cluster.yaml:1:11: unknown module 'Spark'; did you mean 'spark'?"),
        arguments(
            "modules: [spark]\ntest_modules: [ephemeral-hdfs]",
            "cluster.yaml:2:16: the module 'ephemeral-hdfs' of phase test is not in the cluster; use one of: spark"),
        arguments(
            "modules: [spark]\ntests_modules: [spark]",
            "cluster.yaml:2:1: unknown key 'tests_modules'; did you mean 'test_modules'?"),
        arguments(
            "variables: { 1ST: x }",
            "cluster.yaml:1:14: the variable '1ST' must be named with letters, digits and '_', not beginning with a digit"),
        arguments(
            "variables: { MUSTER_NODE: x }",
            "cluster.yaml:1:14: the variable 'MUSTER_NODE' cannot be set, for each node has its own; use another name"),
        arguments(
            "variables: { TEST_MODULES: x }",
            "cluster.yaml:1:14: 'TEST_MODULES' is not a variable; say which modules by test_modules:"),
        arguments(
            "variables: { VERBOSE: yes }",
            "cluster.yaml:1:14: VERBOSE is 'yes' but must be true or false"),
        arguments("variables: { LIST: [a, b] }", "cluster.yaml:1:20: this must be a single value"),
        arguments(
            "variables: { EMPTY: }",
            "cluster.yaml:1:20: the value is missing; it must be a single value"),
        arguments(
            "secrets: { S3_KEY: { env: MY_KEY } }",
            "cluster.yaml:1:12: the secret 'S3_KEY' has no value; check the environment variable 'MY_KEY'"),
        arguments(
            "secrets: { S3_KEY: { evn: MY_KEY } }",
            "cluster.yaml:1:22: unknown key 'evn'; did you mean 'env'?"),
        arguments(
            "secrets: { S3_KEY: plain }",
            "cluster.yaml:1:20: 'plain' must be either { env: NAME } or { file: PATH }"),
        arguments(
            "deploy_root_dir: ./site",
            "cluster.yaml:1:18: the folder './site' did not come along; launch from the machine that has it"),
        arguments(
            "a: b\n - c",
            "cluster.yaml:1:1: unknown key 'a'; use one of: deploy_root_dir, groups, init_modules, modules, name, provider, ready, run_modules, secrets, setup_modules, test_modules, variables"),
        arguments(
            "- node",
            "cluster.yaml:1:1: this must be a mapping with name, provider, groups, modules and so on"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void saysWhatIsWrongInTheFile(String yaml, String mistakes) {
    MusterException refusal = refusal(Wishes.of("demo", yaml));

    assertThat(refusal).hasMessage("the cluster 'demo' is not valid:\n  - " + mistakes);
    assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_INPUT);
  }

  static Stream<Arguments> brokenFiles() {
    return Stream.of(
        arguments(
            "name: \"demo",
            "cluster.yaml:1:12: while scanning a quoted scalar: found unexpected end of stream\n      name: \"demo\n                 ^"),
        arguments(
            "name: demo\nname: other",
            "cluster.yaml:2:1: the key 'name' is there twice; first in line 1"),
        arguments(
            "name: !!acme.Thing [x]",
            "cluster.yaml:1:7: Global tag is not allowed: tag:yaml.org,2002:acme.Thing\n      name: !!acme.Thing [x]\n            ^"),
        arguments("# nothing", "cluster.yaml: is empty"),
        arguments(
            "name: demo\n---\nname: other",
            "cluster.yaml:2:1: expected a single document in the stream: but found another document\n      ---\n      ^"),
        arguments(
            "name: &a [*a]",
            "cluster.yaml:1:7: this value contains itself; write it without the alias"),
        arguments("name: \u0001", "cluster.yaml:1:7: the character U+0001 is not allowed in YAML"),
        arguments(
            "\tname: demo",
            "cluster.yaml:1:1: while scanning for the next token: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)\n       name: demo\n      ^"));
  }

  @ParameterizedTest
  @MethodSource("brokenFiles")
  void saysWhereTheFileIsNoYaml(String yaml, String mistakes) {
    assertThat(refusal(Wishes.of("demo", yaml)))
        .hasMessage("the cluster file is not valid:\n  - " + mistakes);
  }

  private static MusterException refusal(LaunchRequest request) {
    return catchThrowableOfType(
        MusterException.class, () -> SpecReader.read(request, BUILT_IN, Defaults.demo()));
  }
}
