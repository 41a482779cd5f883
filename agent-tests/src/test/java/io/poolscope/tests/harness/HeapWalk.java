package io.poolscope.tests.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a part of a program alone keeps alive, from a heap dump: every object that can be reached from the roots, but not
 * without going through that part. The part is its classes, all classes of loaders that are objects of its classes, the
 * objects of all these, and its threads with what stands on their stacks. What it shares with others is not its own.
 *
 * <p>Sizes are those of a 64-bit JVM with compressed references: what lies outside of the heap (classes, code, stacks) is
 * not in them. A dump of some gigabytes needs some 25 bytes of memory for each object.
 */
public final class HeapWalk {

    private static final int REFERENCE_BYTES = 4;
    private static final int OBJECT_HEADER = 12;
    private static final int ARRAY_HEADER = 16;
    /** An object of {@code java.lang.Class}, without its static fields. */
    private static final int CLASS_BYTES = 112;

    private static final int TOP = 12;

    private final HeapDump dump;
    private final Predicate<String> classNames;
    private final Predicate<String> threadNames;
    private final Map<Long, Boolean> ownTypes = new HashMap<>();
    private final BitSet ownThreads = new BitSet();
    private final BitSet ownThreadObjects = new BitSet();
    private int[] stack = new int[1 << 16];
    private int top;

    private HeapWalk(HeapDump dump, Predicate<String> classNames, Predicate<String> threadNames) {
        this.dump = dump;
        this.classNames = classNames;
        this.threadNames = threadNames;
    }

    /**
     * What the part keeps alive.
     *
     * @param bytes in all
     * @param objects how many
     * @param byClass bytes by binary name of their class
     */
    public record Held(long bytes, long objects, Map<String, Long> byClass) {

        /** {@code 3.2 MB in 41,000 objects: 1200 KB [B, ...}. */
        @Override
        public String toString() {
            return String.format("%.1f MB in %,d objects: ", bytes / 1e6, objects)
                    + byClass.entrySet().stream()
                            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                            .limit(TOP)
                            .map(e -> e.getValue() / 1_000 + " KB " + e.getKey())
                            .collect(Collectors.joining(", "));
        }
    }

    /**
     * Walks a dump.
     *
     * @param file in the format of {@code jcmd GC.heap_dump}
     * @param classNames the part's classes, by binary name
     * @param threadNames the part's threads
     */
    public static Held heldBy(Path file, Predicate<String> classNames, Predicate<String> threadNames)
            throws IOException {
        try (HeapDump dump = HeapDump.open(file)) {
            return new HeapWalk(dump, classNames, threadNames).walk();
        }
    }

    private Held walk() {
        for (int i = 0; i < dump.roots(); i++) {
            int object = dump.rootObject(i);
            if (dump.isThread(i) && object >= 0 && threadNames.test(dump.threadName(object))) {
                ownThreads.set(dump.rootThread(i));
                ownThreadObjects.set(object);
            }
        }
        BitSet all = reach(false);
        BitSet others = reach(true);
        all.andNot(others);
        long bytes = 0;
        Map<String, Long> byClass = new HashMap<>();
        for (int object = all.nextSetBit(0); object >= 0; object = all.nextSetBit(object + 1)) {
            long size = size(object);
            bytes += size;
            byClass.merge(dump.typeName(object), size, Long::sum);
        }
        return new Held(bytes, all.cardinality(), byClass);
    }

    /** All that can be reached, or all that others can reach. */
    private BitSet reach(boolean byOthers) {
        BitSet seen = new BitSet(dump.objects());
        for (int i = 0; i < dump.roots(); i++) {
            int thread = dump.rootThread(i);
            if (!byOthers || thread < 0 || !ownThreads.get(thread)) {
                visit(dump.rootObject(i), seen, byOthers);
            }
        }
        while (top > 0) {
            dump.references(stack[--top], id -> visit(dump.find(id), seen, byOthers));
        }
        return seen;
    }

    private void visit(int object, BitSet seen, boolean byOthers) {
        if (object < 0 || seen.get(object) || byOthers && isOwn(object)) {
            return;
        }
        seen.set(object);
        if (top == stack.length) {
            stack = Arrays.copyOf(stack, 2 * top);
        }
        stack[top++] = object;
    }

    /** Whether a class, or an object's class, is one of the part's, or its loader is. Arrays are whoever's holds them. */
    private boolean isOwn(int object) {
        HeapDump.Type type = dump.isClass(object) ? dump.type(dump.idOf(object)) : dump.typeOf(object);
        return ownThreadObjects.get(object) || type != null && isOwn(type);
    }

    private boolean isOwn(HeapDump.Type type) {
        Boolean known = ownTypes.get(type.id());
        if (known == null) {
            int loader = dump.find(type.loader());
            HeapDump.Type itsType = loader < 0 ? null : dump.typeOf(loader);
            known = classNames.test(type.name()) || itsType != null && classNames.test(itsType.name());
            ownTypes.put(type.id(), known);
        }
        return known;
    }

    private long size(int object) {
        HeapDump.Type type = dump.typeOf(object);
        long bytes = dump.isClass(object)
                ? CLASS_BYTES
                : dump.isArray(object)
                        ? ARRAY_HEADER + dump.length(object) * dump.elementBytes(object, REFERENCE_BYTES)
                        : OBJECT_HEADER + (type == null ? 0 : dump.fieldBytes(type, REFERENCE_BYTES));
        return (bytes + 7) / 8 * 8;
    }
}
