package dev.atelier.saga.check;

import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says that the process lives; whether it can work is said by the readiness of the management port. */
@RestController
class CheckController {
    @GetMapping("/check")
    Map<String, String> check() {
        return Map.of("status", "ok");
    }
}
