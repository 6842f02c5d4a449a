package io.thalweg.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** The child's side of {@link BrokerProcess}: arguments are the directory, the node's id and all nodes. */
final class BrokerProcessMain {
    static final String READY = "ready at ";

    private BrokerProcessMain() {}

    /** Runs a broker until standard input ends, which also happens when the parent dies. */
    public static void main(String[] arguments) throws IOException {
        PrintStream toParent = System.out;
        // Only the one line that the parent waits for may go its way: nobody reads more, and a full pipe would block.
        System.setOut(System.err);
        try (EmbeddedBroker broker = start(Path.of(arguments[0]), Integer.parseInt(arguments[1]), arguments[2])) {
            toParent.println(READY + broker.bootstrapServers());
            toParent.flush();
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (BrokerStartException e) {
            toParent.println(e.getMessage());
            toParent.flush();
            Runtime.getRuntime().halt(1);
        }
    }

    private static EmbeddedBroker start(Path directory, int id, String cluster) {
        List<ClusterNode> nodes = ClusterNode.parse(cluster);
        if (nodes.size() == 1) {
            return EmbeddedBroker.start(directory, nodes.get(0).brokerPort());
        }
        return EmbeddedBroker.start(directory, nodes.get(id - 1), nodes);
    }
}
