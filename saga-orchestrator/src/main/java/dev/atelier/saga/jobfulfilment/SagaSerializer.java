package dev.atelier.saga.jobfulfilment;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import dev.atelier.saga.store.FulfilmentJson;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;

/** Stores the saga as JSON under a name of its own, so that its class may be renamed. */
final class SagaSerializer extends Jackson3Serializer {
    private static final SerializedType TYPE = new SimpleSerializedType("job-fulfilment", "1");

    private SagaSerializer(Builder builder) {
        super(builder);
    }

    static SagaSerializer create() {
        Builder builder = Jackson3Serializer.builder();
        builder.jsonMapperBuilderCustomizer(
                json -> FulfilmentJson.configure(json).addMixIn(JobFulfilmentSaga.class, Fields.class));
        return new SagaSerializer(builder);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public SerializedType typeForClass(Class type) {
        return type == JobFulfilmentSaga.class ? TYPE : super.typeForClass(type);
    }

    @Override
    protected String resolveClassName(SerializedType stored) {
        return stored.getName().equals(TYPE.getName())
                ? JobFulfilmentSaga.class.getName()
                : super.resolveClassName(stored);
    }

    @JsonAutoDetect(fieldVisibility = Visibility.ANY)
    private interface Fields {}
}
