package org.muster.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.spec.CommandRequest;
import org.muster.coordinator.core.spec.DeployRequest;
import org.muster.coordinator.core.spec.LaunchRequest;
import org.muster.coordinator.core.view.ClusterSummary;
import org.muster.coordinator.core.view.ClusterView;
import org.muster.coordinator.core.view.DeploymentView;
import org.muster.coordinator.core.view.EventView;
import org.muster.coordinator.core.view.FailureView;
import org.muster.coordinator.core.view.ModuleView;
import org.muster.coordinator.core.view.NodeView;
import org.muster.coordinator.core.view.PhaseView;
import org.muster.coordinator.core.view.PlanView;
import org.muster.coordinator.core.view.ServiceView;
import org.muster.coordinator.core.view.StepView;
import org.muster.coordinator.core.view.StorageView;
import org.muster.coordinator.core.view.WaitView;
import org.muster.protocol.InstanceNotice;

/** The document and the service say the same. */
final class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
  private static final List<Class<? extends Record>> RECORDS =
      List.of(
          LaunchRequest.class,
          DeployRequest.class,
          CommandRequest.class,
          ClusterSummary.class,
          ClusterView.class,
          DeploymentView.class,
          EventView.class,
          FailureView.class,
          InstanceNotice.class,
          ModuleView.class,
          NodeView.class,
          PhaseView.class,
          PlanView.class,
          ServiceView.class,
          StepView.class,
          StorageView.class,
          WaitView.class,
          ProblemDetails.class);

  private ServerForTest server;
  private JsonNode document;

  @BeforeEach
  void start() throws Exception {
    server = new ServerForTest();
    document =
        new ObjectMapper(new YAMLFactory()).readTree(PageRoutes.load("openapi.yaml").toString());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void everyRouteIsInTheDocumentAndTheOtherWayRound() {
    Set<String> served = new TreeSet<>();
    for (Endpoint endpoint : server.server().endpoints()) {
      served.add(endpoint.method().name().toLowerCase(Locale.ROOT) + " " + endpoint.path());
    }
    Set<String> described = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (METHODS.contains(method.getKey())) {
          described.add(method.getKey() + " " + path.getKey());
        }
      }
    }

    assertThat(described).isEqualTo(served);
  }

  @Test
  void whatAnybodyMayAskIsMarkedSo() {
    for (Endpoint endpoint : server.server().endpoints()) {
      JsonNode operation =
          document
              .path("paths")
              .path(endpoint.path())
              .path(endpoint.method().name().toLowerCase(Locale.ROOT));
      boolean isOpen = operation.has("security") && operation.path("security").isEmpty();
      assertThat(isOpen)
          .as(endpoint.path())
          .isEqualTo(endpoint.access() == Endpoint.Access.ANYBODY);
    }
  }

  @Test
  void everyFieldOfEveryRecordIsDescribed() {
    List<String> missing = new ArrayList<>();
    for (Class<? extends Record> record : RECORDS) {
      JsonNode properties =
          document
              .path("components")
              .path("schemas")
              .path(record.getSimpleName())
              .path("properties");
      Set<String> described = new TreeSet<>();
      properties.fieldNames().forEachRemaining(described::add);
      Set<String> actual = new TreeSet<>();
      for (RecordComponent component : record.getRecordComponents()) {
        actual.add(component.getName());
      }
      if (!described.equals(actual)) {
        missing.add(
            "%s has %s, the document %s".formatted(record.getSimpleName(), actual, described));
      }
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    for (JsonNode reference : document.findValues("$ref")) {
      String pointer = reference.asText().substring(1);

      assertThat(document.at(pointer).isMissingNode()).as(pointer).isFalse();
    }
  }
}
