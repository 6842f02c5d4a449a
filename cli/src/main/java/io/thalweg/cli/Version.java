package io.thalweg.cli;

import picocli.CommandLine.IVersionProvider;

/** The version as the jar's manifest has it, with the Java it runs on. */
final class Version implements IVersionProvider {
    /** Name and version, as manifolds name what built them. */
    static String software() {
        String version = Main.class.getPackage().getImplementationVersion();
        return "thalweg " + (version == null ? "(unpacked)" : version);
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            software(),
            "Java " + Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }
}
