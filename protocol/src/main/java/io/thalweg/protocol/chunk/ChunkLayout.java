package io.thalweg.protocol.chunk;

import io.thalweg.protocol.RunId;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Where the fields of a chunk header, version 1, lie; all little-endian. See docs/wire-format.md. */
final class ChunkLayout {
    static final int MAGIC = 0x47574854; // the bytes T H W G
    static final int VERSION = 1;

    static final int MAGIC_AT = 0;
    static final int VERSION_AT = 4;
    static final int HEADER_LENGTH_AT = 6;
    static final int ENCODING_AT = 8;
    static final int FLAGS_AT = 9;
    static final int RUN_LENGTH_AT = 10;
    static final int ATTEMPT_AT = 12;
    static final int STEP_AT = 16;
    static final int PROBE_SET_AT = 24;
    static final int CLASSES_AT = 56;
    static final int TOTAL_SAMPLES_AT = 60;
    static final int FIRST_SAMPLE_AT = 64;
    static final int SAMPLE_COUNT_AT = 68;
    static final int PUBLISHED_AT = 72;
    static final int PAYLOAD_CRC_AT = 80;
    static final int HEADER_CRC_AT = 84;
    static final int RUN_AT = 88;

    static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private ChunkLayout() {}

    /** Bytes before the payload: the fixed part, the run id, and zeros up to a multiple of 8. */
    static int headerLength(RunId run) {
        return (RUN_AT + run.value().length() + 7) & ~7;
    }

    static int unsignedShort(byte[] record, int at) {
        return (short) SHORT.get(record, at) & 0xffff;
    }

    static int word(byte[] record, int at) {
        return (int) INT.get(record, at);
    }

    static long doubleWord(byte[] record, int at) {
        return (long) LONG.get(record, at);
    }

    static int crc(byte[] record, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(record, from, to - from);
        return (int) crc.getValue();
    }

    /** CRC-32C of header bytes 0 to 83 followed by the run id's. */
    static int headerCrc(byte[] record, int runLength) {
        CRC32C crc = new CRC32C();
        crc.update(record, 0, HEADER_CRC_AT);
        crc.update(record, RUN_AT, runLength);
        return (int) crc.getValue();
    }
}
