package org.muster.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job: one command, from nothing to a Spark and HDFS cluster that has done a job. */
final class SparkAndHdfsIT {
  private static final String LITTLE_MODULES =
      Path.of("src/test/resources/modules/own").toAbsolutePath().toString();
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path temp;
  private Muster muster;

  @BeforeEach
  void begin() throws Exception {
    muster = new Muster(temp);
  }

  @AfterEach
  void end() throws Exception {
    muster.end();
  }

  @Test
  void oneCommandMakesAClusterThatWorksAndAnotherRemovesIt() throws Exception {
    assertThat(muster.home()).doesNotExist();

    Result launch = muster.succeedWithin(Muster.A_LAUNCH, "launch", "demo");

    assertThat(launch.output()).contains("launch d1 succeeded", "hdfs://", "words");
    Map<String, String> services = services();
    assertThat(launch.output()).contains(services.values());
    assertThat(liveDataNodes(services.get("HDFS NameNode"))).isEqualTo(2);
    assertThat(aliveWorkers(services.get("Spark Master"))).isEqualTo(2);

    Result answers =
        muster.succeed("run", "demo", "--role", "worker", "--", "printenv", "MUSTER_NODE");

    assertThat(answers.output().lines())
        .containsExactlyInAnyOrder("worker-1 | worker-1", "worker-2 | worker-2");
    itRunsAnApplicationOfThisMachine();
    aSecondClusterLivesBesideIt();
    String block = addressBlock();
    assertThat(Machine.listenersOn(block)).isNotEmpty();
    muster.destroy("demo");
    assertThat(Machine.listenersOn(block)).isEmpty();
  }

  private void itRunsAnApplicationOfThisMachine() throws Exception {
    Path jars = muster.node("demo", "master-1").resolve("opt/spark/jars");
    String jar = SparkJob.compile(temp, jars).toString();
    String words = Files.writeString(temp.resolve("words.txt"), "one two three\n").toString();

    Result job =
        muster.succeed(
            "submit", "demo", "--class", "Job", "--files", words, "--", jar, "words.txt", "0");
    Result failed =
        muster.run("submit", "demo", "--class", "Job", "--files", words, jar, "words.txt", "23");
    String program = Files.writeString(temp.resolve("count.py"), "print(1)\n").toString();
    Result python = muster.run("submit", "demo", program);

    assertThat(job.output().lines()).contains("each of 4 tasks read 3 words");
    assertThat(failed.exitCode()).as(failed.toString()).isEqualTo(23);
    assertThat(python.exitCode()).isEqualTo(1);
    assertThat(python.output()).contains("no PySpark").contains("SPARK_ARCHIVE");
  }

  private void aSecondClusterLivesBesideIt() throws Exception {
    String spec = Clusters.of(temp, "phone-book").workers(1).write().toString();

    muster.succeed("launch", "second", "-f", spec, "--module-path", LITTLE_MODULES);

    assertThat(muster.succeed("status").output())
        .containsPattern("demo +running +local +3/3")
        .containsPattern("second +running +local +2/2");
    muster.destroy("second");
    assertThat(aliveWorkers(services().get("Spark Master"))).isEqualTo(2);
  }

  private Map<String, String> services() throws Exception {
    Map<String, String> urls = new TreeMap<>();
    for (JsonNode service : muster.status("demo").path("services")) {
      urls.put(service.path("name").asText(), service.path("url").asText());
    }
    return urls;
  }

  private String addressBlock() throws Exception {
    String address = muster.status("demo").at("/nodes/0/address").asText();
    return address.substring(0, address.lastIndexOf('.'));
  }

  private static int liveDataNodes(String nameNode) throws Exception {
    JsonNode answer = page(nameNode + "/jmx?qry=Hadoop:service=NameNode,name=FSNamesystemState");
    return answer.at("/beans/0/NumLiveDataNodes").asInt();
  }

  private static int aliveWorkers(String sparkMaster) throws Exception {
    return page(sparkMaster + "/json/").path("aliveworkers").asInt();
  }

  private static JsonNode page(String url) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString(UTF_8));
    assertThat(answer.statusCode()).as(url).isEqualTo(200);
    return JSON.readTree(answer.body());
  }
}
