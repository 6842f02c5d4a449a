package io.thalweg.processor.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** One file of the page, from the jar. */
final class PageEndpoint implements Endpoint {
    private final Reply reply;

    private PageEndpoint(Reply reply) {
        this.reply = reply;
    }

    static PageEndpoint of(String file, String contentType) {
        try (InputStream in = PageEndpoint.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException("file is " + file + ": expected one beside this class");
            }
            return new PageEndpoint(Reply.of(200, contentType, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("the page's file " + file + " in the jar", e);
        }
    }

    @Override
    public Reply reply(Request request) {
        return reply;
    }
}
