package dev.atelier.web.access;

import java.util.function.Predicate;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * What a header's name and value may consist of: the same as with {@link StrictHttpFirewall} as it comes, which asks a
 * regular expression for each character of each header at each look. A token has some hundred.
 */
final class HeaderText implements Predicate<String> {
    /** Spring Security's firewall with this rule for headers. */
    static HttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHeaderNames(new HeaderText());
        firewall.setAllowedHeaderValues(new HeaderText());
        return firewall;
    }

    @Override
    public boolean test(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= 0x20 && c < 0x7f;
            if (!plain && (Character.isISOControl(c) || !Character.isDefined(c))) {
                return false;
            }
        }
        return true;
    }
}
