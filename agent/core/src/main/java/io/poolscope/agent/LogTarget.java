package io.poolscope.agent;

import java.util.Locale;

/**
 * Where the log goes.
 *
 * @param kind the way
 * @param file the path for {@link Kind#FILE}, else empty
 */
record LogTarget(Kind kind, String file) {
    private static final String FILE = "file:";

    /** The ways. */
    enum Kind {
        STDERR,
        APPLICATION,
        FILE,
        NONE
    }

    static LogTarget parse(String text) {
        if (text.startsWith(FILE) && text.length() > FILE.length()) {
            return new LogTarget(Kind.FILE, text.substring(FILE.length()));
        }
        return switch (text) {
            case "stderr" -> new LogTarget(Kind.STDERR, "");
            case "application" -> new LogTarget(Kind.APPLICATION, "");
            case "none" -> new LogTarget(Kind.NONE, "");
            default -> throw new BadValue("one of stderr, application, file:PATH, none is expected");
        };
    }

    /** As one would write it. */
    @Override
    public String toString() {
        return kind == Kind.FILE ? FILE + file : kind.name().toLowerCase(Locale.ROOT);
    }
}
