package io.thalweg.processor.configuration;

import io.thalweg.processor.configuration.ConfigurationSources.Entry;
import io.thalweg.processor.configuration.ProcessorConfiguration.HttpAccess;
import io.thalweg.processor.configuration.ProcessorConfiguration.HttpSettings;
import io.thalweg.processor.configuration.ProcessorConfiguration.KernelSettings;
import io.thalweg.processor.configuration.ProcessorConfiguration.LiveSettings;
import io.thalweg.processor.configuration.ProcessorConfiguration.ProducerSettings;
import io.thalweg.processor.configuration.ProcessorConfiguration.TlsFiles;
import io.thalweg.processor.configuration.ProcessorConfiguration.TrackingSettings;
import io.thalweg.protocol.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns texts into one configuration, or into the list of all that is wrong with them. */
final class ConfigurationReader {
    private final Map<String, Entry> entries;
    private final List<String> problems;

    ConfigurationReader(ConfigurationSources sources) {
        this.entries = sources.entries();
        this.problems = new ArrayList<>(sources.problems());
    }

    ProcessorConfiguration configuration() {
        KafkaProperties kafka = kafka();
        reportUnknown();
        TrackingSettings tracking = tracking();
        ProcessorConfiguration configuration = new ProcessorConfiguration(
                value(Settings.BOOTSTRAP_SERVERS),
                new Topics(value(Settings.TOPICS_PREFIX)),
                value(Settings.APPLICATION_ID),
                value(Settings.INSTANCE_ID),
                value(Settings.STATE_DIR).toAbsolutePath().normalize(),
                value(Settings.MANIFOLDS),
                value(Settings.POLICIES),
                value(Settings.STARTUP_TIMEOUT),
                value(Settings.THREADS),
                Duration.ofMillis(value(Settings.COMMIT_INTERVAL)),
                tracking,
                new ProducerSettings(value(Settings.PRODUCER_RUNS_MAX), value(Settings.PRODUCER_BYTES_MAX)),
                new KernelSettings(
                        value(Settings.KERNEL), value(Settings.LANDMARKS_PRECISION), value(Settings.KERNEL_THREADS)),
                value(Settings.METRICS_RUNS_MAX),
                new HttpSettings(
                        value(Settings.HTTP_HOST),
                        value(Settings.HTTP_PORT),
                        value(Settings.HTTP_CLIENTS_MAX),
                        access()),
                new LiveSettings(
                        value(Settings.LIVE_LOOK_BACK),
                        value(Settings.LIVE_RUNS_MAX),
                        value(Settings.LIVE_HISTORY_MAX),
                        value(Settings.LIVE_BYTES_MAX)),
                kafka);
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return configuration;
    }

    private TrackingSettings tracking() {
        TrackingSettings tracking = new TrackingSettings(
                value(Settings.ALPHA),
                value(Settings.ALARMS_RAISE_AFTER),
                value(Settings.ALARMS_CLEAR_AFTER),
                value(Settings.SILENT_AFTER),
                value(Settings.FORGET_AFTER),
                value(Settings.INCOMPLETE_AFTER),
                value(Settings.COVERAGE_SHARE),
                value(Settings.RUNS_MAX));
        if (tracking.forgetAfter().compareTo(tracking.silentAfter()) <= 0) {
            problems.add("forget.after = \"" + ValueType.text(tracking.forgetAfter())
                    + "\": expected longer than silent.after, which is " + ValueType.text(tracking.silentAfter()));
        }
        return tracking;
    }

    private HttpAccess access() {
        Optional<AccessToken> token = value(Settings.HTTP_TOKEN).stream().findFirst();
        List<Path> file = value(Settings.HTTP_TOKEN_FILE);
        if (token.isPresent() && !file.isEmpty()) {
            problems.add("http.token and http.token.file: expected one of them");
        } else if (!file.isEmpty()) {
            token = token(file.get(0));
        }
        List<Path> certificate = value(Settings.HTTP_TLS_CERTIFICATE);
        List<Path> key = value(Settings.HTTP_TLS_KEY);
        if (certificate.size() != key.size()) {
            problems.add("http.tls.certificate and http.tls.key: expected both or none");
            return new HttpAccess(token, Optional.empty());
        }
        return new HttpAccess(token, certificate.stream().findFirst().map(chain -> new TlsFiles(chain, key.get(0))));
    }

    private Optional<AccessToken> token(Path file) {
        String given = Settings.HTTP_TOKEN_FILE.key() + " = \"" + file + "\": ";
        try {
            Optional<AccessToken> token = AccessToken.of(
                    Files.readString(file, StandardCharsets.UTF_8).strip());
            if (token.isEmpty()) {
                problems.add(given + "the file's text is no token; expected " + AccessToken.EXPECTATION);
            }
            return token;
        } catch (IOException e) {
            problems.add(given + "cannot be read (" + e.getClass().getSimpleName() + "); expected a file with a token");
            return Optional.empty();
        }
    }

    private <T> T value(Setting<T> setting) {
        Entry entry = entries.get(setting.key());
        if (entry != null) {
            Optional<T> value = setting.type().parser().apply(entry.text());
            if (value.isPresent()) {
                return value.get();
            }
            String complaint = "expected " + setting.type().expectation();
            problems.add(
                    setting.secret()
                            ? withoutValue(setting.key(), entry, complaint)
                            : sentence(setting.key(), entry, complaint));
        }
        // A default stands in for a refused value only until the exception is thrown.
        return setting.type().parser().apply(setting.standard()).orElseThrow();
    }

    private KafkaProperties kafka() {
        Map<String, String> given = new TreeMap<>();
        entries.forEach((key, entry) -> {
            if (key.startsWith(KafkaProperties.PREFIX)) {
                String property = key.substring(KafkaProperties.PREFIX.length());
                Optional<String> refusal = KafkaProperties.refusal(property);
                // Without its value, which may be a secret.
                refusal.ifPresent(why -> problems.add(key + " (" + entry.source() + "): not passed through; " + why));
                given.put(property, entry.text());
            }
        });
        return new KafkaProperties(given);
    }

    private void reportUnknown() {
        Map<String, Setting<?>> known = Settings.byKey();
        entries.forEach((key, entry) -> {
            if (!known.containsKey(key) && !key.startsWith(KafkaProperties.PREFIX)) {
                Optional<String> meant = NearestName.among(known.keySet(), key);
                String complaint = "unknown key"
                        + meant.map(name -> "; did you mean " + name + "?")
                                .orElse("; docs/configuration.md lists them all");
                boolean secret = meant.map(known::get).map(Setting::secret).orElse(false);
                problems.add(secret ? withoutValue(key, entry, complaint) : sentence(key, entry, complaint));
            }
        });
    }

    /** The value may be a secret. */
    private static String withoutValue(String key, Entry entry, String complaint) {
        return key + " (" + entry.source() + "): " + complaint;
    }

    private static String sentence(String key, Entry entry, String complaint) {
        return key + " = \"" + entry.text() + "\" (" + entry.source() + "): " + complaint;
    }
}
