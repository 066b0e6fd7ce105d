package org.muster.agent.step;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muster.protocol.Member;

/** Renders the templates of a module into the node's root. May block. */
@FunctionalInterface
public interface TemplateRenderer {

  /**
   * Renders every template, or none when one has a mistake.
   *
   * @param environment of the step that wants them
   * @param secrets values that only the owner of a file may read
   */
  void render(
      Path templates, Map<String, String> environment, List<Member> members, Set<String> secrets);
}
