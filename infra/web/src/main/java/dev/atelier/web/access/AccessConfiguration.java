package dev.atelier.web.access;

import static jakarta.servlet.DispatcherType.ASYNC;
import static jakarta.servlet.DispatcherType.ERROR;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.atelier.web.link.PublicAddress;
import dev.atelier.web.problem.Problems;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.resource.OAuth2ResourceServerConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.firewall.HttpFirewall;
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
    AuthenticationManager bearerTokens(JwtDecoder decoder) {
        JwtAuthenticationProvider verifier = new JwtAuthenticationProvider(decoder);
        verifier.setJwtAuthenticationConverter(new TokenRoles());
        return new VerifiedTokens(new ProviderManager(verifier), Tokens.times(), Ticker.systemTicker());
    }

    @Bean
    HttpFirewall httpFirewall() {
        return HeaderText.firewall();
    }

    /** The request as a whole is measured; a timer and a counter around each of its filters cost more than they say. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityFilterChain accessFilterChain(
            HttpSecurity http,
            AuthenticationManager tokens,
            AccessSettings settings,
            CorsSettings cors,
            PublicAddress address,
            Problems problems) {
        AccessAnswers answers = new AccessAnswers(problems);
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(ASYNC, ERROR)
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, OPEN)
                        .permitAll()
                        .requestMatchers("/admin/**")
                        .hasRole(Role.ADMIN.name())
                        .anyRequest()
                        .hasAnyRole(Role.USER.name(), Role.SERVICE.name(), Role.ADMIN.name()))
                .oauth2ResourceServer(bearer -> bearerTokens(bearer, tokens, settings, address, answers))
                .exceptionHandling(
                        handling -> handling.authenticationEntryPoint(answers).accessDeniedHandler(answers))
                // Nothing of a request outlives it, and nobody asks the servlet API who it is.
                .securityContext(
                        context -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .sessionManagement(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
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
        IdentityLookup known = new KnownIdentities(identities, Ticker.systemTicker());
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArguments(settings, known));
            }
        };
    }

    private static void bearerTokens(
            OAuth2ResourceServerConfigurer<HttpSecurity> bearer,
            AuthenticationManager tokens,
            AccessSettings settings,
            PublicAddress address,
            AccessAnswers answers) {
        bearer.authenticationManagerResolver(request -> tokens)
                .authenticationConverter(new AuthorizationHeader())
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
