package org.muster.coordinator.core.view;

import java.util.List;
import org.muster.protocol.ModuleName;
import org.muster.protocol.Phase;

/**
 * One module of the catalogue.
 *
 * @param requires names of modules; with {@code (cluster)} behind those that are waited for on
 *     every node
 * @param phases those that have a script
 * @param isolation where it may run: process, container, machine
 */
public record ModuleView(
    ModuleName name,
    String summary,
    String version,
    List<String> requires,
    List<String> roles,
    List<Phase> phases,
    List<String> isolation,
    List<Variable> variables,
    List<String> artifacts,
    List<String> services) {

  /** A variable that the module declares; the default of a secret is never shown. */
  public record Variable(
      String name, String value, String about, boolean required, boolean secret) {}
}
