package org.muster.coordinator.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muster.coordinator.core.spec.LaunchRequest;
import org.muster.error.ErrorCode;
import org.muster.error.MusterException;

final class ClusterRoutesTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private ServerForTest server;

  @BeforeEach
  void start() {
    server = new ServerForTest();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aClusterIsShownAsTheRecordThatItIs() throws Exception {
    server.clusters().put(Views.demo("running", Views.succeeded()));

    JsonNode view = json(get("/api/v1/clusters/demo"));

    assertThat(view.path("state").asText()).isEqualTo("running");
    assertThat(view.path("nodes")).hasSize(3);
    assertThat(view.path("deployment").path("id").asText()).isEqualTo("d1");
    assertThat(view.path("at").asText()).isEqualTo("2026-03-01T12:00:40Z");
  }

  @Test
  void theWayIntoANodeIsSaidInLowerCase() throws Exception {
    server.clusters().put(Views.demo("running", Views.succeeded()));

    JsonNode entrance = json(get("/api/v1/clusters/demo/nodes/worker-1/entrance"));

    assertThat(entrance.path("kind").asText()).isEqualTo("instance");
    assertThat(entrance.path("name").asText()).isEqualTo("i-worker-1");
  }

  @Test
  void aLaunchIsAcceptedAndHandedOnAsItCame() throws Exception {
    server.clusters().willLaunch(Views.demo("launching", Views.succeeded()));

    HttpResponse<String> answer =
        post("/api/v1/clusters", "{\"name\":\"demo\",\"workers\":2,\"later\":1}", "");

    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(json(answer).path("deployment").asText()).isEqualTo("d1");
    assertThat(server.clusters().requests())
        .singleElement()
        .isInstanceOfSatisfying(
            LaunchRequest.class,
            request -> {
              assertThat(request.name()).isEqualTo("demo");
              assertThat(request.workers()).isEqualTo(2);
              assertThat(request.modules()).isNull();
            });
  }

  @Test
  void aRepeatedLaunchWithTheSameKeyIsOneLaunch() throws Exception {
    server.clusters().willLaunch(Views.demo("launching", Views.succeeded()));

    post("/api/v1/clusters", "{\"name\":\"demo\"}", "key-1");
    HttpResponse<String> again = post("/api/v1/clusters", "{\"name\":\"demo\"}", "key-1");

    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(server.clusters().requests()).hasSize(1);
  }

  @Test
  void whatIsNotThereIsAProblemWithACodeAndASentence() throws Exception {
    HttpResponse<String> answer = get("/api/v1/clusters/nobody");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    JsonNode problem = json(answer);
    assertThat(problem.path("code").asText()).isEqualTo("NOT_FOUND");
    assertThat(problem.path("type").asText()).isEqualTo("urn:muster:problem:not-found");
    assertThat(problem.path("status").asInt()).isEqualTo(404);
    assertThat(problem.path("detail").asText()).contains("no cluster 'nobody'");
    assertThat(problem.path("instance").asText()).isEqualTo("/api/v1/clusters/nobody");
  }

  @Test
  void allMistakesOfASpecComeInOneProblem() throws Exception {
    server
        .clusters()
        .failWith(
            new MusterException(
                ErrorCode.INVALID_INPUT, "the spec is not valid:\n  - one thing\n  - another"));

    HttpResponse<String> answer = post("/api/v1/plan", "{\"name\":\"demo\"}", "");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer).path("problems"))
        .extracting(JsonNode::asText)
        .containsExactly("one thing", "another");
  }

  @Test
  void anUnexpectedFailureSaysNothingOfItself() throws Exception {
    server.clusters().failWith(new IllegalStateException("the secret is swordfish"));

    HttpResponse<String> answer = get("/api/v1/clusters");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(json(answer).path("code").asText()).isEqualTo("INTERNAL");
    assertThat(answer.body()).doesNotContain("swordfish").doesNotContain("at org.muster");
  }

  @Test
  void brokenJsonIsToldWithItsPlace() throws Exception {
    HttpResponse<String> answer = post("/api/v1/clusters", "{\"name\": demo}", "");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).path("detail").asText()).contains("line 1, column");
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() throws Exception {
    String padding = "x".repeat(5 << 20);

    HttpResponse<String> answer = post("/api/v1/clusters", "{\"name\":\"" + padding + "\"}", "");

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(json(answer).path("detail").asText()).contains("4 MiB");
  }

  @Test
  void aPathThatIsNotOursIsAProblemToo() throws Exception {
    HttpResponse<String> answer = get("/api/v1/nothing");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(json(answer).path("code").asText()).isEqualTo("NOT_FOUND");
  }

  @Test
  void aMethodThatAPathDoesNotHaveIsAProblemToo() throws Exception {
    HttpResponse<String> answer =
        send(request("/api/v1/clusters/demo").PUT(BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(json(answer).path("status").asInt()).isEqualTo(405);
  }

  @Test
  void aClusterIsStoppedStartedAndDestroyed() throws Exception {
    server.clusters().put(Views.demo("running", Views.succeeded()));

    assertThat(post("/api/v1/clusters/demo/stop", "", "").statusCode()).isEqualTo(202);
    assertThat(post("/api/v1/clusters/demo/start", "", "").statusCode()).isEqualTo(202);
    HttpResponse<String> destroyed = send(request("/api/v1/clusters/demo").DELETE());

    assertThat(destroyed.statusCode()).isEqualTo(202);
    assertThat(server.clusters().requests())
        .containsExactly("stop demo", "start demo", "destroy demo");
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpResponse<String> post(String path, String body, String key) throws Exception {
    HttpRequest.Builder request = request(path).POST(BodyPublishers.ofString(body));
    return send(key.isEmpty() ? request : request.header("Idempotency-Key", key));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.url().resolve(path))
        .header("Authorization", "Bearer " + ServerForTest.TOKEN);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return new ObjectMapper().readTree(answer.body());
  }
}
