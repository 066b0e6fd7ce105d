package org.muster.agent.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * One line per record, and what was thrown below it. The JDK's own formatter does it with calendars
 * and locales, which an agent has no other use for. Made by the JDK, by its name.
 */
public final class LogLine extends Formatter {
  @Override
  public String format(LogRecord entry) {
    return entry.getInstant()
        + " "
        + entry.getLevel().getName()
        + " "
        + formatMessage(entry)
        + System.lineSeparator()
        + (entry.getThrown() == null ? "" : trace(entry.getThrown()));
  }

  private static String trace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace, true));
    return trace.toString();
  }
}
