package dev.atelier.query.presets;

import dev.atelier.contracts.preset.PresetEvent;
import dev.atelier.eventstore.StoredEvent;
import dev.atelier.query.presets.domain.Catalogue;
import dev.atelier.query.readmodel.Document;
import dev.atelier.query.readmodel.Projection;
import dev.atelier.query.readmodel.WorkingCopy;

/** Keeps the catalogue of presets as one document. */
public final class CatalogueProjection implements Projection {
    static final Document<Catalogue> CATALOGUE = new Document<>("catalogue", Catalogue.class);
    static final String ALL = "all";

    @Override
    public void apply(StoredEvent event, WorkingCopy models) {
        if (event.payload() instanceof PresetEvent preset) {
            Catalogue known = models.get(CATALOGUE, ALL);
            models.put(CATALOGUE, ALL, (known == null ? Catalogue.EMPTY : known).apply(preset));
        }
    }
}
