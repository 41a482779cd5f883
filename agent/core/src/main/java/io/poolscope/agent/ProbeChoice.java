package io.poolscope.agent;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which probes are wanted: {@code on:+object-wait:-submit-site}.
 *
 * @param on whether any
 * @param plus names of those that are off by default
 * @param minus names of those that are not wanted
 */
record ProbeChoice(boolean on, Set<String> plus, Set<String> minus) {

    static ProbeChoice parse(String text) {
        boolean on = true;
        Set<String> plus = new LinkedHashSet<>();
        Set<String> minus = new LinkedHashSet<>();
        String[] items = text.split(":", -1);
        for (int i = 0; i < items.length; i++) {
            String item = items[i];
            boolean first = i == 0;
            if (first && (item.equals("on") || item.equals("true"))) {
                continue;
            } else if (items.length == 1 && (item.equals("off") || item.equals("false"))) {
                on = false;
            } else if (item.matches("\\+[a-z0-9-]+")) {
                plus.add(item.substring(1));
                minus.remove(item.substring(1));
            } else if (item.matches("-[a-z0-9-]+")) {
                minus.add(item.substring(1));
                plus.remove(item.substring(1));
            } else {
                throw new BadValue("on, off, or on with probes to add and to leave out is expected, such as on:+a:-b");
            }
        }
        return new ProbeChoice(on, Set.copyOf(plus), Set.copyOf(minus));
    }
}
