package io.thalweg.processor.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * One right of the table in {@code docs/security.md}.
 *
 * @param name of the role, and of the user who has it here
 * @param type what it is a right on
 * @param resource its name; a prefix ends in an asterisk
 * @param operations as Kafka's authorizer knows them
 */
record Role(String name, ResourceType type, String resource, List<AclOperation> operations) {
    private static final Path PAGE = Path.of("..", "docs", "security.md");

    /** The table, by role. */
    static Map<String, List<Role>> table() throws IOException {
        Map<String, List<Role>> roles = new TreeMap<>();
        boolean within = false;
        for (String line : Files.readAllLines(PAGE)) {
            within = line.startsWith("| role |") || (within && line.startsWith("|"));
            if (within && !line.startsWith("| role |") && !line.startsWith("|---")) {
                Role right = parse(line.split("\\|", -1));
                roles.computeIfAbsent(right.name(), n -> new ArrayList<>()).add(right);
            }
        }
        return roles;
    }

    private static Role parse(String[] cells) {
        String type = cells[2].strip();
        return new Role(
                cells[1].strip(),
                type.equals("transactionalId")
                        ? ResourceType.TRANSACTIONAL_ID
                        : ResourceType.valueOf(type.toUpperCase(Locale.ROOT)),
                cells[3].strip().replace("`", ""),
                Arrays.stream(cells[4].strip().split(", ", -1))
                        .map(word -> AclOperation.fromString(word.replaceAll("(?<=[a-z])(?=[A-Z])", "_")))
                        .toList());
    }

    /** What the broker is told. */
    List<AclBinding> bindings() {
        boolean prefix = resource.endsWith("*");
        ResourcePattern pattern = new ResourcePattern(
                type, resource.replace("*", ""), prefix ? PatternType.PREFIXED : PatternType.LITERAL);
        return operations.stream()
                .map(operation -> new AclBinding(
                        pattern, new AccessControlEntry("User:" + name, "*", operation, AclPermissionType.ALLOW)))
                .toList();
    }

    /** Whether it gives this right on a topic. */
    boolean allows(String topic, AclOperation operation) {
        boolean named = resource.endsWith("*") ? topic.startsWith(resource.replace("*", "")) : topic.equals(resource);
        return type == ResourceType.TOPIC && named && operations.contains(operation);
    }
}
