package io.poolscope.report.read;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.poolscope.report.Escape;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One object of a document, and where it stands. Absent members answer null or the default; a member of a wrong type is
 * an error that names its place. A JSON null counts as absent.
 */
record Part(JsonObject object, String path) {

    /** A mistake at a place of the document. */
    UnreadableReportException wrong(String key, String what) {
        return new UnreadableReportException(Escape.line(place(key) + " " + what), false);
    }

    private String place(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private @Nullable JsonElement member(String key) {
        JsonElement element = object.get(key);
        return element == null || element.isJsonNull() ? null : element;
    }

    private static <T> T there(@Nullable T value, Part part, String key) throws UnreadableReportException {
        if (value == null) {
            throw part.wrong(key, "is missing");
        }
        return value;
    }

    @Nullable
    String textOrNull(String key) throws UnreadableReportException {
        JsonElement element = member(key);
        if (element == null) {
            return null;
        }
        if (element instanceof JsonPrimitive primitive && primitive.isString()) {
            return primitive.getAsString();
        }
        throw wrong(key, "is no text");
    }

    String text(String key) throws UnreadableReportException {
        return there(textOrNull(key), this, key);
    }

    String text(String key, String absent) throws UnreadableReportException {
        String text = textOrNull(key);
        return text == null ? absent : text;
    }

    @Nullable
    Double numberOrNull(String key) throws UnreadableReportException {
        JsonElement element = member(key);
        if (element == null) {
            return null;
        }
        if (element instanceof JsonPrimitive primitive && primitive.isNumber()) {
            double value = primitive.getAsDouble();
            if (Double.isFinite(value)) {
                return value;
            }
        }
        throw wrong(key, "is no number");
    }

    double number(String key) throws UnreadableReportException {
        return there(numberOrNull(key), this, key);
    }

    double number(String key, double absent) throws UnreadableReportException {
        Double value = numberOrNull(key);
        return value == null ? absent : value;
    }

    @Nullable
    Long wholeOrNull(String key) throws UnreadableReportException {
        Double value = numberOrNull(key);
        if (value == null) {
            return null;
        }
        if (value != Math.rint(value) || Math.abs(value) > Long.MAX_VALUE / 2.0) {
            throw wrong(key, "is no whole number");
        }
        return object.get(key).getAsBigDecimal().longValue();
    }

    @Nullable
    Integer integerOrNull(String key) throws UnreadableReportException {
        Long value = wholeOrNull(key);
        if (value != null && value != value.intValue()) {
            throw wrong(key, "is too large");
        }
        return value == null ? null : Integer.valueOf(value.intValue());
    }

    long whole(String key, long absent) throws UnreadableReportException {
        Long value = wholeOrNull(key);
        return value == null ? absent : value;
    }

    int integer(String key) throws UnreadableReportException {
        return there(integerOrNull(key), this, key);
    }

    int integer(String key, int absent) throws UnreadableReportException {
        Integer value = integerOrNull(key);
        return value == null ? absent : value;
    }

    boolean bool(String key, boolean absent) throws UnreadableReportException {
        JsonElement element = member(key);
        if (element == null) {
            return absent;
        }
        if (element instanceof JsonPrimitive primitive && primitive.isBoolean()) {
            return primitive.getAsBoolean();
        }
        throw wrong(key, "is neither true nor false");
    }

    Instant time(String key) throws UnreadableReportException {
        String text = text(key);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw wrong(key, "is no time: " + Escape.cut(text, 40));
        }
    }

    @Nullable
    Part partOrNull(String key) throws UnreadableReportException {
        JsonElement element = member(key);
        if (element == null) {
            return null;
        }
        if (element instanceof JsonObject part) {
            return new Part(part, place(key));
        }
        throw wrong(key, "is no object");
    }

    Part part(String key) throws UnreadableReportException {
        return there(partOrNull(key), this, key);
    }

    private @Nullable JsonArray array(String key) throws UnreadableReportException {
        JsonElement element = member(key);
        if (element == null || element instanceof JsonArray) {
            return (JsonArray) element;
        }
        throw wrong(key, "is no list");
    }

    /** Empty where absent. */
    List<Part> parts(String key) throws UnreadableReportException {
        List<Part> parts = new ArrayList<>();
        JsonArray array = array(key);
        for (int i = 0; array != null && i < array.size(); i++) {
            if (!(array.get(i) instanceof JsonObject part)) {
                throw wrong(key + "[" + i + "]", "is no object");
            }
            parts.add(new Part(part, place(key) + "[" + i + "]"));
        }
        return parts;
    }

    /** As {@link #parts}, but the list must be there. */
    List<Part> required(String key) throws UnreadableReportException {
        there(member(key), this, key);
        return parts(key);
    }

    @Nullable
    List<String> textsOrNull(String key) throws UnreadableReportException {
        JsonArray array = array(key);
        if (array == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (JsonElement element : array) {
            if (!(element instanceof JsonPrimitive primitive && primitive.isString())) {
                throw wrong(key, "is no list of texts");
            }
            texts.add(primitive.getAsString());
        }
        return List.copyOf(texts);
    }

    List<String> texts(String key) throws UnreadableReportException {
        List<String> texts = textsOrNull(key);
        return texts == null ? List.of() : texts;
    }

    List<Integer> integers(String key) throws UnreadableReportException {
        List<Integer> integers = new ArrayList<>();
        JsonArray array = array(key);
        for (int i = 0; array != null && i < array.size(); i++) {
            if (!(array.get(i) instanceof JsonPrimitive primitive && primitive.isNumber())) {
                throw wrong(key, "is no list of numbers");
            }
            integers.add((int) primitive.getAsDouble());
        }
        return List.copyOf(integers);
    }

    /** Names of the members. */
    Iterable<String> keys() {
        return object.keySet();
    }

    /** The object as Java values: String, Long, Double, Boolean, List, Map. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        object.entrySet().forEach(entry -> {
            Object value = value(entry.getValue());
            if (value != null) {
                values.put(entry.getKey(), value);
            }
        });
        return values;
    }

    private static @Nullable Object value(JsonElement element) {
        if (element instanceof JsonPrimitive primitive) {
            if (primitive.isBoolean()) {
                return primitive.getAsBoolean();
            }
            String text = primitive.getAsString();
            if (primitive.isString()) {
                return text;
            }
            double number = primitive.getAsDouble();
            boolean whole = number == Math.rint(number) && Math.abs(number) < 1L << 53;
            return whole ? (Object) (long) number : (Object) number;
        }
        if (element instanceof JsonArray array) {
            List<Object> list = new ArrayList<>();
            array.forEach(each -> {
                Object value = value(each);
                if (value != null) {
                    list.add(value);
                }
            });
            return list;
        }
        return element instanceof JsonObject object ? new Part(object, "").values() : null;
    }

    @Nullable
    CodeLocation location(String key) throws UnreadableReportException {
        Part at = partOrNull(key);
        return at == null
                ? null
                : new CodeLocation(at.text("class"), at.text("method"), at.textOrNull("file"), at.integer("line", 0));
    }

    @Nullable
    Durations durations(String key) throws UnreadableReportException {
        Part of = partOrNull(key);
        return of == null
                ? null
                : new Durations(
                        of.whole("count", 0),
                        of.numberOrNull("mean"),
                        of.numberOrNull("p50"),
                        of.numberOrNull("p90"),
                        of.numberOrNull("p99"),
                        of.numberOrNull("p999"),
                        of.numberOrNull("max"),
                        of.bool("estimated", true),
                        of.numberOrNull("belowMs"));
    }
}
