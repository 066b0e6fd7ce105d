package org.muster.coordinator.core.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.muster.coordinator.core.module.Catalogue;

class ModuleMistakesTest {
  private static final String HEADER = "the cluster 'demo' is not valid:\n  - ";

  static Stream<Arguments> manifests() {
    return Stream.of(
        arguments(
            "name: other",
            "modules/m/module.yaml:1:7: the name 'other' must be that of the folder, 'm'"),
        arguments("summary: x", "modules/m/module.yaml:1:1: the key 'name' is missing"),
        arguments(
            "name: m\nroles: [slave]",
            "modules/m/module.yaml:2:9: 'slave' is not known; use one of: master, worker"),
        arguments(
            "name: m\nphases: { setupp: {} }",
            "modules/m/module.yaml:2:11: unknown key 'setupp'; did you mean 'setup'?"),
        arguments(
            "name: m\nphases: { setup: { timout: 5m } }",
            "modules/m/module.yaml:2:20: unknown key 'timout'; did you mean 'timeout'?"),
        arguments(
            "name: m\nphases: { setup: { timeout: 5 minutes } }",
            "modules/m/module.yaml:2:29: '5 minutes' must be a duration such as 30s, 5m or 1h"),
        arguments(
            "name: m\nphases: { setup: { timeout: 5 } }",
            "modules/m/module.yaml:2:29: '5' must be a duration such as 30s, 5m or 1h"),
        arguments(
            "name: m\nphases: { setup: { retries: 11 } }",
            "modules/m/module.yaml:2:29: '11' is too large; the most is 10"),
        arguments(
            "name: m\nphases: { setup: { on_unknown: ignore } }",
            "modules/m/module.yaml:2:32: 'ignore' is not known; use one of: fail, retry"),
        arguments(
            "name: m\nphases: { leave: { timeout: 5m } }",
            "modules/m/module.yaml:2:11: the phase 'leave' has rules but no script; add modules/m/leave.sh or leave it out"),
        arguments(
            "name: m\nisolation: []",
            "modules/m/module.yaml:2:12: this must be a list of at least one of process, container, machine"),
        arguments(
            "name: m\nisolation: [vm]",
            "modules/m/module.yaml:2:13: 'vm' is not known; use one of: container, machine, process"),
        arguments(
            "name: m\nisolation: [container, machine]",
            "--modules: the module 'm' cannot run on process nodes, only on: container, machine; leave it out or choose another isolation"),
        arguments(
            "name: m\nrequires: hadoop",
            "modules/m/module.yaml:2:11: 'hadoop' must be a list of modules"),
        arguments(
            "name: m\nrequires: [hadop]",
            "modules/m/module.yaml:2:12: the module 'm' requires the unknown module 'hadop'; did you mean 'hadoop'?"),
        arguments(
            "name: m\nrequires: [m]",
            "modules/m/module.yaml:2:12: the modules require each other: m → m; take one requirement away"),
        arguments(
            "name: m\nrequires: [{ module: hadoop, scope: all }]",
            "modules/m/module.yaml:2:37: 'all' is not known; use one of: cluster, node"),
        arguments(
            "name: m\nrequires: [{ modul: hadoop }]",
            "modules/m/module.yaml:2:12: the key 'module' is missing\n  - modules/m/module.yaml:2:14: unknown key 'modul'; did you mean 'module'?"),
        arguments(
            "name: m\nversion: '{{HADOP_VERSION}}'",
            "modules/m/module.yaml:2:10: unknown variable 'HADOP_VERSION'; did you mean 'HADOOP_VERSION'?"),
        arguments(
            "name: m\nversion: '{{NOWHERE}}'",
            "modules/m/module.yaml:2:10: unknown variable 'NOWHERE'; use one of: HADOOP_VERSION, SPARK_MASTER_OPTS, SPARK_VERSION, SPARK_WORKER_INSTANCES, SWAP_MB, VERBOSE"),
        arguments(
            "name: m\nversion: '{{X'",
            "modules/m/module.yaml:2:10: '{{X' has a {{ or }} without its other half"),
        arguments(
            "name: m\nvariables: { X: 1 }",
            "modules/m/module.yaml:2:17: '1' must be a mapping with default, about, required, secret"),
        arguments(
            "name: m\nvariables: { X: { required: true } }",
            "modules/m/module.yaml:2:14: the variable 'X' of module 'm' has no value; set it with --set X=VALUE"),
        arguments(
            "name: m\nvariables: { X: { required: true, secret: true } }",
            "modules/m/module.yaml:2:14: the secret 'X' of module 'm' has no value; name it under secrets:"),
        arguments(
            "name: m\nvariables: { PATH: { default: x } }",
            "modules/m/module.yaml:2:14: the variable 'PATH' cannot be set, for each node has its own; use another name"),
        arguments(
            "name: m\nvariables: { A: { default: '{{B}}' }, B: { default: '{{A}}' } }",
            "modules/m/module.yaml:2:28: the variable 'A' depends on itself; set it with --set A=VALUE"),
        arguments(
            "name: m\nvariables: { SPARK_VERSION: { default: '3.5.7' } }\nrequires: [spark]",
            "modules/m/module.yaml:2:40: the default of 'SPARK_VERSION' is '3.5.7' in module 'm', but '4.1.0' in module 'spark'; set it with --set SPARK_VERSION=VALUE"),
        arguments(
            "name: m\nderived:\n  - { name: X, from: SWAP_MB, map: { '5*': a } }",
            "modules/m/module.yaml:3:13: no 'X' is known for SWAP_MB '1024'; the patterns are 5*; set it with --set X=VALUE"),
        arguments(
            "name: m\nderived:\n  - { name: X, from: NOPE, map: { '*': a } }",
            "modules/m/module.yaml:3:22: unknown variable 'NOPE'; use one of: HADOOP_VERSION, SPARK_MASTER_OPTS, SPARK_VERSION, SPARK_WORKER_INSTANCES, SWAP_MB, VERBOSE"),
        arguments(
            "name: m\nderived:\n  - { name: X, map: {} }",
            "modules/m/module.yaml:3:5: the key 'from' is missing\n  - modules/m/module.yaml:3:21: this must be a mapping of at least one pattern such as 4.* to a value"),
        arguments(
            "name: m\nartifacts:\n  a: { url: 'http://h/{{NOWHERE}}', sha256: '{{SUM}}' }",
            "modules/m/module.yaml:3:45: unknown variable 'SUM'; use one of: HADOOP_VERSION, SPARK_MASTER_OPTS, SPARK_VERSION, SPARK_WORKER_INSTANCES, SWAP_MB, VERBOSE\n  - modules/m/module.yaml:3:13: unknown variable 'NOWHERE'; use one of: HADOOP_VERSION, SPARK_MASTER_OPTS, SPARK_VERSION, SPARK_WORKER_INSTANCES, SWAP_MB, VERBOSE\n  - modules/m/module.yaml:3:3: the artifact 'a' comes from http://h/ without a checksum; set SUM"),
        arguments(
            "name: m\nartifacts:\n  a: { url: 'http://h/a' }",
            "modules/m/module.yaml:3:3: the artifact 'a' comes from http://h/a without a checksum; set sha256 or sha512"),
        arguments(
            "name: m\nartifacts:\n  a: { unpack: false }",
            "modules/m/module.yaml:3:3: the artifact 'a' has no source; give it a path, a url or maven"),
        arguments(
            "name: m\nartifacts:\n  a: { path: /x, sha256: abc }",
            "modules/m/module.yaml:3:26: 'abc' must be a SHA-256 in 64 hexadecimal digits, or a variable"),
        arguments(
            "name: m\nvariables: { SUM: { default: abc } }\nartifacts:\n  a: { url: 'http://h/a', sha256: '{{SUM}}' }",
            "modules/m/module.yaml:4:35: the checksum 'abc' must have 64 hexadecimal digits"),
        arguments(
            "name: m\nvariables: { SUM: { default: '' } }\nartifacts:\n  a: { url: 'http://h/a', sha512: '{{SUM}}' }",
            "modules/m/module.yaml:4:3: the artifact 'a' comes from http://h/a without a checksum; set SUM"),
        arguments(
            "name: m\nvariables: { DIR: { default: '' } }\nartifacts:\n  a: { path: '{{DIR}}' }",
            "modules/m/module.yaml:4:3: the artifact 'a' has no source; set one of: DIR"),
        arguments(
            "name: m\nartifacts:\n  A_B: { path: /x }",
            "modules/m/module.yaml:3:3: the artifact 'A_B' must be named with a-z, 0-9 and '-'"),
        arguments(
            "name: m\nartifacts:\n  a: { maven: { coordinates: [spark] } }",
            "modules/m/module.yaml:3:31: 'spark' must be Maven coordinates group:artifact:version"),
        arguments(
            "name: m\nservices:\n  - { name: UI, role: master, url: 'http://{{adress}}:80' }",
            "modules/m/module.yaml:3:36: unknown variable 'adress'; did you mean 'address'?"),
        arguments(
            "name: m\nservices:\n  - { name: UI, role: boss, url: x }",
            "modules/m/module.yaml:3:23: 'boss' is not known; use one of: master, worker"),
        arguments(
            "name: m\n  summary: x",
            "modules/m/module.yaml:2:10: mapping values are not allowed here\n        summary: x\n               ^"));
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void saysWhatIsWrongWithAManifest(String manifest, String mistakes) {
    Catalogue catalogue = Modules.builtIn().with("m", manifest, "setup.sh").catalogue();

    assertThatThrownBy(() -> SpecReader.read(Wishes.modules("m"), catalogue, Defaults.demo()))
        .hasMessage(HEADER + mistakes);
  }

  static Stream<Arguments> templates() {
    return Stream.of(
        arguments(
            "a\n  {{SPARK_VERSON}}",
            "templates/m/etc/x.conf:2:3: unknown name 'SPARK_VERSON'; did you mean 'SPARK_VERSION'?"),
        arguments(
            "{{NOWHERE}}",
            "templates/m/etc/x.conf:1:1: unknown name 'NOWHERE'; declare it under variables in module.yaml, or set it with --set"),
        arguments(
            "{{#workers}}{{name}} {{adress}}{{/workers}}",
            "templates/m/etc/x.conf:1:22: unknown name 'adress'; did you mean 'address'?"),
        arguments(
            "{{name}}",
            "templates/m/etc/x.conf:1:1: unknown name 'name'; declare it under variables in module.yaml, or set it with --set"),
        arguments(
            "{{#workers}}",
            "templates/m/etc/x.conf:1:1: the section 'workers' is not closed; end it with '{{/workers}}'"),
        arguments(
            "{{/workers}}",
            "templates/m/etc/x.conf:1:1: '{{/workers}}' ends a section that does not begin"),
        arguments(
            "{{#workers}}{{/nodes}}{{/workers}}",
            "templates/m/etc/x.conf:1:13: '{{/nodes}}' ends a section while 'workers' is open"),
        arguments(
            "x {{ y", "templates/m/etc/x.conf:1:3: '{{' is not closed; write '}}' after the name"),
        arguments(
            "{{> part}}",
            "templates/m/etc/x.conf:1:1: '{{> part}}' is not possible here; write the text out"),
        arguments(
            "{{}}",
            "templates/m/etc/x.conf:1:1: '{{}}' names nothing; write a name between the braces"));
  }

  @ParameterizedTest
  @MethodSource("templates")
  void saysWhatIsWrongWithATemplate(String template, String mistakes) {
    Catalogue catalogue = Modules.builtIn().withTemplate("m", "etc/x.conf", template).catalogue();

    assertThatThrownBy(
            () -> SpecReader.read(Wishes.modules("m", "spark"), catalogue, Defaults.demo()))
        .hasMessage(HEADER + mistakes);
  }

  @Test
  void everyNameThatANodeKnowsMayBeInATemplate() {
    String template =
        """
        {{! for all }}{{SPARK_VERSION}} {{{master_list}}} {{&active_master}} {{MUSTER_NODE}}
        {{#workers}}{{name}} {{address}}{{^last}},{{/last}}{{/workers}}
        """;
    Catalogue catalogue = Modules.builtIn().withTemplate("m", "etc/x.conf", template).catalogue();

    Wish wish = SpecReader.read(Wishes.modules("m", "spark"), catalogue, Defaults.demo());

    assertThat(wish.blueprint().modules()).hasSize(2);
  }

  @Test
  void templatesOfModulesThatAreNotDeployedDoNotMatter() {
    Catalogue catalogue = Modules.builtIn().withTemplate("m", "etc/x.conf", "{{NOPE}}").catalogue();

    assertThat(SpecReader.read(Wishes.DEMO, catalogue, Defaults.demo()).blueprint().modules())
        .hasSize(7);
  }
}
