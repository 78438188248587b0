package dev.atelier.query.presets.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.preset.PresetEvent.PresetDefined;
import dev.atelier.contracts.preset.PresetEvent.PresetRetired;
import dev.atelier.contracts.preset.PresetEvent.PresetRevised;
import dev.atelier.contracts.preset.PresetName;
import dev.atelier.query.Story;
import dev.atelier.wire.WireJson;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static final PresetName CROP = new PresetName("crop");
    private final Catalogue both = Catalogue.EMPTY
            .apply(new PresetDefined(Story.INVERT, 1, Story.preset(3)))
            .apply(new PresetDefined(CROP, 1, Story.preset(2)));

    @Test
    void offersAreSortedByNameAndHaveNoWorkflow() {
        assertThat(both.offers()).extracting(Offer::name).containsExactly(CROP, Story.INVERT);
        Offer offer = both.offers().getLast();
        assertThat(offer.inputs()).containsExactly("image");
        assertThat(offer.parameters()).extracting(Offer.Choice::name).containsExactly("strength");
        assertThat(offer.price()).isEqualTo(Credits.of(3));
    }

    @Test
    void aRevisionReplacesAndARetirementRemoves() {
        Catalogue revised = both.apply(new PresetRevised(CROP, 2, Story.preset(9)));
        assertThat(revised.offers()).extracting(Offer::revision).containsExactly(2, 1);
        assertThat(revised.offers().getFirst().price()).isEqualTo(Credits.of(9));
        assertThat(revised.apply(new PresetRetired(CROP)).offers())
                .extracting(Offer::name)
                .containsExactly(Story.INVERT);
    }

    @Test
    void itSurvivesItsJson() {
        assertThat(WireJson.read(WireJson.write(both), Catalogue.class)).isEqualTo(both);
    }
}
