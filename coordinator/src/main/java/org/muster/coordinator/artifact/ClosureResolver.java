package org.muster.coordinator.artifact;

import eu.maveniverse.maven.mima.context.Context;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;

/**
 * Finds the jars of a {@link MavenClosure} as Maven itself would for the class path of a program.
 */
final class ClosureResolver {
  private final Context maven;
  private final MavenClosure closure;

  ClosureResolver(Context maven, MavenClosure closure) {
    this.maven = maven;
    this.closure = closure;
  }

  /** All jars, fetched into the local repository. */
  List<Artifact> jars() throws RepositoryException {
    if (closure.coordinates().isEmpty()) {
      return List.of();
    }
    CollectRequest wanted = new CollectRequest();
    wanted.setRepositories(maven.remoteRepositories());
    wanted.setManagedDependencies(managed());
    List<Exclusion> exclusions =
        closure.excludes().stream().map(ClosureResolver::excluded).toList();
    for (String coordinate : closure.coordinates()) {
      Artifact artifact = new DefaultArtifact(coordinate);
      wanted.addDependency(new Dependency(artifact, JavaScopes.COMPILE, false, exclusions));
    }
    DependencyRequest request =
        new DependencyRequest(wanted, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME));
    return maven
        .repositorySystem()
        .resolveDependencies(maven.repositorySystemSession(), request)
        .getArtifactResults()
        .stream()
        .map(ArtifactResult::getArtifact)
        .filter(artifact -> artifact.getExtension().equals("jar"))
        .toList();
  }

  /** One jar, without what it needs. */
  Artifact jar(String coordinate) throws RepositoryException {
    return resolve(new DefaultArtifact(coordinate));
  }

  private Artifact resolve(Artifact artifact) throws RepositoryException {
    ArtifactRequest request = new ArtifactRequest(artifact, maven.remoteRepositories(), null);
    return maven
        .repositorySystem()
        .resolveArtifact(maven.repositorySystemSession(), request)
        .getArtifact();
  }

  private List<Dependency> managed() throws RepositoryException {
    List<Dependency> managed = new ArrayList<>();
    for (String bom : closure.boms()) {
      DefaultArtifact named = new DefaultArtifact(bom);
      Artifact pom =
          new DefaultArtifact(named.getGroupId(), named.getArtifactId(), "pom", named.getVersion());
      resolve(pom); // else one that is missing would be taken as one that manages nothing
      ArtifactDescriptorRequest request =
          new ArtifactDescriptorRequest(pom, maven.remoteRepositories(), null);
      managed.addAll(
          maven
              .repositorySystem()
              .readArtifactDescriptor(maven.repositorySystemSession(), request)
              .getManagedDependencies());
    }
    return managed;
  }

  private static Exclusion excluded(String coordinate) {
    String[] parts = coordinate.split(":", -1);
    return new Exclusion(parts[0], parts[1], "*", "*");
  }
}
