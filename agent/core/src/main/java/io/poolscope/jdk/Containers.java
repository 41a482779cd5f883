package io.poolscope.jdk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in a {@code HashMap}, {@code HashSet} or {@code LinkedList} that others write, read through fields (17 to 25): no
 * lock, no {@code hashCode} of an element. A change meanwhile may hide elements. Of any other class nothing is read.
 */
public final class Containers {
    private static final JdkField TABLE = JdkField.of(ReadField.HASH_TABLE);
    private static final JdkField SIZE = JdkField.of(ReadField.HASH_SIZE);
    private static final JdkField KEY = JdkField.of(ReadField.HASH_KEY);
    private static final JdkField VALUE = JdkField.of(ReadField.HASH_VALUE);
    private static final JdkField NEXT = JdkField.of(ReadField.HASH_NEXT);
    private static final JdkField SET_MAP = JdkField.of(ReadField.HASH_SET_MAP);
    private static final JdkField FIRST = JdkField.of(ReadField.LIST_FIRST);
    private static final JdkField LIST_SIZE = JdkField.of(ReadField.LIST_SIZE);
    private static final JdkField LIST_ITEM = JdkField.of(ReadField.LIST_ITEM);
    private static final JdkField LIST_NEXT = JdkField.of(ReadField.LIST_NEXT);

    private Containers() {}

    /** How many elements it has. */
    public static int size(@Nullable Object container) {
        if (container instanceof LinkedList) {
            return LIST_SIZE.getInt(container, 0);
        }
        return SIZE.getInt(container instanceof HashSet ? SET_MAP.get(container) : container, 0);
    }

    /** The elements of a list, the first of them first. */
    public static List<Object> list(@Nullable Object list, int limit) {
        List<Object> found = new ArrayList<>();
        Object node = list instanceof LinkedList ? FIRST.get(list) : null;
        for (int i = 0; node != null && i < limit; i++) {
            Object item = LIST_ITEM.get(node);
            if (item != null) {
                found.add(item);
            }
            node = LIST_NEXT.get(node);
        }
        return found;
    }

    /** Pairs of a map's key and value; of a set the values say nothing. */
    public static List<Object[]> entries(@Nullable Object container, int limit) {
        List<Object[]> found = new ArrayList<>();
        Object map = container instanceof HashSet ? SET_MAP.get(container) : container;
        if (map instanceof HashMap && TABLE.get(map) instanceof Object[] bins) {
            int steps = limit;
            for (Object bin : bins) {
                for (Object node = bin; node != null && steps-- > 0; node = NEXT.get(node)) {
                    Object key = KEY.get(node);
                    Object value = VALUE.get(node);
                    if (key != null && value != null) {
                        found.add(new Object[] {key, value});
                    }
                }
            }
        }
        return found;
    }
}
