package dev.atelier.web.access;

import static jakarta.servlet.DispatcherType.ASYNC;
import static jakarta.servlet.DispatcherType.ERROR;

import dev.atelier.web.link.PublicAddress;
import dev.atelier.web.problem.Problems;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.resource.OAuth2ResourceServerConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Everything needs a token with a role we know, but for the paths that are listed here as open. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AccessSettings.class, CorsSettings.class})
public class AccessConfiguration {
    /** Open to anybody. The last three are the management port's, which only operators reach. */
    private static final String[] OPEN = {
        "/check",
        "/openapi.yaml",
        "/problems",
        "/problems/*",
        "/api/config",
        "/auth/login",
        "/auth/callback",
        "/actuator/health/**",
        "/actuator/info",
        "/actuator/prometheus"
    };

    @Bean
    JwtDecoder jwtDecoder(AccessSettings settings) {
        return Tokens.decoder(settings);
    }

    @Bean
    SecurityFilterChain accessFilterChain(
            HttpSecurity http, AccessSettings settings, CorsSettings cors, PublicAddress address, Problems problems) {
        AccessAnswers answers = new AccessAnswers(problems);
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(ASYNC, ERROR)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, OPEN)
                        .permitAll()
                        .requestMatchers("/admin/**")
                        .hasRole(Role.ADMIN.name())
                        .anyRequest()
                        .hasAnyRole(Role.USER.name(), Role.SERVICE.name(), Role.ADMIN.name()))
                .oauth2ResourceServer(bearer -> bearerTokens(bearer, settings, address, answers))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(answers).accessDeniedHandler(answers))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                // A bearer token is never sent by a browser on its own, and there is no cookie to abuse.
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .cors(shared -> shared.configurationSource(corsSource(cors)))
                .headers(AccessConfiguration::headers)
                .build();
    }

    @Bean
    WebMvcConfigurer callerArguments(AccessSettings settings, IdentityLookup identities) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArguments(settings, identities));
            }
        };
    }

    private static void bearerTokens(
            OAuth2ResourceServerConfigurer<HttpSecurity> bearer,
            AccessSettings settings,
            PublicAddress address,
            AccessAnswers answers) {
        bearer.jwt(jwt -> jwt.jwtAuthenticationConverter(new TokenRoles()))
                .authenticationEntryPoint(answers)
                .accessDeniedHandler(answers)
                // RFC 9728, with our address instead of the Host header's.
                .protectedResourceMetadata(metadata -> metadata.protectedResourceMetadataCustomizer(
                        resource -> resource.resource(address.link("")).authorizationServer(settings.issuer())))
                .withObjectPostProcessor(new ObjectPostProcessor<BearerTokenAuthenticationFilter>() {
                    @Override
                    public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                        // The default handler rethrows when the issuer is away, which would read as our own failure.
                        filter.setAuthenticationFailureHandler(answers::commence);
                        return filter;
                    }
                });
    }

    private static CorsConfigurationSource corsSource(CorsSettings cors) {
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", cors.toCorsConfiguration());
        return source;
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives("default-src 'none'; frame-ancestors 'none'"))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER));
    }
}
