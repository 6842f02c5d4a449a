package io.thalweg.processor.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** The page that asks for the token: three files of the jar, which hold nothing that anybody may not see. */
final class SignInPage {
    /** Status 401: to programs it is a refusal like any other. */
    private final Reply form = file("sign-in.html", 401, "text/html; charset=utf-8");

    private final Map<String, Reply> parts = Map.of(
            "/sign-in.js", file("sign-in.js", 200, "text/javascript; charset=utf-8"),
            "/sign-in.css", file("sign-in.css", 200, "text/css; charset=utf-8"));

    /** In place of what was asked for. */
    Reply form() {
        return form;
    }

    /** What the form loads. */
    Optional<Reply> part(String path) {
        return Optional.ofNullable(parts.get(path));
    }

    private static Reply file(String name, int status, String contentType) {
        try (InputStream in = SignInPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing in the jar");
            }
            return Reply.of(status, contentType, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(name + " in the jar", e);
        }
    }
}
