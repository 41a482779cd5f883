package io.poolscope.agent;

/** Text from outside in a line for the user: cut, and with nothing that steers a terminal or fakes a line. */
final class Quoted {
    /** Longest text that is shown of a key or a value, in characters. */
    private static final int LONGEST = 80;

    private Quoted() {}

    /** The text in quotes. */
    static String of(String text) {
        return '"' + plain(text) + '"';
    }

    /** The text, cut and escaped: C0, C1, bidirectional controls, line separators and broken surrogates as Unicode escapes. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder();
        int end = Math.min(text.length(), LONGEST);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (isHarmless(c)) {
                plain.append(c);
            } else {
                String hex = Integer.toHexString(c);
                plain.append("\\u").append("0000", 0, 4 - hex.length()).append(hex);
            }
        }
        return text.length() > LONGEST ? plain.append("...").toString() : plain.toString();
    }

    private static boolean isHarmless(char c) {
        switch (Character.getType(c)) {
            case Character.CONTROL:
            case Character.FORMAT:
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
            case Character.SURROGATE:
            case Character.PRIVATE_USE:
            case Character.UNASSIGNED:
                return false;
            default:
                return c != '"';
        }
    }
}
