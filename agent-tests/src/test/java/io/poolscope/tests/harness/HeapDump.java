package io.poolscope.tests.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A heap dump in HotSpot's binary format (hprof 1.0.2, as {@code heapDumper.cpp} describes it), read in place: objects are
 * numbered as they come, and only their ids and places are kept. Identifiers of 8 bytes only.
 */
final class HeapDump implements AutoCloseable {

    private static final int CHUNK_BITS = 30;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int ID = 8;
    private static final int OBJECT = 2;
    /** Bytes of a value by its type's number, which are 2 for references and 4 to 11 for the primitive ones. */
    private static final int[] BYTES = {0, 0, ID, 0, 1, 2, 4, 8, 1, 2, 4, 8};

    private static final String[] ARRAYS = {"", "", "", "", "[Z", "[C", "[F", "[D", "[B", "[S", "[I", "[J"};

    private static final int UTF8 = 0x01;
    private static final int LOAD_CLASS = 0x02;
    private static final int HEAP = 0x0c;
    private static final int HEAP_SEGMENT = 0x1c;
    private static final int ROOT_JNI_GLOBAL = 0x01;
    private static final int ROOT_JNI_LOCAL = 0x02;
    private static final int ROOT_JAVA_FRAME = 0x03;
    private static final int ROOT_NATIVE_STACK = 0x04;
    private static final int ROOT_STICKY_CLASS = 0x05;
    private static final int ROOT_THREAD_BLOCK = 0x06;
    private static final int ROOT_MONITOR = 0x07;
    private static final int ROOT_THREAD = 0x08;
    private static final int ROOT_UNKNOWN = 0xff;
    private static final int CLASS = 0x20;
    private static final int INSTANCE = 0x21;
    private static final int OBJECT_ARRAY = 0x22;
    private static final int PRIMITIVE_ARRAY = 0x23;

    private final FileChannel file;
    private final List<ByteBuffer> chunks = new ArrayList<>();
    private final long size;
    private final Map<Long, Long> texts = new HashMap<>();
    private final Map<Long, Long> names = new HashMap<>();
    private final Map<Long, Type> types = new HashMap<>();
    private long[] ids = new long[1 << 20];
    private long[] places = new long[1 << 20];
    private int objects;
    private int[] index = new int[0];
    private long[] rootIds = new long[1 << 12];
    private int[] rootThreads = new int[1 << 12];
    private boolean[] rootIsThread = new boolean[1 << 12];
    private int roots;

    /**
     * A class.
     *
     * @param id of its {@code Class} object
     * @param name binary name
     * @param superId its superclass; 0 for none
     * @param loader object; 0 for the bootstrap loader
     * @param fields numbers of its own fields' types, in the order of an object's values
     * @param fieldNames ids of its own fields' names
     * @param references what its static fields, and the JVM on its behalf, refer to
     */
    record Type(long id, String name, long superId, long loader, byte[] fields, long[] fieldNames, long[] references) {}

    private HeapDump(FileChannel file) throws IOException {
        this.file = file;
        this.size = file.size();
        for (long at = 0; at < size; at += CHUNK) {
            // Each ends some bytes late, for the values that lie across a border.
            chunks.add(file.map(FileChannel.MapMode.READ_ONLY, at, Math.min(CHUNK + ID, size - at)));
        }
    }

