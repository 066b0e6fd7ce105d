package org.muster.coordinator.core.module;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.muster.coordinator.core.yaml.Placed;
import org.muster.coordinator.core.yaml.YamlNode;
import org.muster.error.Problems;
import org.muster.protocol.Phase;
import org.muster.protocol.Role;

/** Which phases a module has, and how they run. */
final class PhaseReader {
  private static final Duration INIT_TIMEOUT = Duration.ofMinutes(30);
  private static final Duration TIMEOUT = Duration.ofMinutes(10);
  private static final int MAX_RETRIES = 10;

  /**
   * Ran on the master alone when one shell on the master ran everything; nobody wants them N times.
   */
  private static final Set<Phase> ON_MASTER_WITHOUT_MANIFEST = EnumSet.of(Phase.TEST, Phase.RUN);

  private static final Set<Role> BOTH = EnumSet.allOf(Role.class);

  private final ModuleFiles files;
  private final YamlNode root;
  private final Problems problems;

  PhaseReader(ModuleFiles files, YamlNode root, Problems problems) {
    this.files = files;
    this.root = root;
    this.problems = problems;
  }

  static Map<Phase, PhaseRule> withoutManifest(ModuleFiles files) {
    Map<Phase, PhaseRule> rules = new EnumMap<>(Phase.class);
    boolean isExtra = files.name().equals("extra");
    for (Phase phase : Phase.values()) {
      if (hasScript(files, phase)) {
        boolean isOnMaster = isExtra || ON_MASTER_WITHOUT_MANIFEST.contains(phase);
        Set<Role> roles = isOnMaster ? EnumSet.of(Role.MASTER) : BOTH;
        rules.put(phase, new PhaseRule(phase, roles, timeout(phase), 0, onUnknown(phase)));
      }
    }
    return rules;
  }

  Map<Phase, PhaseRule> phases() {
    Map<Phase, PhaseRule> rules = new EnumMap<>(Phase.class);
    Set<Role> roles = roles(root, BOTH);
    for (Phase phase : Phase.values()) {
      Optional<YamlNode> said = root.at("phases").flatMap(phases -> phases.at(phase.label()));
      if (hasScript(files, phase)) {
        rules.put(phase, rule(phase, said, roles));
      } else if (said.isPresent()) {
        problems.add(
            root.at("phases")
                .orElse(root)
                .keyPlace(phase.label())
                .says(
                    "the phase '%s' has rules but no script; add %s/%s.sh or leave it out"
                        .formatted(phase, files.folder(), phase)));
      }
    }
    return rules;
  }

  static Optional<Role> role(String label) {
    for (Role role : Role.values()) {
      if (role.label().equals(label)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  private static PhaseRule rule(Phase phase, Optional<YamlNode> said, Set<Role> roles) {
    if (said.isEmpty()) {
      return new PhaseRule(phase, roles, timeout(phase), 0, onUnknown(phase));
    }
    YamlNode node = said.get();
    return new PhaseRule(
        phase,
        roles(node, roles),
        node.text("timeout").flatMap(text -> Durations.parse(text.text())).orElse(timeout(phase)),
        node.text("retries").map(PhaseReader::retries).orElse(0),
        node.text("on_unknown").flatMap(PhaseReader::onUnknown).orElse(onUnknown(phase)));
  }

  private static int retries(Placed text) {
    boolean isNumber = text.text().matches("[0-9]{1,2}");
    return isNumber ? Math.min(Integer.parseInt(text.text()), MAX_RETRIES) : 0;
  }

  private static Set<Role> roles(YamlNode node, Set<Role> fallback) {
    if (node.at("roles").isEmpty()) {
      return fallback;
    }
    List<Role> roles =
        node.texts("roles").stream().flatMap(text -> role(text.text()).stream()).toList();
    return Set.copyOf(roles);
  }

  private static Optional<OnUnknown> onUnknown(Placed text) {
    return switch (text.text()) {
      case "retry" -> Optional.of(OnUnknown.RETRY);
      case "fail" -> Optional.of(OnUnknown.FAIL);
      default -> Optional.empty();
    };
  }

  /** What may be done twice is; an application or a removal is not. */
  private static OnUnknown onUnknown(Phase phase) {
    return switch (phase) {
      case INIT, SETUP, TEST, JOIN -> OnUnknown.RETRY;
      case RUN, LEAVE -> OnUnknown.FAIL;
    };
  }

  private static Duration timeout(Phase phase) {
    return phase == Phase.INIT ? INIT_TIMEOUT : TIMEOUT;
  }

  private static boolean hasScript(ModuleFiles files, Phase phase) {
    return files.scripts().containsKey(phase.label() + ".sh");
  }
}
