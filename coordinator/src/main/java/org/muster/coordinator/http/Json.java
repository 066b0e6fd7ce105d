package org.muster.coordinator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.UncheckedIOException;
import org.muster.protocol.Codec;

/** JSON in and out of requests. */
final class Json {
  private final JsonMapper mapper = Codec.configured(JsonMapper.builder()).build();

  Buffer encode(Object value) {
    try {
      return Buffer.buffer(mapper.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("encoding a " + value.getClass().getSimpleName(), e);
    }
  }

  /** The body of the request, or with no body at all the value of {@code {}}. */
  <T> T body(RoutingContext context, Class<T> type) {
    Buffer body = context.body() == null ? null : context.body().buffer();
    String text = body == null || body.length() == 0 ? "{}" : body.toString();
    try {
      T value = mapper.readValue(text, type);
      if (value == null) {
        throw Refusal.badRequest("the body is null; send a JSON object");
      }
      return value;
    } catch (JsonProcessingException e) {
      throw Refusal.badRequest("the body cannot be read: " + sentenceOf(e));
    }
  }

  private static String sentenceOf(JsonProcessingException failure) {
    String place =
        failure.getLocation() == null
            ? ""
            : " (line %d, column %d)"
                .formatted(failure.getLocation().getLineNr(), failure.getLocation().getColumnNr());
    return failure.getOriginalMessage() + place;
  }
}
