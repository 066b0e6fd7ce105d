package org.muster.agent.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.LogManager;
import org.muster.agent.step.DurableFile;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** Starts an agent: {@code --config FILE}; or rehearses one: {@code --cds-warmup}. */
public final class AgentMain {
  private static final int USAGE = 2;
  private static final int ENVIRONMENT = 3;

  private AgentMain() {}

  public static void main(String[] arguments) throws IOException {
    try (InputStream settings = AgentMain.class.getResourceAsStream("logging.properties")) {
      LogManager.getLogManager().readConfiguration(settings);
    }
    try {
      if (arguments.length == 2 && arguments[0].equals("--config")) {
        run(Path.of(arguments[1]));
      } else if (arguments.length == 1 && arguments[0].equals("--cds-warmup")) {
        Rehearsal.run(javaHome());
      } else {
        System.err.println("usage: java -jar muster-agent.jar --config FILE");
        System.exit(USAGE);
      }
    } catch (MusterException e) {
      System.err.println("muster-agent: " + e.getMessage());
      System.exit(e.code().blame() == ErrorCode.Blame.USER ? USAGE : ENVIRONMENT);
    }
  }

  private static void run(Path configFile) {
    String text =
        DurableFile.read(configFile)
            .orElseThrow(
                () ->
                    new MusterException(
                        ErrorCode.INVALID_INPUT, "there is no file %s".formatted(configFile)));
    AgentApp app = new AgentApp(AgentConfig.parse(text), javaOfSteps(), version());
    Runtime.getRuntime().addShutdownHook(new Thread(app::close, "shutdown"));
    app.start();
  }

  /** Who started the agent may want another Java for scripts and daemons than for the agent. */
  private static String javaOfSteps() {
    String wanted = System.getenv("JAVA_HOME");
    return wanted == null || wanted.isEmpty() ? javaHome() : wanted;
  }

  private static String javaHome() {
    return System.getProperty("java.home");
  }

  private static String version() {
    return Optional.ofNullable(AgentMain.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
