package io.poolscope.report.meter;

import org.jspecify.annotations.Nullable;

/**
 * Where to listen.
 *
 * @param host name or address, without the brackets of IPv6
 * @param port 1 to 65535; 0 for any free one
 */
public record Endpoint(String host, int port) {
    /** Nobody beyond this machine reads it, unless asked for. */
    private static final String LOOPBACK = "127.0.0.1";

    private static final int LAST_PORT = 65_535;

    /**
     * Reads {@code port} or {@code host:port}, where the host is a name, an address, or an IPv6 address in brackets; null
     * where it is neither.
     */
    public static @Nullable Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? LOOPBACK : text.substring(0, colon);
        String port = text.substring(colon + 1);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        }
        if (!bracketed && host.indexOf(':') >= 0
                || !host.matches("[A-Za-z0-9.:%_-]+")
                || !port.matches("\\d{1,5}")
                || Integer.parseInt(port) < 1
                || Integer.parseInt(port) > LAST_PORT) {
            return null;
        }
        return new Endpoint(host, Integer.parseInt(port));
    }
}
