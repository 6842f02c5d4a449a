package io.thalweg.cli;

import picocli.CommandLine.IVersionProvider;

/** The version as the jar's manifest has it, with the Java it runs on. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Main.class.getPackage().getImplementationVersion();
        return new String[] {
            "thalweg " + (version == null ? "(unpacked)" : version),
            "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
