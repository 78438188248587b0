package dev.atelier.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The contracts as compact JSON, for the log and for RabbitMQ alike: components in their declared order, absent
 * instead of null, times and durations as ISO 8601, unknown fields tolerated, no Java class names anywhere.
 */
public final class WireJson {
    private static final JsonMapper MAPPER = configure(JsonMapper.builder()).build();

    private WireJson() {}

    /** Makes any mapper read and write as this class does. */
    public static JsonMapper.Builder configure(JsonMapper.Builder builder) {
        return builder.addModule(new ContractsModule())
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .changeDefaultPropertyInclusion(inclusion -> inclusion
                        .withValueInclusion(JsonInclude.Include.NON_NULL)
                        .withContentInclusion(JsonInclude.Include.NON_NULL));
    }

    public static JsonMapper mapper() {
        return MAPPER;
    }

    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** Throws {@link tools.jackson.core.JacksonException} for what is not this type's JSON. */
    public static <T> T read(byte[] json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }
}
