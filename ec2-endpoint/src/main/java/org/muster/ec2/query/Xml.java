package org.muster.ec2.query;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** XML in the making, as the API answers: elements and text, lists of {@code item}. */
public final class Xml {
  /** The version of the API, which is its name space too. */
  public static final String VERSION = "2016-11-15";

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final StringBuilder text = new StringBuilder();

  private Xml() {}

  /** The answer to a call that went well. */
  public static String answer(String action, String request, Consumer<Xml> content) {
    Xml xml = new Xml();
    xml.text
        .append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<")
        .append(action)
        .append("Response xmlns=\"http://ec2.amazonaws.com/doc/")
        .append(VERSION)
        .append("/\">");
    xml.put("requestId", request);
    content.accept(xml);
    return xml.text.append("</").append(action).append("Response>\n").toString();
  }

  /** The answer to one that did not. */
  public static String refusal(Ec2Refusal refusal, String request) {
    Xml xml = new Xml();
    xml.text.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.in(
        "Response",
        response -> {
          response.in(
              "Errors",
              errors ->
                  errors.in(
                      "Error",
                      error ->
                          error.put("Code", refusal.code()).put("Message", refusal.getMessage())));
          response.put("RequestID", request);
        });
    return xml.text.toString();
  }

  public Xml put(String name, String value) {
    text.append('<').append(name).append('>');
    escape(value);
    text.append("</").append(name).append('>');
    return this;
  }

  public Xml put(String name, Optional<String> value) {
    value.ifPresent(known -> put(name, known));
    return this;
  }

  public Xml put(String name, long value) {
    return put(name, Long.toString(value));
  }

  public Xml put(String name, boolean value) {
    return put(name, Boolean.toString(value));
  }

  public Xml put(String name, Instant value) {
    return put(name, MILLIS.format(value));
  }

  public Xml in(String name, Consumer<Xml> content) {
    text.append('<').append(name).append('>');
    content.accept(this);
    text.append("</").append(name).append('>');
    return this;
  }

  public <T> Xml items(String name, Collection<T> all, BiConsumer<Xml, T> content) {
    return in(
        name, list -> all.forEach(each -> list.in("item", item -> content.accept(item, each))));
  }

  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '&' -> text.append("&amp;");
        case '"' -> text.append("&quot;");
        case '\r' -> text.append("&#xD;");
        default -> text.append(c);
      }
    }
  }
}
