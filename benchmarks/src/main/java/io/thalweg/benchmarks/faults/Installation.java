package io.thalweg.benchmarks.faults;

import io.thalweg.benchmarks.processes.JavaLaunch;
import io.thalweg.benchmarks.processes.ServiceUnderTest;
import io.thalweg.broker.BrokerCluster;
import io.thalweg.protocol.TopicLayout;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.manifold.ManifoldTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.jspecify.annotations.Nullable;

/** Three brokers with topics and a manifold, and replicas of the service, each a process of its own. */
final class Installation implements AutoCloseable {
    static final int BROKERS = 3;
    static final String APPLICATION = "thalweg";

    private static final Topics TOPICS = Topics.standard();
    private static final int PARTITIONS = 6;
    private static final Duration ADMIN_CLOSE = Duration.ofSeconds(5);
    private static final List<String> OPTIONS = List.of("-Xmx256m");

    private final Path folder;
    private final @Nullable Network network;
    private final BrokerCluster brokers;
    private final Admin admin;
    private final Map<String, ServiceUnderTest> replicas = new ConcurrentHashMap<>();
    private final Map<String, BrokerCluster.Place> hosts = new HashMap<>();
    private List<String> further = List.of();
    /** An end of the harness by Ctrl-C must not leave replicas behind. */
    private final Thread onExit = new Thread(this::killAll);

    private Installation(Path folder, @Nullable Network network, BrokerCluster brokers) {
        this.folder = folder;
        this.network = network;
        this.brokers = brokers;
        this.admin = Admin.create(Map.of("bootstrap.servers", brokers.bootstrapServers()));
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** @param networked whether each process is on a host of its own, which can be cut off */
    static Installation start(Path folder, Path manifold, boolean networked) throws IOException, InterruptedException {
        Network network = networked ? Network.open() : null;
        List<BrokerCluster.Place> places = new ArrayList<>();
        for (int id = 1; id <= BROKERS; id++) {
            places.add(network == null ? BrokerCluster.Place.loopback() : network.host(brokerHost(id)));
        }
        BrokerCluster brokers = BrokerCluster.start(folder.resolve("brokers"), places);
        Installation installation = new Installation(folder, network, brokers);
        TopicLayout.standard(TOPICS).withPartitions(PARTITIONS).create(installation.admin);
        installation.publish(manifold);
        return installation;
    }

    /** Further settings of all replicas that are started from now on. */
    void set(List<String> settings) {
        further = List.copyOf(settings);
    }

    static String brokerHost(int id) {
        return "broker" + id;
    }

    void publish(Path manifold) throws IOException {
        new ManifoldTopic(TOPICS.manifolds(), Map.of("bootstrap.servers", bootstrapServers())).publish(manifold);
    }

    String bootstrapServers() {
        return brokers.bootstrapServers();
    }

    BrokerCluster brokers() {
        return brokers;
    }

    Network network() {
        if (network == null) {
            throw new IllegalStateException("this installation is on loopback");
        }
        return network;
    }

    /** Where a replica keeps its state. */
    Path state(String replica) {
        return folder.resolve(replica).resolve("state");
    }

    /** Starts a replica, on a host of its own where there are hosts, without waiting for it. */
    void begin(String replica, JavaLaunch launch) throws IOException, InterruptedException {
        BrokerCluster.Place place = BrokerCluster.Place.loopback();
        if (network != null) {
            BrokerCluster.Place known = hosts.get(replica);
            place = known == null ? network.host(replica) : known;
            hosts.put(replica, place);
        }
        List<String> wrapper = new ArrayList<>(place.wrapper());
        wrapper.addAll(launch.wrapper());
        Files.createDirectories(state(replica));
        List<String> settings = new ArrayList<>(further);
        settings.addAll(List.of(
                "--bootstrap.servers=" + bootstrapServers(),
                "--application.id=" + APPLICATION,
                "--instance.id=" + replica,
                "--state.dir=" + state(replica)));
        replicas.put(
                replica, ServiceUnderTest.begin(folder.resolve(replica), launch.in(wrapper), place.host(), settings));
    }

    /** Starts a replica and waits until it is ready. */
    void start(String replica) throws IOException, InterruptedException {
        begin(replica, launch());
        replica(replica).awaitReady();
    }

    static JavaLaunch launch() {
        return JavaLaunch.here(OPTIONS);
    }

    ServiceUnderTest replica(String name) {
        ServiceUnderTest replica = replicas.get(name);
        if (replica == null) {
            throw new IllegalArgumentException("replica: " + name + ", expected one of " + replicas.keySet());
        }
        return replica;
    }

    Collection<ServiceUnderTest> replicas() {
        return replicas.values();
    }

    /** Lets a replica end in good order. */
    void stop(String name) throws InterruptedException {
        replica(name).stop();
        replicas.remove(name);
    }

    /** The broker that coordinates the replicas' group. */
    int groupCoordinator() throws ExecutionException, InterruptedException {
        return admin.describeConsumerGroups(List.of(APPLICATION))
                .all()
                .get()
                .values()
                .iterator()
                .next()
                .coordinator()
                .id();
    }

    /** How many partitions of the snapshots each replica has, in no order. */
    List<Integer> partitions() throws ExecutionException, InterruptedException {
        return admin
                .describeConsumerGroups(List.of(APPLICATION))
                .all()
                .get()
                .values()
                .iterator()
                .next()
                .members()
                .stream()
                .map(member -> (int) member.assignment().topicPartitions().stream()
                        .filter(partition -> partition.topic().equals(TOPICS.snapshots()))
                        .count())
                .toList();
    }

    /** A broker that coordinates transactions of a replica. */
    int transactionCoordinator() throws ExecutionException, InterruptedException {
        Map<Integer, Collection<TransactionListing>> byBroker =
                admin.listTransactions().allByBrokerId().get();
        return byBroker.entrySet().stream()
                .filter(broker -> broker.getValue().stream()
                        .anyMatch(each -> each.transactionalId().startsWith(APPLICATION)))
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no transactions of " + APPLICATION));
    }

    /** The broker that leads most of the snapshots' partitions among those that coordinate no group. */
    int leader() throws ExecutionException, InterruptedException {
        int coordinator = groupCoordinator();
        Map<Integer, Integer> led = new HashMap<>();
        describe(List.of(TOPICS.snapshots()))
                .get(0)
                .partitions()
                .forEach(partition -> led.merge(partition.leader().id(), 1, Integer::sum));
        led.remove(coordinator);
        return led.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(coordinator % BROKERS + 1);
    }

    /** Whether every partition has all of its copies in sync: until then the next broker must not be lost. */
    boolean inSync() throws ExecutionException, InterruptedException {
        List<String> all = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get().stream()
                .toList();
        return describe(all).stream()
                .flatMap(topic -> topic.partitions().stream())
                .allMatch(partition ->
                        partition.isr().size() == partition.replicas().size());
    }

    private List<TopicDescription> describe(List<String> topics) throws ExecutionException, InterruptedException {
        return List.copyOf(admin.describeTopics(topics).allTopicNames().get().values());
    }

    @Override
    public void close() {
        admin.close(ADMIN_CLOSE);
        killAll();
        Runtime.getRuntime().removeShutdownHook(onExit);
    }

    private void killAll() {
        List.copyOf(replicas.values()).forEach(ServiceUnderTest::close);
        brokers.close();
    }
}
