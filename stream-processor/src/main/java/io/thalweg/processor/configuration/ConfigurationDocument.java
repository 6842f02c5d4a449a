package io.thalweg.processor.configuration;

/** The text of {@code docs/configuration.md}, so that it cannot fall behind the code. */
public final class ConfigurationDocument {
    private static final String INTRODUCTION = """
            # Configuration

            <!-- Written by io.thalweg.processor.configuration.ConfigurationDocument; a test holds it current. -->

            Every key can be given as a flag, as an environment variable, or in a properties file in UTF-8 that the flag or
            variable `config` (`THALWEG_CONFIG`) names. A flag wins over the environment, the environment over the file, the
            file over the default. An unknown key or a value that cannot be used ends the start with exit code 2, after all
            such problems have been listed.

            Durations are a whole number and `ms`, `s`, `m`, `h` or `d`.

            | key | variable | default | meaning |
            |---|---|---|---|
            """;
    private static final String KAFKA = """

            ## Kafka's own properties

            Whatever follows `kafka.` is passed through: `kafka.security.protocol` to every client,
            `kafka.streams.`, `kafka.consumer.`, `kafka.producer.` and `kafka.admin.` to that one only. In the environment,
            `THALWEG_KAFKA_SASL_MECHANISM` is `kafka.sasl.mechanism`; two underscores stand for one. Properties that have a
            key of their own above, and `processing.guarantee`, are refused. Values are never printed.
            """;

    private ConfigurationDocument() {}

    /** The whole page in Markdown. */
    public static String markdown() {
        StringBuilder text = new StringBuilder(INTRODUCTION);
        for (Setting<?> setting : Settings.all()) {
            // The one default that differs from machine to machine.
            String standard = setting.equals(Settings.INSTANCE_ID) ? "the host's name" : code(setting.standard());
            text.append("| `%s` | `%s` | %s | %s Expected: %s. |%n"
                    .formatted(
                            setting.key(),
                            setting.variable(),
                            standard,
                            setting.meaning(),
                            setting.type().expectation()));
        }
        return text.append(KAFKA).toString().replace(System.lineSeparator(), "\n");
    }

    private static String code(String text) {
        return text.isEmpty() ? "none" : "`" + text + "`";
    }
}
