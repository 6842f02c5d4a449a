package io.thalweg.processor.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** A folder of the live page's files in the jar; each is read once. */
final class PageFolder implements Endpoint {
    /** No path leads out of the folder. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*(\\.[A-Za-z0-9]+)+");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    private final String folder;
    private final Map<String, Optional<Reply>> replies = new ConcurrentHashMap<>();

    /**
     * A folder.
     *
     * @param folder beside this class
     */
    PageFolder(String folder) {
        this.folder = folder;
    }

    @Override
    public Reply reply(Request request) {
        return file(request.rest());
    }

    /** One file, which has an address of its own. */
    Reply file(String name) {
        return replies.computeIfAbsent(name, this::read).orElseGet(() -> Reply.error(404, "not found"));
    }

    private Optional<Reply> read(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try (InputStream in = PageFolder.class.getResourceAsStream(folder + "/" + name)) {
            return in == null ? Optional.empty() : Optional.of(reply(name, type, in.readAllBytes()));
        } catch (IOException e) {
            throw new IllegalStateException("the page's file " + name + " in the jar cannot be read", e);
        }
    }

    private static Reply reply(String name, String type, byte[] content) {
        return Reply.of(200, type, name.equals("OrbitControls.js") ? besideThree(content) : content)
                .tagged();
    }

    /**
     * This one file of three.js imports the library by its bare name, for which a page needs an import map; but a map can only
     * be written into the page itself, where the policy of {@link SecurityHeaders} allows no script.
     */
    private static byte[] besideThree(byte[] content) {
        return new String(content, StandardCharsets.UTF_8)
                .replace("from 'three'", "from './three.module.min.js'")
                .getBytes(StandardCharsets.UTF_8);
    }
}
