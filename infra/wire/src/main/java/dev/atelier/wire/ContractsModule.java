package dev.atelier.wire;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeInfo.Id;
import dev.atelier.contracts.account.AccountId;
import dev.atelier.contracts.account.CreditCause;
import dev.atelier.contracts.account.GrantId;
import dev.atelier.contracts.account.RefundId;
import dev.atelier.contracts.job.JobId;
import dev.atelier.contracts.job.ParameterValue;
import dev.atelier.contracts.log.LetterId;
import dev.atelier.contracts.money.Credits;
import dev.atelier.contracts.preset.PresetName;
import dev.atelier.contracts.preset.Rule;
import dev.atelier.contracts.run.RunOrder;
import dev.atelier.contracts.upload.UploadId;
import dev.atelier.contracts.user.IdentityId;
import dev.atelier.contracts.user.PersonalText;
import dev.atelier.contracts.user.UserId;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** How the contracts' small types look in JSON: ids as their printed form, credits as a number, variants by name. */
final class ContractsModule extends SimpleModule {
    ContractsModule() {
        super("atelier-contracts");
        text(UserId.class, UserId::toString, UserId::parse);
        text(IdentityId.class, IdentityId::toString, IdentityId::parse);
        text(AccountId.class, AccountId::toString, AccountId::parse);
        text(GrantId.class, GrantId::toString, GrantId::parse);
        text(RefundId.class, RefundId::toString, RefundId::parse);
        text(JobId.class, JobId::toString, JobId::parse);
        text(UploadId.class, UploadId::toString, UploadId::parse);
        text(LetterId.class, LetterId::toString, LetterId::parse);
        text(PresetName.class, PresetName::value, PresetName::new);
        text(PersonalText.class, PersonalText::sealed, PersonalText::new);
        addSerializer(Credits.class, new CreditsSerializer());
        addDeserializer(Credits.class, new CreditsDeserializer());
        setMixInAnnotation(ParameterValue.class, ParameterValues.class);
        setMixInAnnotation(CreditCause.class, CreditCauses.class);
        setMixInAnnotation(Rule.class, Rules.class);
        setMixInAnnotation(RunOrder.Value.class, RunValues.class);
    }

    @JsonTypeInfo(use = Id.NAME, property = "type")
    @JsonSubTypes({
        @Type(value = ParameterValue.Number.class, name = "number"),
        @Type(value = ParameterValue.Flag.class, name = "flag"),
        @Type(value = ParameterValue.Choice.class, name = "choice"),
        @Type(value = ParameterValue.Text.class, name = "text")
    })
    private interface ParameterValues {}

    @JsonTypeInfo(use = Id.NAME, property = "type")
    @JsonSubTypes({
        @Type(value = CreditCause.Granted.class, name = "granted"),
        @Type(value = CreditCause.Welcome.class, name = "welcome")
    })
    private interface CreditCauses {}

    @JsonTypeInfo(use = Id.NAME, property = "type")
    @JsonSubTypes({
        @Type(value = Rule.NumberRange.class, name = "number"),
        @Type(value = Rule.Toggle.class, name = "toggle"),
        @Type(value = Rule.OneOf.class, name = "one-of"),
        @Type(value = Rule.FreeText.class, name = "text")
    })
    private interface Rules {}

    @JsonTypeInfo(use = Id.NAME, property = "type")
    @JsonSubTypes({
        @Type(value = RunOrder.Value.Number.class, name = "number"),
        @Type(value = RunOrder.Value.Flag.class, name = "flag"),
        @Type(value = RunOrder.Value.Text.class, name = "text")
    })
    private interface RunValues {}

    private <T> void text(Class<T> type, Function<T, String> print, Function<String, T> parse) {
        addSerializer(type, new TextSerializer<>(type, print));
        addDeserializer(type, new TextDeserializer<>(type, parse));
    }

    private static final class TextSerializer<T> extends StdSerializer<T> {
        private final Function<T, String> print;

        TextSerializer(Class<T> type, Function<T, String> print) {
            super(type);
            this.print = print;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(print.apply(value));
        }
    }

    private static final class TextDeserializer<T> extends StdDeserializer<T> {
        private final Function<String, T> parse;

        TextDeserializer(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        @SuppressWarnings("unchecked")
        public T deserialize(JsonParser in, DeserializationContext context) {
            String text = in.getValueAsString();
            try {
                return parse.apply(text == null ? "" : text);
            } catch (IllegalArgumentException e) {
                return (T) context.handleWeirdStringValue(handledType(), text, "%s", e.getMessage());
            }
        }
    }

    private static final class CreditsSerializer extends StdSerializer<Credits> {
        CreditsSerializer() {
            super(Credits.class);
        }

        @Override
        public void serialize(Credits credits, JsonGenerator out, SerializationContext context) {
            out.writeNumber(credits.amount());
        }
    }

    private static final class CreditsDeserializer extends StdDeserializer<Credits> {
        CreditsDeserializer() {
            super(Credits.class);
        }

        @Override
        public Credits deserialize(JsonParser in, DeserializationContext context) {
            return new Credits(in.getLongValue());
        }
    }
}
