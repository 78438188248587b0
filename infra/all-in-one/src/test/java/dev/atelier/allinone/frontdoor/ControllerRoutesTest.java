package dev.atelier.allinone.frontdoor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.web.testing.OpenApi;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the deployables' controllers serve is what the door leads to them, with the contract's query parameters. */
class ControllerRoutesTest {
    record Side(Upstream upstream, List<String> packages) {}

    /** One operation as a controller declares it. */
    record Served(String operation, Method method) {}

    static Stream<Side> sides() {
        return Stream.of(
                new Side(Upstream.COMMAND, List.of("dev.atelier.command")),
                new Side(Upstream.QUERY, List.of("dev.atelier.query", "dev.atelier.web.page")));
    }

    @ParameterizedTest
    @MethodSource("sides")
    void theDoorLeadsToWhatIsServed(Side side) {
        Set<String> led = RouteTable.ATELIER.routes().stream()
                .filter(route -> route.upstream() == side.upstream())
                .map(route -> route.method() + " " + route.path())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(served(side).map(Served::operation).distinct()).containsExactlyInAnyOrderElementsOf(led);
    }

    @ParameterizedTest
    @MethodSource("sides")
    void queryParametersHaveTheContractsNames(Side side) {
        OpenApi contract = OpenApi.load();
        served(side)
                .forEach(served -> assertThat(queryParameters(served.method()))
                        .as(served.operation())
                        .isSubsetOf(contract.parameters(served.operation(), "query")));
    }

    private static Stream<Served> served(Side side) {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        return side.packages().stream()
                .flatMap(name -> scan.findCandidateComponents(name).stream())
                .map(found -> ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null))
                .flatMap(controller -> Arrays.stream(controller.getDeclaredMethods()))
                .flatMap(ControllerRoutesTest::operations);
    }

    private static Stream<Served> operations(Method method) {
        RequestMapping mapping = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        return mapping == null
                ? Stream.empty()
                : Arrays.stream(mapping.path())
                        .flatMap(path ->
                                Arrays.stream(mapping.method()).map(verb -> new Served(verb + " " + path, method)));
    }

    private static Set<String> queryParameters(Method method) {
        Set<String> names = new TreeSet<>();
        for (Parameter parameter : method.getParameters()) {
            RequestParam annotation = AnnotatedElementUtils.findMergedAnnotation(parameter, RequestParam.class);
            if (annotation != null) {
                names.add(annotation.name().isEmpty() ? parameter.getName() : annotation.name());
            }
        }
        return names;
    }
}
