package io.thalweg.processor.configuration;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** This machine's name, as an instance id may spell it. */
final class HostName {
    private HostName() {}

    static String local() {
        try {
            String name = InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-");
            return name.isEmpty() ? "localhost" : name.substring(0, Math.min(name.length(), 100));
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
