package org.muster.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.nio.charset.StandardCharsets;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

/** Messages to JSON text and back, within limits. Thread-safe. */
public final class Codec {
  /** No frame on the link is larger, in bytes of UTF-8. */
  public static final int MAX_FRAME_BYTES = 256 * 1024;

  private static final int MAX_DEPTH = 32;

  // One for all: what a mapper learns of our records takes more memory than anything it holds.
  private static final JsonMapper JSON = configured(JsonMapper.builder(frames())).build();

  private static JsonFactory frames() {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxDocumentLength(MAX_FRAME_BYTES)
                .maxStringLength(MAX_FRAME_BYTES)
                .build())
        .build();
  }

  /** The conventions of our JSON, for files and frames alike. */
  public static JsonMapper.Builder configured(JsonMapper.Builder builder) {
    return builder
        .addModule(new JavaTimeModule())
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(
                JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL));
  }

  /**
   * The message as one frame.
   *
   * @param family the sealed interface of the message; it decides the type name
   * @throws MusterException INTERNAL when the message is larger than a frame may be
   */
  public <T> String encode(Class<T> family, T message) {
    String text;
    try {
      text = JSON.writerFor(family).writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new MusterException(ErrorCode.INTERNAL, "encoding a " + family.getSimpleName(), e);
    }
    if (text.length() > MAX_FRAME_BYTES / 4
        && text.getBytes(StandardCharsets.UTF_8).length > MAX_FRAME_BYTES) {
      throw new MusterException(
          ErrorCode.INTERNAL,
          "encoding a %s: it is larger than the %d bytes of a frame"
              .formatted(message.getClass().getSimpleName(), MAX_FRAME_BYTES));
    }
    return text;
  }

  /**
   * Reads one frame of the given family.
   *
   * @throws MusterException UNREADABLE_MESSAGE when it is no such message, or too large
   */
  public <T> T decode(Class<T> family, String frame) {
    if (frame.length() > MAX_FRAME_BYTES) {
      throw new MusterException(
          ErrorCode.UNREADABLE_MESSAGE,
          "reading a frame of %d characters: the limit is %d bytes"
              .formatted(frame.length(), MAX_FRAME_BYTES));
    }
    try {
      T message = JSON.readValue(frame, family);
      if (message == null) {
        throw new MusterException(ErrorCode.UNREADABLE_MESSAGE, "reading a frame: it is null");
      }
      return message;
    } catch (JsonProcessingException e) {
      throw new MusterException(
          ErrorCode.UNREADABLE_MESSAGE,
          "reading a %s: %s".formatted(family.getSimpleName(), e.getOriginalMessage()),
          e);
    }
  }
}
