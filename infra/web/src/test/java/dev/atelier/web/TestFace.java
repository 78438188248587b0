package dev.atelier.web;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.user.UserId;
import dev.atelier.web.access.Caller;
import dev.atelier.web.access.IdentityLookup;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.web.request.ConcurrencyLimit;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The smallest deployable: what is tested here is all around it. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(WebConfiguration.class)
class TestFace {
    static final UserId ANNA = new UserId(new UUID(0, 1));
    static final UserId BORIS = new UserId(new UUID(0, 2));

    /** Requests to {@code /api/held} that have come. */
    static final Semaphore ARRIVED = new Semaphore(0);
    /** Each permit lets one of them go. */
    static final Semaphore GO = new Semaphore(0);

    record Order(String preset, int strength, List<Map<String, Integer>> parts) {}

    @Bean
    IdentityLookup identities() {
        return (kind, issuer, subject) -> switch (kind + ":" + subject) {
            case "oidc:anna", "telegram:1" -> Optional.of(ANNA);
            case "telegram:2" -> Optional.of(BORIS);
            default -> Optional.empty();
        };
    }

    @RestController
    static class TestRoutes {
        @GetMapping("/api/me")
        Map<String, String> me(Caller caller) {
            return caller.metadata("cause");
        }

        @GetMapping("/api/known/{id}")
        Map<String, String> known(@PathVariable String id, Caller caller) {
            return caller.personKnownAs("telegram", id)
                    .map(person -> Map.of("id", person.toString()))
                    .orElseThrow(() -> ProblemException.of(ErrorCode.NOT_FOUND));
        }

        @GetMapping("/admin/me")
        Map<String, String> admin(Caller caller) {
            return Map.of("actor", caller.actor());
        }

        @GetMapping("/api/poor")
        Map<String, String> poor() {
            throw ProblemException.of(ErrorCode.OUT_OF_CREDIT)
                    .with("balance", Credits.of(30))
                    .with("price", Credits.of(50));
        }

        @GetMapping("/api/broken")
        Map<String, String> broken() {
            throw new IllegalStateException("secret detail");
        }

        @GetMapping("/api/behind")
        Map<String, String> behind(@RequestParam String logPosition) {
            throw ProblemException.of(ErrorCode.PROJECTION_BEHIND).with("position", LogPosition.parse(logPosition));
        }

        @GetMapping("/api/held")
        Map<String, Boolean> held(@RequestParam boolean waits) throws InterruptedException {
            if (waits) {
                ConcurrencyLimit.waits();
            }
            ARRIVED.release();
            GO.acquire();
            return Map.of("held", true);
        }

        @PostMapping(path = "/api/orders", consumes = "application/json")
        Order order(@RequestBody Order order, @RequestHeader("Wanted") String wanted) {
            return order;
        }

        @PostMapping(path = "/api/pictures", consumes = "image/*")
        Map<String, Object> picture(InputStream body) throws IOException {
            return Map.of("bytes", body.readAllBytes().length);
        }
    }
}
