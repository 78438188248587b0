package dev.atelier.eventstore;

import dev.atelier.contracts.wire.WireNames;
import dev.atelier.contracts.wire.WireNames.WireName;
import dev.atelier.wire.WireJson;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;

/** Stores events as JSON under their wire name and revision, never under a Java class name. */
final class WireNameSerializer extends Jackson3Serializer {
    private WireNameSerializer(Builder builder) {
        super(builder);
    }

    static WireNameSerializer create() {
        Builder builder = Jackson3Serializer.builder()
                .revisionResolver(type -> WireNames.ofEvent(type)
                        .map(name -> Integer.toString(name.revision()))
                        .orElse(null));
        builder.jsonMapperBuilderCustomizer(WireJson::configure);
        return new WireNameSerializer(builder);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public SerializedType typeForClass(Class type) {
        return WireNames.ofEvent((Class<?>) type)
                .<SerializedType>map(name -> new SimpleSerializedType(name.name(), Integer.toString(name.revision())))
                .orElseGet(() -> super.typeForClass(type));
    }

    @Override
    protected String resolveClassName(SerializedType serialized) {
        return WireNames.event(serialized.getName())
                .map(WireName::type)
                .map(Class::getName)
                .orElseGet(() -> super.resolveClassName(serialized));
    }
}
