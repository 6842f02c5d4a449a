package io.thalweg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.broker.EmbeddedBroker;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.TopicLayout;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionRecordBuilder;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.JsonFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code thalweg policies} and {@code thalweg decisions} against a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoliciesCommandIT {
    private static final String POLICIES = """
            {"schema": "thalweg.policies/1", "policies": {
              "default": {"shadow": true},
              "imagenet": {"consecutive": 3, "grace": {"steps": 1000}, "budget": {"share": 0.1, "atLeast": 1}}}}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path folder;
    private EmbeddedBroker broker;

    @BeforeAll
    void startBroker(@TempDir Path temporary) throws IOException {
        folder = temporary;
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            TopicLayout.standard(Topics.standard()).withPartitions(2).create(admin);
        }
    }

    @AfterAll
    void stopBroker() {
        broker.close();
    }

    @Test
    void whatIsPutIsListedUntilItIsDeleted() throws IOException {
        Path file = Files.writeString(folder.resolve("policies.json"), POLICIES);

        assertEquals(0, run("policies", "put", file.toString()));
        assertEquals(0, run("policies", "list"));
        assertTrue(out.toString().contains("default: observes only, would stop for OFF_MANIFOLD, NON_FINITE"));
        assertTrue(
                out.toString()
                        .contains("imagenet: stops for OFF_MANIFOLD, NON_FINITE after 3 snapshots in alarm; not before"
                                + " step 1000 and snapshot 0; at most 10% of the runs, or 1 if that is more"),
                out.toString());
        assertEquals(0, run("policies", "delete", "imagenet"));
        assertEquals(1, run("policies", "delete", "imagenet"));
        assertTrue(err.toString().contains("no policy imagenet on thalweg.policies; there are [default]"));
    }

    @Test
    void nothingIsSentOfAFileWithAnError() throws IOException {
        Path file = Files.writeString(
                folder.resolve("bad.json"),
                "{\"schema\": \"thalweg.policies/1\", \"policies\": {\"fine\": {}, \"bad\": {\"consecutive\": 0}}}");

        assertEquals(1, run("policies", "put", file.toString()));
        assertTrue(
                err.toString().contains("policies.bad.consecutive = 0: expected a whole number from 1 to 1000000"),
                err.toString());
        run("policies", "list");
        assertFalse(out.toString().contains("fine"), out.toString());
    }

    @Test
    void decisionsAreFilteredExplainedAndMatchedWithWhatTheTrainerDid()
            throws InterruptedException, ExecutionException {
        send(decision("a", DecisionState.RAISED).stopAdvised(true));
        send(decision("a", DecisionState.ACKNOWLEDGED).action("stopping"));
        send(decision("b", DecisionState.RAISED));

        assertEquals(0, run("decisions", "--run", "a", "--since", "1h"));
        assertTrue(out.toString().contains("a  STALL raised at step 7"), out.toString());
        assertTrue(out.toString().contains("trainer  stopping"), out.toString());
        assertFalse(out.toString().contains("b  STALL"), out.toString());

        assertEquals(0, run("decisions", "--experiment", "of-b", "--json"));
        assertTrue(out.toString().contains("\"run\":\"b\""), out.toString());
        assertEquals(2, run("decisions", "--since", "yesterday"));
    }

    private static DecisionRecordBuilder decision(String run, DecisionState state) {
        return DecisionRecord.builder()
                .run(new RunId(run))
                .step(7)
                .kind(AlarmKind.STALL)
                .state(state)
                .reason("slower than the slowest")
                .experiment("of-" + run)
                .decidedAt(Instant.now());
    }

    private void send(DecisionRecordBuilder decision) throws InterruptedException, ExecutionException {
        DecisionRecord record = decision.build();
        byte[] key = record.run().value().getBytes(StandardCharsets.US_ASCII);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            Topics.standard().decisions(),
                            key,
                            JsonFormat.decisions().write(record)))
                    .get();
        }
    }

    private int run(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--bootstrap-server";
        all[arguments.length + 1] = broker.bootstrapServers();
        return Main.commandLine(Map.of())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }
}
