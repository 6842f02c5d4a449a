package io.thalweg.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/**
 * A cluster of {@link BrokerProcess}es, each broker and controller, whose topics have a copy on each of them unless told otherwise,
 * three at most, two of three in sync. For tests that take one of them away.
 */
public final class BrokerCluster implements AutoCloseable {
    private final List<BrokerProcess> brokers;

    private BrokerCluster(List<BrokerProcess> brokers) {
        this.brokers = brokers;
    }

    /**
     * Where a node is.
     *
     * @param host its address, which the other nodes and all clients reach it by
     * @param wrapper a command that runs the command given to it in its own process, such as {@code ip netns exec NAME}; empty for
     *     none
     */
    public record Place(String host, List<String> wrapper) {
        public Place {
            wrapper = List.copyOf(wrapper);
        }

        /** This machine's loopback interface. */
        public static Place loopback() {
            return new Place(LoopbackPort.HOST, List.of());
        }
    }

    /**
     * Starts a node in each place and returns when all of them take records.
     *
     * @param directory gets a folder for each node, named by its id: {@code 1}, {@code 2}, ...
     * @throws BrokerStartException if one of them does not come up
     */
    public static BrokerCluster start(Path directory, List<Place> places) {
        RandomGenerator random = RandomGenerator.getDefault();
        List<ClusterNode> nodes = new ArrayList<>();
        for (Place place : places) {
            int port = LoopbackPort.free(random);
            nodes.add(new ClusterNode(nodes.size() + 1, place.host(), port, LoopbackPort.freeOtherThan(port, random)));
        }
        String clusterId = Uuid.randomUuid().toString();
        BrokerCluster cluster = new BrokerCluster(new ArrayList<>());
        try {
            for (ClusterNode node : nodes) {
                Path own = directory.resolve(Integer.toString(node.id()));
                NodeDirectory.join(own, clusterId);
                List<String> wrapper = places.get(node.id() - 1).wrapper();
                cluster.brokers.add(BrokerProcess.begin(new BrokerProcess.Launch(own, node, nodes, wrapper, false)));
            }
            cluster.brokers.forEach(BrokerProcess::awaitReady);
            return cluster;
        } catch (IOException | BrokerStartException e) {
            cluster.close();
            throw new BrokerStartException("the cluster in " + directory + " did not start: " + e.getMessage(), e);
        }
    }

    /** Where clients connect: every node. */
    public String bootstrapServers() {
        return brokers.stream().map(BrokerProcess::bootstrapServers).collect(Collectors.joining(","));
    }

    public int size() {
        return brokers.size();
    }

    /** Whether the process of this node runs. */
    public boolean isAlive(int id) {
        return broker(id).isAlive();
    }

    /** The process id of a node. */
    public long pid(int id) {
        return broker(id).pid();
    }

    /** Kills a node at once (SIGKILL) and waits until it is gone. Its data stays. */
    public void kill(int id) {
        broker(id).kill();
    }

    /** Starts a node again that was killed, in its place, and returns when it takes records. */
    public void restart(int id) {
        brokers.set(id - 1, broker(id).restart());
    }

    private BrokerProcess broker(int id) {
        if (id < 1 || id > brokers.size()) {
            throw new IllegalArgumentException("id: " + id + ", expected 1 to " + brokers.size());
        }
        return brokers.get(id - 1);
    }

    /** Ends all nodes at once: one that goes in good order waits for a quorum that the others have left. Their data stays. */
    @Override
    public void close() {
        brokers.forEach(BrokerProcess::kill);
    }
}
