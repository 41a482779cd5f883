package io.poolscope.finding;

/** How bad it is; later constants are worse. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    /** The name in reports and meters. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