    /** Reads the places of all objects. */
    static HeapDump open(Path path) throws IOException {
        HeapDump dump = new HeapDump(FileChannel.open(path, StandardOpenOption.READ));
        dump.scan();
        return dump;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    int objects() {
        return objects;
    }

    int roots() {
        return roots;
    }

    /** Number of a root's object; negative where the dump has none. */
    int rootObject(int root) {
        return find(rootIds[root]);
    }

    /** Serial number of the thread on whose stack a root is, or that it is; -1 for no thread's. */
    int rootThread(int root) {
        return rootThreads[root];
    }

    boolean isThread(int root) {
        return rootIsThread[root];
    }

    /** The number of the object with an id; negative for null and what is not in the dump. */
    int find(long id) {
        for (int slot = slot(id); index[slot] != 0; slot = slot + 1 & index.length - 1) {
            if (ids[index[slot] - 1] == id) {
                return index[slot] - 1;
            }
        }
        return -1;
    }

    long idOf(int object) {
        return ids[object];
    }

    boolean isClass(int object) {
        return u1(places[object]) == CLASS;
    }

    boolean isArray(int object) {
        int kind = u1(places[object]);
        return kind == OBJECT_ARRAY || kind == PRIMITIVE_ARRAY;
    }

    @Nullable
    Type type(long id) {
        return types.get(id);
    }

    /** The class of an object; null for arrays of primitive values and classes. */
    @Nullable
    Type typeOf(int object) {
        long at = places[object];
        return switch (u1(at)) {
            case INSTANCE -> types.get(id(at + 1 + ID + 4));
            case OBJECT_ARRAY -> types.get(id(at + 1 + ID + 8));
            default -> null;
        };
    }

    String typeName(int object) {
        Type type = typeOf(object);
        if (type != null) {
            return type.name();
        }
        return isClass(object) ? "java.lang.Class" : ARRAYS[u1(places[object] + 1 + ID + 8)];
    }

    long length(int array) {
        return u4(places[array] + 1 + ID + 4);
    }

    int elementBytes(int array, int reference) {
        long at = places[array];
        return u1(at) == OBJECT_ARRAY ? reference : BYTES[u1(at + 1 + ID + 8)];
    }

    /** Bytes of an object's fields, those of its superclasses included. */
    int fieldBytes(Type type, int reference) {
        int bytes = 0;
        for (Type each = type; each != null; each = types.get(each.superId())) {
            for (byte field : each.fields()) {
                bytes += field == OBJECT ? reference : BYTES[field];
            }
        }
        return bytes;
    }

    /** Passes on the ids of all that an object refers to, null among them. */
    void references(int object, LongConsumer to) {
        long at = places[object];
        switch (u1(at)) {
            case CLASS -> {
                Type type = types.get(ids[object]);
                if (type != null) {
                    to.accept(type.superId());
                    to.accept(type.loader());
                    Arrays.stream(type.references()).forEach(to);
                }
            }
            case INSTANCE -> {
                long typeId = id(at + 1 + ID + 4);
                to.accept(typeId);
                long value = at + 1 + ID + 4 + ID + 4;
                for (Type type = types.get(typeId); type != null; type = types.get(type.superId())) {
                    for (byte field : type.fields()) {
                        if (field == OBJECT) {
                            to.accept(id(value));
                        }
                        value += BYTES[field];
                    }
                }
            }
            case OBJECT_ARRAY -> {
                long first = at + 1 + ID + 8 + ID;
                for (long i = 0; i < length(object); i++) {
                    to.accept(id(first + i * ID));
                }
            }
            default -> {}
        }
    }

    /** Name of a thread; empty for none. */
    String threadName(int thread) {
        int name = field(thread, "name");
        int bytes = name < 0 ? -1 : field(name, "value");
        if (bytes < 0) {
            return "";
        }
        // Names of ours are Latin letters, one byte each.
        return text(places[bytes] + 1 + ID + 4 + 4 + 1, (int) length(bytes));
    }

    /** What an object's field refers to; negative for null. */
    private int field(int object, String name) {
        if (object < 0 || u1(places[object]) != INSTANCE) {
            return -1;
        }
        long value = places[object] + 1 + ID + 4 + ID + 4;
        for (Type type = typeOf(object); type != null; type = types.get(type.superId())) {
            for (int i = 0; i < type.fields().length; i++) {
                if (type.fields()[i] == OBJECT && name.equals(text(type.fieldNames()[i]))) {
                    return find(id(value));
                }
                value += BYTES[type.fields()[i]];
            }
        }
        return -1;
    }

    private void scan() {
        long at = 0;
        while (u1(at) != 0) {
            at++;
        }
        if (u4(at + 1) != ID) {
            throw new IllegalStateException("identifiers of " + u4(at + 1) + " bytes");
        }
        at += 1 + 4 + 8;
        while (at < size) {
            long body = at + 9;
            long length = u4(at + 5);
            switch (u1(at)) {
                case UTF8 -> texts.put(id(body), at);
                case LOAD_CLASS -> names.put(id(body + 4), id(body + 4 + ID + 4));
                case HEAP, HEAP_SEGMENT -> segment(body, body + length);
                default -> {}
            }
            at = body + length;
        }
        index = new int[Integer.highestOneBit(Math.max(1, objects)) * 4];
        for (int i = 0; i < objects; i++) {
            int slot = slot(ids[i]);
            while (index[slot] != 0) {
                slot = slot + 1 & index.length - 1;
            }
            index[slot] = i + 1;
        }
    }

    private void segment(long from, long end) {
        for (long at = from; at < end; ) {
            at = switch (u1(at)) {
                case ROOT_UNKNOWN, ROOT_STICKY_CLASS, ROOT_MONITOR -> root(at, ID, -1, false);
                case ROOT_JNI_GLOBAL -> root(at, 2 * ID, -1, false);
                case ROOT_JNI_LOCAL, ROOT_JAVA_FRAME, ROOT_THREAD -> root(at, ID + 8, ID, u1(at) == ROOT_THREAD);
                case ROOT_NATIVE_STACK, ROOT_THREAD_BLOCK -> root(at, ID + 4, ID, false);
                case CLASS -> define(at);
                case INSTANCE -> object(at, 1 + ID + 4 + ID + 4 + u4(at + 1 + ID + 4 + ID));
                case OBJECT_ARRAY -> object(at, 1 + ID + 8 + ID + ID * u4(at + 1 + ID + 4));
                case PRIMITIVE_ARRAY -> object(at, 1 + ID + 8 + 1 + BYTES[u1(at + 1 + ID + 8)] * u4(at + 1 + ID + 4));
                default -> throw new IllegalStateException("unknown record " + u1(at) + " at " + at);
            };
        }
    }

    private long root(long at, int bytes, int threadAt, boolean isThread) {
        if (roots == rootIds.length) {
            rootIds = Arrays.copyOf(rootIds, 2 * roots);
            rootThreads = Arrays.copyOf(rootThreads, 2 * roots);
            rootIsThread = Arrays.copyOf(rootIsThread, 2 * roots);
        }
        rootIds[roots] = id(at + 1);
        rootThreads[roots] = threadAt < 0 ? -1 : (int) u4(at + 1 + threadAt) & Integer.MAX_VALUE;
        rootIsThread[roots++] = isThread;
        return at + 1 + bytes;
    }

    private long object(long at, long bytes) {
        if (objects == ids.length) {
            ids = Arrays.copyOf(ids, 2 * objects);
            places = Arrays.copyOf(places, 2 * objects);
        }
        ids[objects] = id(at + 1);
        places[objects++] = at;
        return at + bytes;
    }

    private long define(long at) {
        long typeId = id(at + 1);
        long superId = id(at + 1 + ID + 4);
        long next = at + 1 + ID + 4 + 6 * ID + 4;
        int constants = u2(next);
        next += 2;
        for (int i = 0; i < constants; i++) {
            next += 3 + BYTES[u1(next + 2)];
        }
        long[] references = new long[u2(next) + 2];
        references[references.length - 1] = id(at + 1 + ID + 4 + 2 * ID);
        references[references.length - 2] = id(at + 1 + ID + 4 + 3 * ID);
        next += 2;
        for (int i = 0; i < references.length - 2; i++) {
            int kind = u1(next + ID);
            references[i] = kind == OBJECT ? id(next + ID + 1) : 0;
            next += ID + 1 + BYTES[kind];
        }
        byte[] fields = new byte[u2(next)];
        long[] fieldNames = new long[fields.length];
        next += 2;
        for (int i = 0; i < fields.length; i++) {
            fieldNames[i] = id(next);
            fields[i] = (byte) u1(next + ID);
            next += ID + 1;
        }
        String name = text(names.getOrDefault(typeId, 0L)).replace('/', '.');
        types.put(typeId, new Type(typeId, name, superId, id(at + 1 + ID + 4 + ID), fields, fieldNames, references));
        return object(at, next - at);
    }

    private String text(long id) {
        Long at = texts.get(id);
        return at == null ? "" : text(at + 9 + ID, (int) u4(at + 5) - ID);
    }

    private String text(long at, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) u1(at + i);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private int slot(long id) {
        return (int) (id * 0x9E3779B97F4A7C15L >>> 32) & index.length - 1;
    }

    private ByteBuffer chunk(long at) {
        return chunks.get((int) (at >>> CHUNK_BITS));
    }

    private int u1(long at) {
        return chunk(at).get((int) (at & CHUNK - 1)) & 0xff;
    }

    private int u2(long at) {
        return chunk(at).getShort((int) (at & CHUNK - 1)) & 0xffff;
    }

    private long u4(long at) {
        return chunk(at).getInt((int) (at & CHUNK - 1)) & 0xffffffffL;
    }

    private long id(long at) {
        return chunk(at).getLong((int) (at & CHUNK - 1));
    }
}
