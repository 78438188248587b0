package dev.atelier.emulators.comfyui.python;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each line was printed by CPython: the JSON that goes in, {@code repr} of it, {@code json.dumps} of it. */
class PythonTextTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1                   | 1                     | 1",
                "1.0                 | 1.0                   | 1.0",
                "-0.0001             | -0.0001               | -0.0001",
                "0.00001             | 1e-05                 | 1e-05",
                "1e16                | 1e+16                 | 1e+16",
                "123456789012345.6   | 123456789012345.6     | 123456789012345.6",
                "1.5e300             | 1.5e+300              | 1.5e+300",
                "true                | True                  | true",
                "null                | None                  | null",
                "[1, \"a\"]          | [1, 'a']              | [1, \"a\"]",
                "{\"k\": [], \"n\": {}} | {'k': [], 'n': {}} | {\"k\": [], \"n\": {}}",
                "\"it's\"            | \"it's\"              | \"it's\"",
                "\"a\\\\n'\\\"\"     | 'a\\\\n\\'\"'         | \"a\\\\n'\\\"\"",
                "\"имя\"             | 'имя'                 | \"\\u0438\\u043c\\u044f\"",
                "\"a\\tb\"           | 'a\\tb'               | \"a\\tb\"",
            })
    void prints_as_python_does(String input, String repr, String dumps) {
        JsonNode value = JSON.readTree(input);
        assertThat(PythonText.repr(value)).isEqualTo(repr);
        assertThat(PythonJson.dumps(value)).isEqualTo(dumps);
    }
}
