package org.muster.coordinator.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.maveniverse.maven.mima.context.ContextOverrides;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.eclipse.aether.repository.RemoteRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.protocol.Tree;
import org.muster.protocol.TreeEntry;

final class MavenSourceTest {
  @TempDir private Path folder;
  private MavenRepository repository;
  private Store store;
  private MavenSource source;

  @BeforeEach
  void publish() throws Exception {
    repository = new MavenRepository(folder.resolve("remote"));
    repository
        .jar("g:app:1.0", MavenRepository.dependencies("g:lib:1.0", "g:junit:1:test"))
        .jar("g:lib:1.0", MavenRepository.dependencies("g:log:1.0", "h:json:1.0"))
        .jar("g:log:1.0", "")
        .jar("g:log:2.0", "")
        .jar("h:json:1.0", "");
    repository.pom(
        "g:bom:1.0",
        "<packaging>pom</packaging><dependencyManagement>"
            + MavenRepository.dependencies("g:log:2.0")
            + "</dependencyManagement>");
    store = new Store(folder.resolve("store"), () -> Instant.EPOCH);
    source = source("local");
  }

  @Test
  void laysOutTheRuntimeClosureAsJars() throws Exception {
    Tree tree = fetch(closure("g:app:1.0"));

    assertThat(pathsOf(tree))
        .containsExactly(
            "jars/app-1.0.jar", "jars/json-1.0.jar", "jars/lib-1.0.jar", "jars/log-1.0.jar");
    assertThat(store.use(tree.hash())).isTrue();
  }

  @Test
  void aBomDecidesTheVersionsOfWhatIsNeeded() throws Exception {
    Tree tree =
        fetch(new MavenClosure(List.of("g:app:1.0"), List.of("g:bom:1.0"), List.of(), List.of()));

    assertThat(pathsOf(tree)).contains("jars/log-2.0.jar").doesNotContain("jars/log-1.0.jar");
  }

  @Test
  void aBomThatIsMissingIsNotTakenForAnEmptyOne() {
    MavenClosure closure =
        new MavenClosure(List.of("g:app:1.0"), List.of("g:bom:9"), List.of(), List.of());

    assertThatThrownBy(() -> fetch(closure))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageStartingWith("resolving with Maven: ")
        .hasMessageContaining("g:bom:pom:9");
  }

  @Test
  void leavesOutWhatIsExcluded() throws Exception {
    MavenClosure closure =
        new MavenClosure(List.of("g:app:1.0"), List.of(), List.of("h:*", "g:log"), List.of());

    assertThat(pathsOf(fetch(closure))).containsExactly("jars/app-1.0.jar", "jars/lib-1.0.jar");
  }

  @Test
  void keepsClassifiersInTheNameAndGroupsWhereNamesClash() throws Exception {
    repository.more("g:log:1.0", "-tests.jar", Archives.zip("t", "t"));
    repository.jar("other:log:1.0", "");

    Tree tree = fetch(closure("g:log:1.0", "g:log:jar:tests:1.0", "other:log:1.0"));

    assertThat(pathsOf(tree))
        .containsExactly("jars/g.log-1.0.jar", "jars/log-1.0-tests.jar", "jars/other.log-1.0.jar");
  }

  @Test
  void unzipsAFolderOfAJar() throws Exception {
    byte[] pages = Archives.zip("webapps/hdfs/index.html", "<p>", "META-INF/x", "x");
    repository.more("g:log:1.0", "-tests.jar", pages);
    MavenClosure.Unzip unzip = new MavenClosure.Unzip("g:log:jar:tests:1.0", "webapps", "web/apps");

    Tree tree = fetch(new MavenClosure(List.of("g:log:1.0"), List.of(), List.of(), List.of(unzip)));

    assertThat(pathsOf(tree)).containsExactly("jars/log-1.0.jar", "web/apps/hdfs/index.html");
  }

