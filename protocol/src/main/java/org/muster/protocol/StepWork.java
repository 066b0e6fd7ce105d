package org.muster.protocol;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What an attempt does: a script of a module, or a command that a user typed. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = StepWork.Script.class, name = "script"),
  @JsonSubTypes.Type(value = StepWork.Command.class, name = "command")
})
public sealed interface StepWork {

  /** The script of the step's module and phase. */
  record Script(boolean ignoreMarker) implements StepWork {}

  /** An argument vector, run in the environment of a step; never a shell string. */
  record Command(List<String> arguments) implements StepWork {
    public Command {
      arguments = List.copyOf(requireNonNull(arguments, "arguments is null"));
      if (arguments.isEmpty()) {
        throw new IllegalArgumentException("a command needs at least one word");
      }
    }
  }
}
