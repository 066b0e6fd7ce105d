package org.muster.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GuardTest {
  private static final String RIGHT = "Authorization: Bearer " + ServerForTest.TOKEN;

  private ServerForTest server;
  private String host;

  @BeforeEach
  void start() {
    server = new ServerForTest();
    host = "Host: 127.0.0.1:" + server.port();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theTokenOpensTheApi() throws IOException {
    assertThat(status("GET /api/v1/clusters HTTP/1.1", host, RIGHT)).contains("200");
  }

  @Test
  void withoutATokenNothingIsTold() throws IOException {
    assertThat(status("GET /api/v1/clusters HTTP/1.1", host)).contains("401");
    assertThat(status("POST /api/v1/shutdown HTTP/1.1", host, "Content-Length: 0")).contains("401");
    assertThat(status("GET /metrics HTTP/1.1", host)).contains("401");
    assertThat(server.shutdowns()).isEmpty();
  }

  @Test
  void aWrongTokenIsRefused() throws IOException {
    assertThat(status("GET /api/v1/clusters HTTP/1.1", host, "Authorization: Bearer wrong"))
        .contains("401");
    assertThat(status("GET /api/v1/clusters HTTP/1.1", host, "Authorization: Basic eDp5"))
        .contains("401");
  }

  @Test
  void aViewerMayLookAndChangesNothing() throws IOException {
    String viewer = "Authorization: Bearer " + ServerForTest.VIEWER_TOKEN;

    assertThat(status("GET /api/v1/clusters HTTP/1.1", host, viewer)).contains("200");
    assertThat(status("GET /metrics HTTP/1.1", host, viewer)).contains("200");
    for (Endpoint endpoint : server.server().endpoints()) {
      if (endpoint.access() == Endpoint.Access.OPERATOR) {
        String path = endpoint.path().replaceAll("\\{[a-z]+}", "demo");
        String line = endpoint.method() + " " + path + " HTTP/1.1";
        assertThat(status(line, host, viewer, "Content-Length: 0")).as(line).contains("403");
      }
    }
    assertThat(server.shutdowns()).isEmpty();
  }

  @Test
  void whateverChangesSomethingIsForOperators() {
    assertThat(server.server().endpoints())
        .filteredOn(endpoint -> !endpoint.method().equals(HttpMethod.GET))
        .extracting(Endpoint::access)
        .containsOnly(Endpoint.Access.OPERATOR);
  }

  @Test
  void everyEndpointButHealthAndPagesWantsTheToken() throws IOException {
    for (Endpoint endpoint : server.server().endpoints()) {
      String path = endpoint.path().replaceAll("\\{[a-z]+}", "demo");
      String status =
          status(endpoint.method() + " " + path + " HTTP/1.1", host, "Content-Length: 0");
      boolean isOpen = endpoint.access() == Endpoint.Access.ANYBODY;
      assertThat(status).as(path).contains(isOpen ? "200" : "401");
    }
  }

  @Test
  void onlyHealthAndPagesAreOpen() {
    assertThat(server.server().endpoints())
        .filteredOn(endpoint -> endpoint.access() == Endpoint.Access.ANYBODY)
        .extracting(Endpoint::path)
        .filteredOn(path -> !path.matches("/([a-z]+\\.(js|css))?"))
        .containsExactlyInAnyOrder("/health", "/api/v1/health", "/api/v1/openapi.yaml");
  }

  @Test
  void aNameThatSomebodyPointsAtLoopbackIsRefused() throws IOException {
    String rebound = "Host: evil.example:" + server.port();

    assertThat(status("GET /api/v1/clusters HTTP/1.1", rebound, RIGHT)).contains("403");
    assertThat(status("GET /health HTTP/1.1", rebound)).contains("403");
  }

  @Test
  void anotherPortThanOursIsRefused() throws IOException {
    assertThat(status("GET /api/v1/clusters HTTP/1.1", "Host: 127.0.0.1:1", RIGHT)).contains("403");
  }

  @Test
  void aPageOfAnotherSiteIsRefusedEvenWithTheToken() throws IOException {
    String origin = "Origin: http://evil.example";

    assertThat(status("GET /api/v1/clusters HTTP/1.1", host, origin, RIGHT)).contains("403");
    assertThat(status("GET /api/v1/clusters HTTP/1.1", host, "Origin: null", RIGHT))
        .contains("403");
  }

  @Test
  void ourOwnPageIsLetIn() throws IOException {
    String origin = "Origin: http://127.0.0.1:" + server.port();

    assertThat(status("GET /api/v1/clusters HTTP/1.1", host, origin, RIGHT)).contains("200");
    assertThat(status("GET /api/v1/clusters HTTP/1.1", "Host: localhost:" + server.port(), RIGHT))
        .contains("200");
  }

  private String status(String... lines) throws IOException {
    return RawHttp.status(server.port(), lines);
  }
}
