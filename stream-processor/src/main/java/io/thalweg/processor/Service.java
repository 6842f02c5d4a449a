package io.thalweg.processor;

import io.thalweg.processor.configuration.ConfigurationException;
import io.thalweg.processor.configuration.ProcessorConfiguration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Serves until it is told to stop: what {@code thalweg serve} and the container image do. */
public final class Service {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int WRONG_USAGE = 2;

    private Service() {}

    /**
     * Reads the configuration and serves until SIGTERM or SIGINT, which end the process with exit code {@value #DONE} after
     * all is committed and closed.
     *
     * @return the exit code: {@value #FAILED} when it could not start or failed, {@value #WRONG_USAGE} for a configuration
     *     that cannot be used; the reasons are told to {@code errors}, one line each
     */
    public static int run(Map<String, String> flags, Map<String, String> environment, Consumer<String> errors) {
        try {
            return serve(ProcessorConfiguration.from(flags, environment), errors);
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> errors.accept("thalweg: " + problem));
            return WRONG_USAGE;
        }
    }

    private static int serve(ProcessorConfiguration configuration, Consumer<String> errors) {
        ThalwegProcessor processor = new ThalwegProcessor(configuration);
        Thread hook = new Thread(
                () -> {
                    processor.close();
                    // Otherwise the JVM would report the signal, 143, though all ended well.
                    Runtime.getRuntime().halt(DONE);
                },
                "thalweg-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try (processor) {
            processor.start();
            Optional<String> failure = processor.awaitEnd();
            failure.ifPresent(reason -> errors.accept("thalweg: " + reason));
            return failed(hook, failure.isPresent());
        } catch (ProcessorStartException e) {
            String.valueOf(e.getMessage()).lines().forEach(line -> errors.accept("thalweg: " + line));
            return failed(hook, true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(hook, true);
        }
    }

    /** The hook would hide a failure behind its own exit code. */
    private static int failed(Thread hook, boolean failed) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The signal came first: the hook ends the process.
            return DONE;
        }
        return failed ? FAILED : DONE;
    }
}
