package io.thalweg.benchmarks.faults;

import io.thalweg.broker.BrokerCluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Hosts that are network namespaces on a bridge. One that is taken off the bridge notices nothing but silence, as if its cable had
 * been pulled at the other end. Only within a network namespace of its own, which {@code benchmarks/faults} makes.
 */
final class Network {
    static final String PROPERTY = "thalweg.faults.namespaces";
    private static final String BRIDGE = "thalweg0";
    private static final String SUBNET = "10.77.0.";
    private static final int FIRST_HOST = 10;

    private final List<String> hosts = new ArrayList<>();

    private Network() {}

    /** Whether this process may make namespaces, and nobody else is in its own. */
    static boolean possible() {
        return Boolean.getBoolean(PROPERTY);
    }

    static Network open() throws IOException, InterruptedException {
        if (!possible()) {
            throw new IllegalStateException("no network namespace of our own");
        }
        Command.tryRun("ip", "link", "delete", BRIDGE);
        Command.run("ip", "link", "add", BRIDGE, "type", "bridge");
        Command.run("ip", "address", "add", SUBNET + "1/24", "dev", BRIDGE);
        Command.run("ip", "link", "set", BRIDGE, "up");
        return new Network();
    }

    /** The address of the harness itself, which cannot be cut off. */
    static BrokerCluster.Place home() {
        return new BrokerCluster.Place(SUBNET + "1", List.of());
    }

    /** A further host. */
    BrokerCluster.Place host(String name) throws IOException, InterruptedException {
        String address = SUBNET + (FIRST_HOST + hosts.size());
        Command.tryRun("ip", "netns", "delete", name);
        Command.run("ip", "netns", "add", name);
        hosts.add(name);
        Command.run("ip", "link", "add", port(name), "type", "veth", "peer", "name", "eth0", "netns", name);
        Command.run("ip", "-n", name, "address", "add", address + "/24", "dev", "eth0");
        Command.run("ip", "-n", name, "link", "set", "eth0", "up");
        Command.run("ip", "-n", name, "link", "set", "lo", "up");
        Command.run("ip", "link", "set", port(name), "master", BRIDGE, "up");
        return new BrokerCluster.Place(address, List.of("ip", "netns", "exec", name));
    }

    void cut(String host) throws IOException, InterruptedException {
        Command.run("ip", "link", "set", port(host), "nomaster");
    }

    void mend(String host) throws IOException, InterruptedException {
        Command.run("ip", "link", "set", port(host), "master", BRIDGE);
    }

    private static String port(String host) {
        return "to-" + host;
    }
}
