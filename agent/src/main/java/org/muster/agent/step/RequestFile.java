package org.muster.agent.step;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.muster.agent.core.Request;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.BarrierRequest;

/** What a script wrote into its request directory. */
final class RequestFile {
  /** Answers and shared values are no larger, so that one write to a pipe never blocks. */
  static final int MAX_VALUE_BYTES = 32 * 1024;

  /** Twice as much as a value whose every byte is escaped. */
  static final int MAX_BYTES = 4 * MAX_VALUE_BYTES;

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private static final Map<String, Function<Fields, Request>> VERBS =
      Map.of(
          "barrier", RequestFile::barrier,
          "waiting", fields -> new Request.Waiting(fields.optional("for")),
          "share", fields -> new Request.Share(fields.required("key"), fields.value("value")),
          "shared", fields -> new Request.Shared(fields.required("key"), fields.timeout()),
          "artifact", fields -> new Request.Artifact(fields.required("name")),
          "render", fields -> new Request.Render(),
          "progress", RequestFile::progress,
          "export_env", RequestFile::export,
          "fail", fields -> new Request.Fail(fields.optional("reason")));

  private RequestFile() {}

  /** The name of a request: that of its file, without the ending. */
  static String idOf(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  /**
   * Reads a request.
   *
   * @throws MusterException INVALID_INPUT when it is none
   */
  static Request parse(String text) {
    String[] lines = text.split("\n", -1); // one at least, also of a file of line ends
    Fields fields = new Fields(lines[0]);
    for (int i = 1; i < lines.length; i++) {
      int equals = lines[i].indexOf('=');
      if (equals > 0) {
        fields.put(lines[i].substring(0, equals), unescaped(lines[i].substring(equals + 1)));
      }
    }
    Function<Fields, Request> verb = VERBS.get(lines[0]);
    if (verb == null) {
      throw invalid("'%s' is no request that this agent knows".formatted(lines[0]));
    }
    return verb.apply(fields);
  }

  private static Request barrier(Fields fields) {
    String members = fields.optional("members");
    if (!members.isEmpty() && !members.matches("all|master|worker")) {
      throw invalid("barrier: members is '%s', not all, master or worker".formatted(members));
    }
    String quorum = fields.optional("quorum");
    if (!quorum.isEmpty() && !quorum.matches("[0-9]{1,6}%?")) {
      throw invalid("barrier: quorum is '%s', not a number or a percentage".formatted(quorum));
    }
    long timeout = fields.timeout().map(Duration::toSeconds).orElse(0L);
    return new Request.Barrier(
        new BarrierRequest(fields.required("name"), members, quorum, timeout));
  }

  private static Request progress(Fields fields) {
    String percent = fields.optional("percent");
    boolean named = percent.matches("[0-9]{1,3}");
    int value = named ? Math.min(100, Integer.parseInt(percent)) : -1;
    return new Request.Progress(value, fields.optional("text"));
  }

  private static Request export(Fields fields) {
    String name = fields.required("name");
    if (!VARIABLE.matcher(name).matches() || name.startsWith("MUSTER_")) {
      throw invalid(
          "export_env: '%s' is not a name that a module may export; use letters, digits and '_',"
                  .formatted(name)
              + " and do not begin with MUSTER_");
    }
    return new Request.Export(name, fields.value("value"));
  }

  private static String unescaped(String value) {
    if (value.indexOf('\\') < 0) {
      return value;
    }
    StringBuilder plain = new StringBuilder(value.length());
    boolean escaped = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (escaped) {
        plain.append(c == 'n' ? '\n' : c == 'r' ? '\r' : c);
        escaped = false;
      } else if (c == '\\') {
        escaped = true;
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static MusterException invalid(String sentence) {
    return new MusterException(ErrorCode.INVALID_INPUT, sentence);
  }

  private static final class Fields {
    private final String verb;
    private final Map<String, String> values = new HashMap<>();

    Fields(String verb) {
      this.verb = verb;
    }

    void put(String name, String value) {
      values.put(name, value);
    }

    String optional(String name) {
      return values.getOrDefault(name, "");
    }

    String required(String name) {
      String value = optional(name);
      if (value.isEmpty()) {
        throw invalid("%s: %s is missing".formatted(verb, name));
      }
      return value;
    }

    String value(String name) {
      String value = optional(name);
      if (AnswerPipe.encoded(value).length > MAX_VALUE_BYTES) {
        throw invalid(
            "%s: the value is longer than %d bytes; put it into a file on the cluster instead"
                .formatted(verb, MAX_VALUE_BYTES));
      }
      return value;
    }

    Optional<Duration> timeout() {
      String seconds = optional("timeout");
      if (seconds.isEmpty()) {
        return Optional.empty();
      }
      if (!seconds.matches("[0-9]{1,9}")) {
        throw invalid("%s: timeout is '%s', not a number of seconds".formatted(verb, seconds));
      }
      return Optional.of(Duration.ofSeconds(Long.parseLong(seconds)));
    }
  }
}
