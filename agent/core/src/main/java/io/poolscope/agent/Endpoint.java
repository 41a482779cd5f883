package io.poolscope.agent;

import org.jspecify.annotations.Nullable;

/**
 * Where an own endpoint listens.
 *
 * @param host a name or an address; null for no endpoint
 * @param port 1 to 65535
 */
record Endpoint(@Nullable String host, int port) {
    /** Nobody beyond this machine reads it, unless asked for. */
    private static final String LOOPBACK = "127.0.0.1";

    private static final int LAST_PORT = 65_535;

    static Endpoint parse(String text) {
        if (text.equals("off") || text.equals("false")) {
            return new Endpoint(null, 0);
        }
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? LOOPBACK : text.substring(0, colon);
        String port = text.substring(colon + 1);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            host = "";
        }
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > LAST_PORT) {
            host = "";
        }
        if (!host.matches("[A-Za-z0-9.:%_-]+")) {
            throw new BadValue("a port, host:port or off is expected, such as 9464 or 0.0.0.0:9464");
        }
        return new Endpoint(host, Integer.parseInt(port));
    }

    boolean isOn() {
        return host != null;
    }

    /** {@code host:port}, an IPv6 address in brackets, or {@code off}. */
    @Override
    public String toString() {
        if (host == null) {
            return "off";
        }
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
