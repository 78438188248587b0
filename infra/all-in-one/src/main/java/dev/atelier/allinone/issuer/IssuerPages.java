package dev.atelier.allinone.issuer;

import dev.atelier.web.problem.Languages;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The few pages on which a person signs in, makes an account, types a device's code and allows the device. */
@RestController
class IssuerPages {
    private static final int PASSWORD_MIN = 8;
    /** bcrypt reads no more bytes than these. */
    private static final int PASSWORD_MAX_BYTES = 72;

    private final LocalPeople people;
    private final PasswordEncoder passwords;

    IssuerPages(LocalPeople people, PasswordEncoder passwords) {
        this.people = people;
        this.passwords = passwords;
    }

    @GetMapping("/login")
    ResponseEntity<String> login(
            @RequestParam(required = false) @Nullable String error,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String language,
            CsrfToken csrf) {
        IssuerTexts texts = IssuerTexts.in(Languages.best(language));
        return page(HttpStatus.OK, IssuerHtml.login(texts, error == null ? "" : texts.wrongPassword(), csrf));
    }

    @PostMapping("/register")
    ResponseEntity<String> register(
            @RequestParam String username,
            @RequestParam String password,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String language,
            CsrfToken csrf,
            HttpServletRequest request,
            HttpServletResponse response)
            throws ServletException {
        IssuerTexts texts = IssuerTexts.in(Languages.best(language));
        String name = LocalPeople.normalise(username);
        Optional<String> refusal = refusal(name, password, texts);
        if (refusal.isPresent()) {
            return page(HttpStatus.UNPROCESSABLE_CONTENT, IssuerHtml.login(texts, refusal.get(), csrf));
        }
        request.login(name, password);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.LOCATION, continuation(request, response))
                .build();
    }

    /** Makes the account, or says why not. */
    private Optional<String> refusal(String name, String password, IssuerTexts texts) {
        if (!LocalPeople.isName(name)) {
            return Optional.of(texts.badName());
        }
        if (password.length() < PASSWORD_MIN || password.getBytes(StandardCharsets.UTF_8).length > PASSWORD_MAX_BYTES) {
            return Optional.of(texts.badPassword());
        }
        String hash = String.valueOf(passwords.encode(password));
        return people.create(name, hash).isPresent() ? Optional.empty() : Optional.of(texts.nameTaken());
    }

    /** Where the person wanted to go before they had to sign in. */
    private static String continuation(HttpServletRequest request, HttpServletResponse response) {
        SavedRequest wanted = new HttpSessionRequestCache().getRequest(request, response);
        return wanted == null ? request.getContextPath() + "/activate" : wanted.getRedirectUrl();
    }

    @GetMapping("/activate")
    ResponseEntity<String> activate(
            @RequestParam(name = "user_code", required = false) @Nullable String code,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String language) {
        return page(
                HttpStatus.OK, IssuerHtml.activate(IssuerTexts.in(Languages.best(language)), code == null ? "" : code));
    }

    @GetMapping("/consent")
    ResponseEntity<String> consent(
            @RequestParam("client_id") String client,
            @RequestParam String state,
            @RequestParam(defaultValue = "") String scope,
            @RequestParam("user_code") String code,
            @AuthenticationPrincipal SignedIn person,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String language) {
        IssuerTexts texts = IssuerTexts.in(Languages.best(language));
        return page(HttpStatus.OK, IssuerHtml.consent(texts, person.name(), client, state, scope, code));
    }

    @GetMapping("/activated")
    ResponseEntity<String> activated(
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String language) {
        return page(HttpStatus.OK, IssuerHtml.activated(IssuerTexts.in(Languages.best(language))));
    }

    private static ResponseEntity<String> page(HttpStatus status, String html) {
        return ResponseEntity.status(status)
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .body(html);
    }
}
