package dev.atelier.allinone.issuer;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.util.HtmlUtils;

/** The pages' HTML. Links are relative, so it does not matter under which path the issuer lives. */
final class IssuerHtml {
    private static final String FRAME = """
            <!doctype html>
            <html lang="%s">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Atelier</title>
            <style>
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 22rem; margin: 4rem auto; padding: 0 1rem }
            label, input, button { display: block; width: 100%%; box-sizing: border-box; font: inherit }
            input, button { margin: .25rem 0 1rem; padding: .5rem }
            [role=alert] { color: #b00020 }
            </style>
            </head>
            <body>
            <main>
            <h1>Atelier</h1>
            %s
            </main>
            </body>
            </html>
            """;

    private IssuerHtml() {}

    static String login(IssuerTexts texts, String alert, CsrfToken csrf) {
        return frame(texts, """
                %s
                <form method="post" action="login">
                <input type="hidden" name="%s" value="%s">
                <label>%s <input name="username" autocomplete="username" required autofocus></label>
                <label>%s <input name="password" type="password" autocomplete="current-password" required></label>
                <button>%s</button>
                <button formaction="register">%s</button>
                </form>""".formatted(
                        alert.isEmpty() ? "" : "<p role=\"alert\">" + alert + "</p>",
                        escape(csrf.getParameterName()),
                        escape(csrf.getToken()),
                        texts.name(),
                        texts.password(),
                        texts.signIn(),
                        texts.createAccount()));
    }

    static String activate(IssuerTexts texts, String code) {
        return frame(texts, """
                <form method="post" action="oauth2/device_verification">
                <label>%s <input name="user_code" value="%s" autocomplete="off" required autofocus></label>
                <button>%s</button>
                </form>""".formatted(texts.typeCode(), escape(code), texts.proceed()));
    }

    /** RFC 8628, section 5.4: the person compares the code with the one on their device before they allow it. */
    static String consent(
            IssuerTexts texts, String person, String client, String state, String scope, String userCode) {
        String fields = hidden("client_id", client) + hidden("state", state) + hidden("user_code", userCode);
        String scopes = Arrays.stream(scope.split(" "))
                .filter(name -> !name.isEmpty())
                .map(name -> hidden("scope", name))
                .collect(Collectors.joining());
        return frame(texts, """
                <p>%s</p>
                <p><strong>%s</strong> · %s · <code>%s</code></p>
                <form method="post" action="oauth2/device_verification">%s<button>%s</button></form>
                <form method="post" action="oauth2/device_verification">%s<button>%s</button></form>""".formatted(
                        texts.allowQuestion(),
                        escape(person),
                        escape(client),
                        escape(userCode),
                        fields + scopes,
                        texts.allow(),
                        fields,
                        texts.deny()));
    }

    static String activated(IssuerTexts texts) {
        return frame(texts, "<p>" + texts.done() + "</p>");
    }

    private static String frame(IssuerTexts texts, String content) {
        return FRAME.formatted(texts.language(), content);
    }

    private static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + escape(value) + "\">";
    }

    private static String escape(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
