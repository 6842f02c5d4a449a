package io.thalweg.trainers.run;

import ai.djl.engine.Engine;

/** The engine, set up for many small runs side by side. */
public final class PyTorch {

    private PyTorch() {}

    /**
     * Loads PyTorch once for the process; the very first time on a machine its libraries are unpacked, some 430 MB. Runs go side by side, one thread each: PyTorch's own threads would only be in
     * each other's way, and sums over several threads differ from machine to machine. Usage reports to DJL's makers
     * are switched off. What the user has set stays.
     */
    public static void load() {
        byDefault("ai.djl.pytorch.num_threads", "1");
        byDefault("ai.djl.pytorch.num_interop_threads", "1");
        byDefault("OPT_OUT_TRACKING", "true");
        Engine.getEngine("PyTorch");
    }

    private static void byDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
