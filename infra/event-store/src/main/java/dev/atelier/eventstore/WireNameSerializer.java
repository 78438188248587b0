package dev.atelier.eventstore;

import dev.atelier.contracts.wire.WireNames;
import dev.atelier.contracts.wire.WireNames.WireName;
import dev.atelier.wire.WireJson;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.SerializedObject;
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

    /** What no upcaster has brought to today's revision, or what a later version wrote, is refused and never guessed. */
    @Override
    public <S, T> T deserialize(SerializedObject<S> serialized) {
        SerializedType type = serialized.getType();
        WireNames.event(type.getName())
                .filter(name -> !Integer.toString(name.revision()).equals(type.getRevision()))
                .ifPresent(name -> {
                    throw new SerializationException("revision " + type.getRevision() + " of " + name.name()
                            + " cannot be read here, only revision " + name.revision());
                });
        return super.deserialize(serialized);
    }

    @Override
    protected String resolveClassName(SerializedType serialized) {
        return WireNames.event(serialized.getName())
                .map(WireName::type)
                .map(Class::getName)
                .orElseGet(() -> super.resolveClassName(serialized));
    }
}
