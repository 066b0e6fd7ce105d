package org.muster.coordinator.http;

import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import org.muster.protocol.ClusterName;

/** Reads what a request says in its path, its query and its headers. */
final class Parameters {
  private static final int LONGEST_KEY = 200;

  private Parameters() {}

  static ClusterName cluster(RoutingContext context) {
    return path(context, "name", ClusterName::new);
  }

  static <T> T path(RoutingContext context, String name, Function<String, T> parse) {
    return parsed(context.pathParam(name), parse);
  }

  /** A number of the query; {@code otherwise} when it is not there. */
  static long number(RoutingContext context, String name, long otherwise) {
    String text = context.request().getParam(name);
    return text == null || text.isEmpty() ? otherwise : number(name, text);
  }

  static long number(String name, String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw Refusal.badRequest(
          "%s is '%s' but must be a whole number from 0".formatted(name, text));
    }
    return Long.parseLong(text);
  }

  static boolean flag(RoutingContext context, String name) {
    String text = context.request().getParam(name);
    if (text == null || text.equals("false")) {
      return false;
    }
    if (text.equals("true") || text.isEmpty()) {
      return true;
    }
    throw Refusal.badRequest("%s is '%s' but must be true or false".formatted(name, text));
  }

  /** What the caller named this request, so that a repetition changes nothing; empty for none. */
  static String idempotencyKey(RoutingContext context) {
    String key = context.request().getHeader("Idempotency-Key");
    if (key == null) {
      return "";
    }
    if (key.length() > LONGEST_KEY || !key.matches("[\\x21-\\x7e]+")) {
      throw Refusal.badRequest(
          "the header Idempotency-Key must be 1 to %d printable characters without spaces"
              .formatted(LONGEST_KEY));
    }
    return key;
  }

  static <T> T parsed(String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      throw Refusal.badRequest(e.getMessage());
    }
  }
}
