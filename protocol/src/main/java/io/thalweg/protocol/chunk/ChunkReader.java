package io.thalweg.protocol.chunk;

import static io.thalweg.protocol.chunk.RejectionReason.BAD_RUN_ID;
import static io.thalweg.protocol.chunk.RejectionReason.BAD_SHAPE;
import static io.thalweg.protocol.chunk.RejectionReason.CHECKSUM;
import static io.thalweg.protocol.chunk.RejectionReason.MALFORMED;
import static io.thalweg.protocol.chunk.RejectionReason.OVERSIZED;
import static io.thalweg.protocol.chunk.RejectionReason.UNSUPPORTED_VERSION;

import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.ChunkResult.Accepted;
import io.thalweg.protocol.chunk.ChunkResult.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads chunks from untrusted bytes: whatever they hold, the answer is a {@link ChunkResult}, never an exception. The
 * payload is not copied; beyond the record itself only the header's few values are allocated. Thread-safe.
 */
public final class ChunkReader {
    /** Largest record that is looked at; a broker with default limits takes none larger. */
    public static final int MAX_RECORD_BYTES = 1 << 20;

    private final byte[] record;

    private ChunkReader(byte[] record) {
        this.record = record;
    }

    /**
     * Reads one chunk.
     *
     * @param record the value of a record of the snapshots topic; an accepted result keeps it, so it must not change
     */
    public static ChunkResult read(byte[] record) {
        return new ChunkReader(record).frame();
    }

    private ChunkResult frame() {
        if (record.length > MAX_RECORD_BYTES) {
            return rejected(OVERSIZED, record.length + " bytes, at most " + MAX_RECORD_BYTES + " are read");
        }
        if (record.length < ChunkLayout.RUN_AT || word(ChunkLayout.MAGIC_AT) != ChunkLayout.MAGIC) {
            return rejected(MALFORMED, record.length + " bytes that do not begin with a chunk header");
        }
        int version = ChunkLayout.unsignedShort(record, ChunkLayout.VERSION_AT);
        if (version != ChunkLayout.VERSION) {
            return rejected(UNSUPPORTED_VERSION, "chunk version " + version + ", this reader knows 1");
        }
        int headerLength = ChunkLayout.unsignedShort(record, ChunkLayout.HEADER_LENGTH_AT);
        int runLength = ChunkLayout.unsignedShort(record, ChunkLayout.RUN_LENGTH_AT);
        if (headerLength > record.length || ChunkLayout.RUN_AT + runLength > headerLength) {
            return rejected(
                    MALFORMED,
                    "header length " + headerLength + " and run id length " + runLength + " in a record of "
                            + record.length + " bytes");
        }
        return checksums(headerLength, runLength);
    }

    private ChunkResult checksums(int headerLength, int runLength) {
        if (ChunkLayout.headerCrc(record, runLength) != word(ChunkLayout.HEADER_CRC_AT)) {
            return rejected(CHECKSUM, "the header differs from its CRC-32C");
        }
        if (runLength < 1 || runLength > RunId.MAX_LENGTH) {
            return rejected(BAD_RUN_ID, "run id of " + runLength + " bytes, expected 1 to " + RunId.MAX_LENGTH);
        }
        // Latin-1 maps each byte to one character, so that a byte beyond ASCII stays visible as a forbidden one.
        String run = new String(record, ChunkLayout.RUN_AT, runLength, StandardCharsets.ISO_8859_1);
        if (!RunId.isValid(run)) {
            return rejected(BAD_RUN_ID, "run id has characters other than A-Z a-z 0-9 . _ -");
        }
        return shape(headerLength, new RunId(run));
    }

    private ChunkResult shape(int headerLength, RunId run) {
        Optional<Encoding> encoding = Encoding.ofCode(record[ChunkLayout.ENCODING_AT] & 0xff);
        int flags = record[ChunkLayout.FLAGS_AT] & 0xff;
        if (encoding.isEmpty() || flags != 0) {
            return rejected(
                    UNSUPPORTED_VERSION,
                    "encoding " + (record[ChunkLayout.ENCODING_AT] & 0xff) + " and flags " + flags
                            + ", this reader knows encodings 1 and 2 without flags",
                    run);
        }
        if (word(ChunkLayout.ATTEMPT_AT) < 0 || ChunkLayout.doubleWord(record, ChunkLayout.STEP_AT) < 0) {
            return rejected(MALFORMED, "attempt of 2^31 or more, or step of 2^63 or more", run);
        }
        long classes = unsigned(ChunkLayout.CLASSES_AT);
        long total = unsigned(ChunkLayout.TOTAL_SAMPLES_AT);
        long first = unsigned(ChunkLayout.FIRST_SAMPLE_AT);
        long count = unsigned(ChunkLayout.SAMPLE_COUNT_AT);
        if (classes < 2
                || classes > Integer.MAX_VALUE
                || count < 1
                || total > Integer.MAX_VALUE
                || first + count > total) {
            return rejected(
                    BAD_SHAPE,
                    "samples " + first + " + " + count + " of " + total + " with " + classes + " classes",
                    run);
        }
        return payload(headerLength, header(run, encoding.get()));
    }

    private ChunkResult payload(int headerLength, ChunkHeader header) {
        int present = record.length - headerLength;
        long declared = header.payloadBytes();
        if (declared > MAX_RECORD_BYTES) {
            return rejected(BAD_SHAPE, "header declares a payload of " + declared + " bytes", header.run());
        }
        if (declared != present) {
            return rejected(MALFORMED, "payload of " + present + " bytes, header declares " + declared, header.run());
        }
        if (ChunkLayout.crc(record, headerLength, record.length) != word(ChunkLayout.PAYLOAD_CRC_AT)) {
            return rejected(CHECKSUM, "the payload differs from its CRC-32C", header.run());
        }
        return new Accepted(header, new ChunkPayload(record, headerLength, header));
    }

    private ChunkHeader header(RunId run, Encoding encoding) {
        byte[] probeSet =
                Arrays.copyOfRange(record, ChunkLayout.PROBE_SET_AT, ChunkLayout.PROBE_SET_AT + ProbeSetId.BYTES);
        return new ChunkHeader(
                run,
                word(ChunkLayout.ATTEMPT_AT),
                ChunkLayout.doubleWord(record, ChunkLayout.STEP_AT),
                ProbeSetId.ofBytes(probeSet),
                word(ChunkLayout.CLASSES_AT),
                word(ChunkLayout.TOTAL_SAMPLES_AT),
                word(ChunkLayout.FIRST_SAMPLE_AT),
                word(ChunkLayout.SAMPLE_COUNT_AT),
                encoding,
                ChunkLayout.doubleWord(record, ChunkLayout.PUBLISHED_AT));
    }

    private int word(int at) {
        return ChunkLayout.word(record, at);
    }

    private long unsigned(int at) {
        return Integer.toUnsignedLong(word(at));
    }

    private static Rejected rejected(RejectionReason reason, String detail) {
        return new Rejected(reason, detail, Optional.empty());
    }

    private static Rejected rejected(RejectionReason reason, String detail, RunId run) {
        return new Rejected(reason, detail, Optional.of(run));
    }
}
