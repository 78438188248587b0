package dev.atelier.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The loop decides as Spring Security's regular expression does. */
class HeaderTextTest {
    private static final Pattern STRICT = Pattern.compile("[\\p{IsAssigned}&&[^\\p{IsControl}]]*");

    @Test
    void everyCharacterIsJudgedAsByTheStrictFirewall() {
        HeaderText rule = new HeaderText();
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String text = "a" + (char) c;
            assertThat(rule.test(text))
                    .as("U+%04X", c)
                    .isEqualTo(STRICT.matcher(text).matches());
        }
    }
}
