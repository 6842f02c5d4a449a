import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes metrics records of runs that never trained, each following a reference run with a little noise, straight to the
 * topic: what the page has to bear. Then goes on with a record a run and period until it is killed.
 *
 *     java -cp 'cli/target/dist/lib/*' .ci/page/SyntheticRuns.java BOOTSTRAP PAGE RUNS POINTS RECORDS_PER_SECOND
 */
public final class SyntheticRuns {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int STEP = 10;
    private static final String[] ARCHITECTURES = {"mlp", "cnn", "resnet", "vit"};

    private final Random random = new Random(1);
    private final JsonNode manifold;
    private final int points;

    private SyntheticRuns(JsonNode manifold, int points) {
        this.manifold = manifold;
        this.points = points;
    }

    public static void main(String[] arguments) throws Exception {
        String page = arguments[1];
        int runs = Integer.parseInt(arguments[2]);
        int points = Integer.parseInt(arguments[3]);
        int perSecond = Integer.parseInt(arguments[4]);
        String hash = JSON.readTree(URI.create(page + "api/manifold").toURL()).at("/manifolds/0/manifold").asText();
        JsonNode manifold = JSON.readTree(URI.create(page + "api/manifold?hash=" + hash).toURL());
        SyntheticRuns synthetic = new SyntheticRuns(manifold, points);
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", arguments[0], "linger.ms", "20", "compression.type", "lz4"),
                new StringSerializer(), new StringSerializer())) {
            for (int point = 0; point < points; point++) {
                for (int run = 0; run < runs; run++) {
                    synthetic.send(producer, run, point);
                }
            }
            producer.flush();
            System.out.println("sent " + runs * points);
            for (long sent = 0; perSecond > 0; sent++) {
                synthetic.send(producer, (int) (sent % runs), points + (int) (sent / runs));
                if (sent % 10 == 9) {
                    Thread.sleep(10_000 / perSecond);
                }
            }
        }
    }

    private void send(KafkaProducer<String, String> producer, int run, int point) throws Exception {
        String name = "synthetic-%04d".formatted(run);
        producer.send(new ProducerRecord<>("thalweg.metrics", name, JSON.writeValueAsString(record(name, run, point))));
    }

    private ObjectNode record(String name, int run, int point) {
        JsonNode reference = manifold.get("runs").get(run % manifold.get("runs").size());
        JsonNode checkpoints = reference.get("checkpoints");
        // Later runs are not as far yet, so that they are spread over the whole way.
        double share = Math.min(1, (point + 1.0) / (points + 10) * (0.25 + 0.75 * (run * 0.618 % 1)));
        JsonNode at = checkpoints.get((int) (share * (checkpoints.size() - 1)));
        boolean alarmed = run % 100 == 7 && point > points / 2;
        double off = at.get("offManifoldNats").asDouble() * (0.8 + 0.4 * random.nextDouble()) + (alarmed ? 0.2 : 0);
        ObjectNode record = JSON.createObjectNode();
        record.put("schema", "thalweg.metrics/1").put("run", name).put("attempt", 0).put("step", (long) point * STEP);
        record.put("totalSteps", (points + 10) * (long) STEP);
        record.putObject("tags")
                .put("arch", ARCHITECTURES[run % ARCHITECTURES.length])
                .put("experiment", "load-" + run % 3)
                .put("note", "<script>alert(1)</script>");
        record.put("probeSet", manifold.get("probeSet").asText()).put("manifold", manifold.get("manifold").asText());
        record.put("publishedAt", Instant.now().toString());
        record.put("samples", manifold.get("samples").asInt()).put("classes", manifold.get("classes").asInt()).put("coverage", 1.0);
        record.put("progress", at.get("progress").asDouble()).put("offManifoldNats", off).put("rank", Math.min(1, off * 4));
        record.putObject("nearest").put("run", reference.get("run").asText()).put("config", reference.get("config").asText());
        ArrayNode coordinates = record.putArray("coordinates");
        at.get("coordinates").forEach(x -> coordinates.add(x.asDouble() + 0.01 * random.nextGaussian()));
        record.putObject("detectors").put("distance", alarmed ? 1.4 : off * 5).put("regression", 0.02).put("stall", 0.0);
        record.put("familiarity", alarmed ? "off" : run % 50 == 3 ? "unfamiliar" : "familiar");
        ArrayNode alarms = record.putArray("alarms");
        if (alarmed) {
            List.of("OFF_MANIFOLD").forEach(alarms::add);
        }
        return record;
    }
}
