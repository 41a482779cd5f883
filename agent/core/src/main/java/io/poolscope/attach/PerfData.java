package io.poolscope.attach;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The texts in the file that HotSpot shares its counters in, {@code hsperfdata_USER/PID}: what a JVM says of itself
 * without being asked. Format: {@code perfMemory.hpp}, {@code PerfDataPrologue} and {@code PerfDataEntry}, version 2.0,
 * the same in 17 and 25.
 */
final class PerfData {
    private static final int MAGIC = 0xcafec0c0;
    private static final int LITTLE_ENDIAN = 1;
    private static final int MAJOR = 2;
    /** Three times what 25 has. */
    private static final int MOST_ENTRIES = 2000;

    private PerfData() {}

    /** Name to text; empty if it is no such file, or was not written to its end. */
    static Map<String, String> texts(byte[] file) {
        Map<String, String> texts = new TreeMap<>();
        try {
            ByteBuffer data = ByteBuffer.wrap(file);
            if (data.getInt() != MAGIC) {
                return texts;
            }
            data.order(data.get() == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            if (data.get() != MAJOR) {
                return texts;
            }
            int at = data.getInt(24);
            int entries = Math.min(data.getInt(28), MOST_ENTRIES);
            for (int i = 0; i < entries; i++) {
                int length = data.getInt(at);
                int size = data.getInt(at + 8);
                if (length <= 0) {
                    return texts;
                }
                if (data.get(at + 12) == 'B' && size > 0) {
                    texts.put(
                            text(file, at + data.getInt(at + 4), length), text(file, at + data.getInt(at + 16), size));
                }
                at += length;
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException cut) {
            return texts;
        }
        return texts;
    }

    private static String text(byte[] file, int from, int most) {
        int end = from;
        while (end < from + most && file[end] != 0) {
            end++;
        }
        return new String(file, from, end - from, StandardCharsets.UTF_8);
    }
}
