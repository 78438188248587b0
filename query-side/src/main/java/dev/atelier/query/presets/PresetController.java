package dev.atelier.query.presets;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.atelier.contracts.preset.Rule;
import dev.atelier.query.presets.domain.Catalogue;
import dev.atelier.query.presets.domain.Offer;
import dev.atelier.query.readmodel.ReadModels;
import dev.atelier.query.workers.PoolWorkers;
import dev.atelier.web.problem.Languages;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** What can be asked for. */
@RestController
final class PresetController {
    private final ReadModels models;
    private final PoolWorkers workers;

    PresetController(ReadModels models, PoolWorkers workers) {
        this.models = models;
        this.workers = workers;
    }

    record PresetList(List<Preset> presets) {}

    /**
     * A preset.
     *
     * @param inputs names of the pictures it needs
     * @param attemptLimitSeconds how long one attempt may run
     * @param isPossible false when nobody takes orders of its pool just now
     * @param example a body for {@code POST /api/jobs}
     */
    record Preset(
            String name,
            int revision,
            String title,
            String kind,
            long price,
            long attemptLimitSeconds,
            List<String> inputs,
            List<Parameter> parameters,
            boolean isPossible,
            Map<String, Object> example) {}

    /** What can be chosen. {@code type} is {@code number}, {@code flag}, {@code choice} or {@code text}. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Parameter(
            String name,
            String title,
            String type,
            @Nullable BigDecimal min,
            @Nullable BigDecimal max,
            @Nullable Boolean integral,
            @Nullable List<String> values,
            @Nullable Integer charactersMax,
            boolean required,
            @Nullable Object initial) {}

    @GetMapping("/api/presets")
    ResponseEntity<PresetList> presets(
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String languages) {
        String language = Languages.best(languages);
        Catalogue catalogue = models.read(
                        generation -> generation.get(CatalogueProjection.CATALOGUE, CatalogueProjection.ALL))
                .orElse(Catalogue.EMPTY);
        return ResponseEntity.ok()
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .body(new PresetList(catalogue.offers().stream()
                        .map(offer -> preset(offer, language))
                        .toList()));
    }

    private Preset preset(Offer offer, String language) {
        List<Parameter> parameters = offer.parameters().stream()
                .map(choice -> parameter(choice, language))
                .toList();
        return new Preset(
                offer.name().value(),
                offer.revision(),
                text(offer.title(), language, offer.name().value()),
                offer.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                offer.price().amount(),
                offer.attemptLimit().toSeconds(),
                offer.inputs(),
                parameters,
                workers.listening(offer.pool()).orElse(1) > 0,
                example(offer, parameters));
    }

    private static Parameter parameter(Offer.Choice choice, String language) {
        String name = choice.name();
        String title = text(choice.title(), language, name);
        return switch (choice.rule()) {
            case Rule.NumberRange r ->
                new Parameter(name, title, "number", r.min(), r.max(), r.integral(), null, null, false, r.initial());
            case Rule.Toggle r -> new Parameter(name, title, "flag", null, null, null, null, null, false, r.initial());
            case Rule.OneOf r ->
                new Parameter(name, title, "choice", null, null, null, r.values(), null, false, r.initial());
            case Rule.FreeText r ->
                new Parameter(name, title, "text", null, null, null, null, r.charactersMax(), r.required(), null);
        };
    }

    private static Map<String, Object> example(Offer offer, List<Parameter> parameters) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Parameter parameter : parameters) {
            Object initial = parameter.initial();
            values.put(parameter.name(), initial == null ? "…" : initial);
        }
        Map<String, Object> inputs = new LinkedHashMap<>();
        offer.inputs().forEach(input -> inputs.put(input, "upload-…"));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("preset", offer.name().value());
        body.put("inputs", inputs);
        body.put("parameters", values);
        return body;
    }

    private static String text(Map<String, String> texts, String language, String otherwise) {
        return texts.getOrDefault(language, texts.getOrDefault(Languages.ENGLISH, otherwise));
    }
}
