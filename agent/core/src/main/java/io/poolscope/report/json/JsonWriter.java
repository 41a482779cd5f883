package io.poolscope.report.json;

import io.poolscope.report.Escape;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON document. A member whose value is null, NaN or infinite is left out, so that what is unknown is absent.
 * Not thread-safe.
 */
public final class JsonWriter {
    /** Decimals of milliseconds: microseconds are finer than any of our measurements. */
    private static final int DECIMALS = 3;
    /** Decimals of shares, so that shares that add up to 1 still do when rounded. */
    private static final int SHARE_DECIMALS = 6;
    /** Chars kept of one string: bounds a report against a name of a megabyte. */
    private static final int LONGEST = 4000;

    private final StringBuilder out = new StringBuilder();
    private final boolean lines;
    private int depth;
    private boolean first = true;

    /**
     * Begins a document.
     *
     * @param lines true for one member a line, indented; false for all in one line
     */
    public JsonWriter(boolean lines) {
        this.lines = lines;
    }

    /** Opens an object as a document or as an element of an array. */
    public JsonWriter object() {
        element();
        return open('{');
    }

    /** Opens an object as a member. */
    public JsonWriter object(String key) {
        key(key);
        return open('{');
    }

    /** Opens an array as a member. */
    public JsonWriter array(String key) {
        key(key);
        return open('[');
    }

    /** Closes the object opened last. */
    public JsonWriter endObject() {
        return close('}');
    }

    /** Closes the array opened last. */
    public JsonWriter endArray() {
        return close(']');
    }

    /** A string; left out where null. */
    public JsonWriter text(String key, @Nullable String value) {
        if (value != null) {
            key(key);
            quote(value);
        }
        return this;
    }

    /** A whole number; left out where null. */
    public JsonWriter integer(String key, @Nullable Number value) {
        if (value != null) {
            key(key);
            out.append(value.longValue());
        }
        return this;
    }

    /** Milliseconds or another measured figure; left out where null or not finite. */
    public JsonWriter number(String key, @Nullable Double value) {
        return number(key, value, DECIMALS);
    }

    /** A share of one; left out where null or not finite. */
    public JsonWriter share(String key, @Nullable Double value) {
        return number(key, value, SHARE_DECIMALS);
    }

    /** True or false. */
    public JsonWriter bool(String key, boolean value) {
        key(key);
        out.append(value);
        return this;
    }

    /** An array of strings; an empty one is written. */
    public JsonWriter texts(String key, Collection<String> values) {
        array(key);
        values.forEach(this::element);
        return endArray();
    }

    /** An array of whole numbers. */
    public JsonWriter integers(String key, Collection<Integer> values) {
        array(key);
        for (Integer value : values) {
            element();
            out.append(value.longValue());
        }
        return endArray();
    }

    /** An array of whole numbers as an element of an array. */
    public JsonWriter integers(Collection<Integer> values) {
        element();
        open('[');
        for (Integer value : values) {
            element();
            out.append(value.longValue());
        }
        return endArray();
    }

    /** A measured figure as an element of an array; 0 where it is not finite. */
    public JsonWriter element(double value) {
        element();
        out.append(rounded(Double.isFinite(value) ? value : 0, DECIMALS));
        return this;
    }

    /** A string as an element of an array. */
    public JsonWriter element(String value) {
        element();
        quote(value);
        return this;
    }

    /**
     * A member of a kind that is known only when it is there: a string, a number, a boolean, a collection or a map of
     * these. Anything else is left out, for its {@code toString} is not ours.
     */
    public JsonWriter any(String key, @Nullable Object value) {
        if (writable(value)) {
            key(key);
            anyValue(value);
        }
        return this;
    }

    private void anyValue(@Nullable Object value) {
        if (value instanceof String text) {
            quote(text);
        } else if (value instanceof Boolean) {
            out.append(value);
        } else if (value instanceof Number number) {
            out.append(
                    number instanceof Double || number instanceof Float
                            ? rounded(number.doubleValue(), DECIMALS)
                            : number.toString());
        } else if (value instanceof Collection<?> collection) {
            open('[');
            for (Object element : collection) {
                if (writable(element)) {
                    element();
                    anyValue(element);
                }
            }
            close(']');
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, member) -> sorted.put(String.valueOf(key), member));
            open('{');
            sorted.forEach(this::any);
            close('}');
        }
    }

    private static boolean writable(@Nullable Object value) {
        if (value instanceof Double || value instanceof Float) {
            return Double.isFinite(((Number) value).doubleValue());
        }
        return value instanceof String
                || value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Collection<?>
                || value instanceof Map<?, ?>;
    }

    private JsonWriter number(String key, @Nullable Double value, int decimals) {
        if (value != null && Double.isFinite(value)) {
            key(key);
            out.append(rounded(value, decimals));
        }
        return this;
    }

    private static String rounded(double value, int decimals) {
        BigDecimal number = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    private void key(String key) {
        element();
        quote(key);
        out.append(lines ? ": " : ":");
    }

    private void element() {
        if (depth > 0) {
            if (!first) {
                out.append(',');
            }
            newLine();
        }
        first = false;
    }

    private JsonWriter open(char bracket) {
        out.append(bracket);
        depth++;
        first = true;
        return this;
    }

    private JsonWriter close(char bracket) {
        depth--;
        if (!first) {
            newLine();
        }
        out.append(bracket);
        first = false;
        return this;
    }

    private void newLine() {
        if (lines) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    private void quote(String text) {
        out.append('"');
        int end = Math.min(text.length(), LONGEST);
        for (int i = 0; i < end; ) {
            int c = text.codePointAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                        out.append("\\ufffd"); // no JSON parser can give a lone surrogate back in UTF-8
                    } else if (Escape.harmful(c)) {
                        out.append(String.format("\\u%04x", c));
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
            i += Character.charCount(c);
        }
        if (end < text.length()) {
            out.append('…');
        }
        out.append('"');
    }

    /** The document so far. */
    @Override
    public String toString() {
        return out.toString();
    }
}
