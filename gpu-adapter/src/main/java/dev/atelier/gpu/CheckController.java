package dev.atelier.gpu;

import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says that the process lives. */
@RestController
class CheckController {
    @GetMapping("/check")
    Map<String, String> check() {
        return Map.of("status", "ok");
    }
}