  @Test
  void aFolderThatTheJarDoesNotHaveIsNamed() {
    MavenClosure.Unzip unzip = new MavenClosure.Unzip("g:log:1.0", "webapps", "");
    MavenClosure closure =
        new MavenClosure(List.of("g:log:1.0"), List.of(), List.of(), List.of(unzip));

    assertThatThrownBy(() -> fetch(closure))
        .hasMessage(
            "artifact app: g:log:1.0 has nothing below 'webapps'; correct the path of its unzip");
  }

  @Test
  void theOrderOfTheCoordinatesDoesNotMatter() throws Exception {
    Tree one = fetch(closure("g:app:1.0", "g:log:1.0"));
    Tree two = fetch(closure("g:log:1.0", "g:app:1.0"));

    assertThat(two.hash()).isEqualTo(one.hash());
  }

  @Test
  void anArtifactThatIsNotThereIsNamedWithThePlace() {
    assertThatThrownBy(() -> fetch(closure("g:nothing:1.0")))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("g:nothing:jar:1.0")
        .hasMessageContaining("test-repository");
  }

  @Test
  void aJarWithAWrongChecksumIsNotTaken() throws Exception {
    repository.damage("g:log:1.0");

    assertThatThrownBy(() -> fetch(closure("g:log:1.0")))
        .isInstanceOf(SourceUnavailable.class)
        .hasMessageContaining("Checksum validation failed");
  }

  @Test
  void aJarThatIsCutOffInTheLocalRepositoryIsNamed() throws Exception {
    fetch(closure("g:log:1.0"));
    Path local = folder.resolve("local/g/log/1.0/log-1.0.jar");
    byte[] whole = Files.readAllBytes(local);
    Files.write(local, Arrays.copyOf(whole, whole.length - 10));

    assertThatThrownBy(() -> fetch(closure("g:log:1.0")))
        .hasMessageStartingWith("artifact app: " + local + " is damaged or cut off")
        .hasMessageEndingWith("delete it, and launch again to fetch it anew");
  }

  @Test
  void theStoreIsNotLinkedToTheLocalRepository() throws Exception {
    Tree tree = fetch(closure("g:log:1.0"));

    Path local = folder.resolve("local/g/log/1.0/log-1.0.jar");
    Path kept = store.blob(tree.files().get(0).sha256(), false).orElseThrow();
    assertThat(Files.getAttribute(local, "unix:nlink")).isEqualTo(1);
    assertThat(kept).hasSameBinaryContentAs(local);
  }

  @Test
  void settingsThatCannotBeReadAreSaidToBeBroken() throws Exception {
    Path settings = Files.writeString(folder.resolve("settings.xml"), "<settings><mirrors>");
    MavenSource broken =
        new MavenSource(
            new TreeBuilder(store, Limits.DEFAULT),
            store,
            Limits.DEFAULT,
            place -> place.withUserSettings(true).withUserSettingsXmlOverride(settings));

    assertThatThrownBy(
            () -> broken.fetch(ArtifactSpec.ofMaven("app", closure("g:a:1")), Progress.NONE))
        .hasMessageStartingWith("artifact app: reading Maven's settings: ")
        .hasMessageEndingWith("repair your settings.xml");
  }

  private Tree fetch(MavenClosure closure) throws SourceUnavailable {
    return source.fetch(ArtifactSpec.ofMaven("app", closure), Progress.NONE).tree();
  }

  private MavenSource source(String local) {
    RemoteRepository remote =
        new RemoteRepository.Builder("test-repository", "default", repository.url()).build();
    return new MavenSource(
        new TreeBuilder(store, Limits.DEFAULT),
        store,
        Limits.DEFAULT,
        place ->
            place
                .withLocalRepositoryOverride(folder.resolve(local))
                .repositories(List.of(remote))
                .addRepositoriesOp(ContextOverrides.AddRepositoriesOp.REPLACE));
  }

  private static MavenClosure closure(String... coordinates) {
    return new MavenClosure(List.of(coordinates), List.of(), List.of(), List.of());
  }

  private static List<String> pathsOf(Tree tree) {
    return tree.entries().stream().map(TreeEntry::path).toList();
  }
}
