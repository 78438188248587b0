package dev.atelier.allinone.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

/** The issuer that believes everybody on this machine is on no production class path, and reaches no other context. */
class IssuerIsLocalTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern PARENT = Pattern.compile("<parent>.*?</parent>", Pattern.DOTALL);
    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");

    @ParameterizedTest
    @ValueSource(strings = {"command-side", "saga-orchestrator", "gpu-adapter", "query-side"})
    void noDeployableHasTheIssuer(String deployable) throws IOException {
        Map<String, Set<String>> modules = modules();
        Set<String> reached = new HashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(deployable));
        while (!next.isEmpty()) {
            String artifact = next.remove();
            if (reached.add(artifact)) {
                next.addAll(modules.getOrDefault(artifact, Set.of()));
            }
        }
        assertThat(reached)
                .contains(deployable, "contracts")
                .doesNotContain("all-in-one")
                .noneMatch(artifact -> artifact.contains("authorization-server"));
    }

    @Test
    void theLocalRunHasIt() throws IOException {
        assertThat(modules().get("all-in-one")).contains("spring-security-oauth2-authorization-server");
    }

    @Test
    void nothingConfiguresAnIssuerWhereNobodyAskedForOne() {
        assertThat(ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()))
                .isNotEmpty()
                .noneMatch(name -> name.contains("authorization"));
    }

    /** What each module of the build names as a dependency, tests aside. */
    private static Map<String, Set<String>> modules() throws IOException {
        Map<String, Set<String>> modules = new HashMap<>();
        for (Path pom : poms()) {
            String xml = PARENT.matcher(COMMENT.matcher(Files.readString(pom)).replaceAll(""))
                    .replaceAll("");
            Set<String> dependencies = DEPENDENCY
                    .matcher(xml)
                    .results()
                    .map(found -> found.group(1))
                    .filter(dependency -> !dependency.contains("<scope>test</scope>"))
                    .map(IssuerIsLocalTest::artifact)
                    .collect(Collectors.toSet());
            modules.put(artifact(xml), dependencies);
        }
        return modules;
    }

    private static List<Path> poms() throws IOException {
        try (Stream<Path> files = Stream.concat(Files.list(ROOT), Files.list(ROOT.resolve("infra")))) {
            return files.map(folder -> folder.resolve("pom.xml"))
                    .filter(Files::exists)
                    .toList();
        }
    }

    private static String artifact(String xml) {
        return ARTIFACT.matcher(xml)
                .results()
                .map((MatchResult found) -> found.group(1))
                .findFirst()
                .orElseThrow();
    }
}
