package io.thalweg.processor;

import io.thalweg.processor.configuration.ConfigurationDocument;
import io.thalweg.processor.logging.LogFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The container image's main class: {@code --key=value} or {@code --key value} for every key of the configuration. */
public final class Main {
    private static final String RESOURCES = "io/thalweg/processor/";

    private Main() {}

    public static void main(String[] arguments) {
        LogFormat.choose(System.getenv(), RESOURCES + "logback.xml", RESOURCES + "logback-json.xml")
                .ifPresent(problem -> {
                    System.err.println("thalweg: " + problem);
                    System.exit(Service.WRONG_USAGE);
                });
        if (arguments.length == 1 && arguments[0].equals("--help")) {
            System.out.print(ConfigurationDocument.markdown());
            return;
        }
        Map<String, String> flags = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i++) {
            String flag = arguments[i];
            int equals = flag.indexOf('=');
            if (!flag.startsWith("--") || (equals < 0 && i + 1 == arguments.length)) {
                System.err.println("thalweg: argument \"" + flag + "\": expected --key=value");
                System.exit(Service.WRONG_USAGE);
            }
            String key = flag.substring(2, equals < 0 ? flag.length() : equals);
            flags.put(key, equals < 0 ? arguments[++i] : flag.substring(equals + 1));
        }
        System.exit(Service.run(flags, System.getenv(), System.err::println));
    }
}
