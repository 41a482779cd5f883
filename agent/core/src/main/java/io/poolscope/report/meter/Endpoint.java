package io.poolscope.report.meter;

import org.jspecify.annotations.Nullable;

/**
 * Where to listen.
 *
 * @param host name or address, without the brackets of IPv6
 * @param port 0 for any free one
 */
public record Endpoint(String host, int port) {
    /** Nobody but this machine, unless told otherwise. */
    private static final String LOOPBACK = "127.0.0.1";

    /**
     * Reads {@code port} or {@code host:port}; null where it is neither.
     *
     * @param text value of the option
     */
    public static @Nullable Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? LOOPBACK : text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            return host.isEmpty() || port < 0 || port > 65535 ? null : new Endpoint(host, port);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
