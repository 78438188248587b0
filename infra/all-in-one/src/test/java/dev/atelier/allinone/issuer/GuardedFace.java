package dev.atelier.allinone.issuer;

import dev.atelier.contracts.user.UserId;
import dev.atelier.web.WebConfiguration;
import dev.atelier.web.access.Caller;
import dev.atelier.web.access.IdentityLookup;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A small deployable that believes the local issuer. */
@Configuration(proxyBeanMethods = false)
@Import(WebConfiguration.class)
@ImportAutoConfiguration({
    ConfigurationPropertiesAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    PropertyPlaceholderAutoConfiguration.class,
    SecurityAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class,
    ServletWebSecurityAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    WebMvcAutoConfiguration.class
})
class GuardedFace {
    @Bean
    IdentityLookup identities() {
        return (kind, issuer, subject) -> Optional.of(new UserId(UUID.nameUUIDFromBytes((kind + subject).getBytes())));
    }

    @RestController
    static class Routes {
        @GetMapping({"/api/me", "/auth/validate"})
        Map<String, String> me(Caller caller) {
            return Map.of(
                    "role", caller.role().word(), "subject", caller.identity().subject());
        }

        @GetMapping("/admin/me")
        Map<String, String> admin(Caller caller) {
            return Map.of("actor", caller.actor());
        }
    }
}
