package dev.atelier.query.presets.domain;

import dev.atelier.contracts.preset.PresetEvent;
import dev.atelier.contracts.preset.PresetEvent.PresetDefined;
import dev.atelier.contracts.preset.PresetEvent.PresetRetired;
import dev.atelier.contracts.preset.PresetEvent.PresetRevised;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What can be asked for now, by name. Retired presets are not in it. */
public record Catalogue(List<Offer> offers) {
    public static final Catalogue EMPTY = new Catalogue(List.of());

    public Catalogue apply(PresetEvent event) {
        UnaryOperator<Stream<Offer>> addition = switch (event) {
            case PresetDefined e -> adding(Offer.of(e.name(), e.revision(), e.definition()));
            case PresetRevised e -> adding(Offer.of(e.name(), e.revision(), e.definition()));
            case PresetRetired _ -> UnaryOperator.identity();
        };
        Stream<Offer> others = offers.stream().filter(offer -> !offer.name().equals(event.name()));
        return new Catalogue(addition.apply(others)
                .sorted(Comparator.comparing(offer -> offer.name().value()))
                .toList());
    }

    private static UnaryOperator<Stream<Offer>> adding(Offer offer) {
        return others -> Stream.concat(others, Stream.of(offer));
    }
}
