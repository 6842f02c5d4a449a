package io.thalweg.processor.http;

import java.io.IOException;

/** What answers GET at one path. Called by several threads at once. */
@FunctionalInterface
interface Endpoint {
    /**
     * The answer.
     *
     * @throws IllegalArgumentException when the request asks for something that makes no sense: becomes status 400
     */
    Reply reply(Request request) throws IOException;
}
