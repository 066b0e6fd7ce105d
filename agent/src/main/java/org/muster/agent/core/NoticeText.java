package org.muster.agent.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.time.Instant;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;
import org.muster.protocol.InstanceNotice;

/**
 * Where an instance of EC2 finds a notice, and how it reads it.
 *
 * @param path of the metadata service
 */
public record NoticeText(InstanceNotice.Kind kind, String path) {
  /** Two minutes before a spot instance is taken back. */
  public static final NoticeText INTERRUPTION =
      new NoticeText(InstanceNotice.Kind.INTERRUPTION, "/latest/meta-data/spot/instance-action");

  /** Maybe long before that, maybe never. */
  public static final NoticeText REBALANCE =
      new NoticeText(
          InstanceNotice.Kind.REBALANCE, "/latest/meta-data/events/recommendations/rebalance");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Reads what is found there.
   *
   * @throws MusterException UNREADABLE_MESSAGE when it is no such notice
   */
  public InstanceNotice read(String text) {
    try {
      JsonNode tree = JSON.readTree(text);
      return switch (kind) {
        case INTERRUPTION ->
            InstanceNotice.interruption(
                tree.path("action").asText(), Instant.parse(tree.path("time").asText()));
        case REBALANCE -> InstanceNotice.rebalance(Instant.parse(tree.path("noticeTime").asText()));
      };
    } catch (JsonProcessingException e) {
      throw unreadable(e.getOriginalMessage(), e);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw unreadable(e.getMessage(), e);
    }
  }

  private MusterException unreadable(String why, Exception cause) {
    return new MusterException(
        ErrorCode.UNREADABLE_MESSAGE, "reading the notice at %s: %s".formatted(path, why), cause);
  }
}
