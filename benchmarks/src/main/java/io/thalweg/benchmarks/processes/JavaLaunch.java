package io.thalweg.benchmarks.processes;

import java.util.List;

/**
 * How a JVM is started.
 *
 * @param wrapper a command that runs the command given to it in its own process, such as {@code env NAME=VALUE} or {@code ip netns
 *     exec NAME}; empty for none
 * @param options of the JVM
 * @param classPath what runs in it
 */
public record JavaLaunch(List<String> wrapper, List<String> options, String classPath) {
    public JavaLaunch {
        wrapper = List.copyOf(wrapper);
        options = List.copyOf(options);
    }

    /** What runs here, as it runs here. */
    public static JavaLaunch here(List<String> options) {
        return new JavaLaunch(List.of(), options, System.getProperty("java.class.path"));
    }

    public JavaLaunch in(List<String> anotherWrapper) {
        return new JavaLaunch(anotherWrapper, options, classPath);
    }

    public JavaLaunch of(String anotherClassPath) {
        return new JavaLaunch(wrapper, options, anotherClassPath);
    }
}
