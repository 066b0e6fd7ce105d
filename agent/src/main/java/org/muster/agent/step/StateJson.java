package org.muster.agent.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.Optional;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.Codec;

/** Records in files of state, as JSON. */
final class StateJson {
  private static final JsonMapper JSON = Codec.configured(JsonMapper.builder()).build();

  private StateJson() {}

  static void write(Path file, Object content) {
    try {
      DurableFile.replace(file, JSON.writeValueAsBytes(content));
    } catch (JsonProcessingException e) {
      throw new MusterException(ErrorCode.INTERNAL, "writing " + file, e);
    }
  }

  static <T> Optional<T> read(Path file, Class<T> type) {
    Optional<String> text = DurableFile.read(file);
    try {
      return text.isPresent() ? Optional.of(JSON.readValue(text.get(), type)) : Optional.empty();
    } catch (JsonProcessingException e) {
      throw new MusterException(
          ErrorCode.STORAGE_FAILED, "reading %s: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }
}
