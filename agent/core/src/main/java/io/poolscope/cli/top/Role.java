package io.poolscope.cli.top;

/** What a piece of text is, from which follows how it looks. */
enum Role {
    PLAIN("", ""),
    STRONG("1", "1"),
    FAINT("2", ""),
    HEADING("30;42", "1"),
    /** The heading of the column by which the rows are sorted. */
    SORTED("30;46", "1;4"),
    CHOSEN("1;7", "1;7"),
    GOOD("32", ""),
    WARNING("33", ""),
    CRITICAL("1;31", "1");

    private final String colored;
    private final String plain;

    Role(String colored, String plain) {
        this.colored = colored;
        this.plain = plain;
    }

    /** Parameters of the escape sequence SGR (ECMA-48, 8.3.117); empty for none. */
    String sgr(boolean color) {
        return color ? colored : plain;
    }
}
