package dev.atelier.web.page;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.web.problem.ProblemException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What anybody may read of any deployable: that it lives, its contract, and what its problems mean. */
@RestController
final class OpenPages {
    @GetMapping(path = "/check", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, String> check() {
        return Map.of("status", "ok");
    }

    @GetMapping(path = "/openapi.yaml")
    ResponseEntity<Resource> openApi() {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/yaml;charset=UTF-8"))
                .body(new ClassPathResource("openapi.yaml"));
    }

    @GetMapping(path = "/problems", produces = MediaType.APPLICATION_JSON_VALUE)
    List<Map<String, Object>> problems() {
        return Arrays.stream(ErrorCode.values()).map(OpenPages::explain).toList();
    }

    /** The page behind a problem's {@code type}. */
    @GetMapping(path = "/problems/{slug}", produces = MediaType.APPLICATION_JSON_VALUE)
    Map<String, Object> problem(@PathVariable String slug) {
        return Arrays.stream(ErrorCode.values())
                .filter(code -> code.slug().equals(slug))
                .findFirst()
                .map(OpenPages::explain)
                .orElseThrow(() -> ProblemException.of(ErrorCode.NOT_FOUND));
    }

    private static Map<String, Object> explain(ErrorCode code) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("code", code.name());
        page.put("status", code.status());
        page.put("retryable", code.retryable());
        page.put("text", Map.of("en", code.text("en"), "ru", code.text("ru")));
        page.put("advice", code.advice());
        return page;
    }
}
