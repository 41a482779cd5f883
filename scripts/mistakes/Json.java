import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a JSON document into maps, lists, strings, doubles and booleans: as much of the format as reports have. */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Reads a document whose root is an object. */
    static Map<String, Object> object(String document) {
        Json json = new Json(document);
        return map(json.value());
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return value instanceof Map ? (Map<String, Object>) value : Map.of();
    }

    /** The elements of an array that are objects; none where there is no array. */
    static List<Map<String, Object>> maps(Object value) {
        return value instanceof List<?> list ? list.stream().map(Json::map).toList() : List.of();
    }

    private Object value() {
        char c = next();
        switch (c) {
            case '{':
                return members();
            case '[':
                return elements();
            case '"':
                return string();
            default:
                int end = at;
                while (end < text.length() && ",]} \t\r\n".indexOf(text.charAt(end)) < 0) {
                    end++;
                }
                String word = text.substring(at, end);
                at = end;
                return switch (word) {
                    case "true" -> true;
                    case "false" -> false;
                    case "null" -> "";
                    default -> Double.valueOf(word);
                };
        }
    }

    private Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        while (next() != '}') {
            String key = string();
            next();
            at++; // the colon
            members.put(key, value());
            comma();
        }
        at++;
        return members;
    }

    private List<Object> elements() {
        List<Object> elements = new ArrayList<>();
        at++;
        while (next() != ']') {
            elements.add(value());
            comma();
        }
        at++;
        return elements;
    }

    private void comma() {
        if (next() == ',') {
            at++;
        }
    }

    private String string() {
        StringBuilder string = new StringBuilder();
        for (at++; text.charAt(at) != '"'; at++) {
            char c = text.charAt(at);
            if (c != '\\') {
                string.append(c);
                continue;
            }
            char escaped = text.charAt(++at);
            switch (escaped) {
                case 'n' -> string.append('\n');
                case 't' -> string.append('\t');
                case 'r' -> string.append('\r');
                case 'b' -> string.append('\b');
                case 'f' -> string.append('\f');
                case 'u' -> {
                    string.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                    at += 4;
                }
                default -> string.append(escaped);
            }
        }
        at++;
        return string.toString();
    }

    private char next() {
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return text.charAt(at);
    }
}
