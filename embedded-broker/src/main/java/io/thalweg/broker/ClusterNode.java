package io.thalweg.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A node of a cluster, broker and controller in one.
 *
 * @param id from 1
 * @param host a name or an address that all nodes and clients reach it by; no IPv6
 * @param brokerPort for clients and the other brokers
 * @param controllerPort for the quorum
 */
record ClusterNode(int id, String host, int brokerPort, int controllerPort) {
    ClusterNode {
        if (id < 1) {
            throw new IllegalArgumentException("id: " + id + ", expected at least 1");
        }
        if (host.isBlank() || host.indexOf(':') >= 0 || host.indexOf('@') >= 0 || host.indexOf(',') >= 0) {
            throw new IllegalArgumentException("host: " + host + ", expected a name or an IPv4 address");
        }
    }

    String address() {
        return host + ":" + brokerPort;
    }

    /** As Kafka's {@code controller.quorum.voters} has it. */
    static String voters(List<ClusterNode> nodes) {
        return nodes.stream()
                .map(node -> node.id + "@" + node.host + ":" + node.controllerPort)
                .collect(Collectors.joining(","));
    }

    /** All nodes as one argument of a command line; {@link #parse} reads it. */
    static String format(List<ClusterNode> nodes) {
        return nodes.stream()
                .map(node -> node.id + "@" + node.host + ":" + node.brokerPort + ":" + node.controllerPort)
                .collect(Collectors.joining(","));
    }

    static List<ClusterNode> parse(String text) {
        List<ClusterNode> nodes = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            String[] parts = each.split("[@:]", -1);
            if (parts.length != 4) {
                throw new IllegalArgumentException("node: " + each + ", expected id@host:port:controllerPort");
            }
            nodes.add(new ClusterNode(
                    Integer.parseInt(parts[0]), parts[1], Integer.parseInt(parts[2]), Integer.parseInt(parts[3])));
        }
        return nodes;
    }
}
