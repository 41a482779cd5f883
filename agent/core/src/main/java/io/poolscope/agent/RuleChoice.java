package io.poolscope.agent;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which rules are wanted: {@code all:-tiny-tasks}.
 *
 * @param named every id that was written, in that order, also of those that stay on
 * @param off ids of those that are off
 */
record RuleChoice(Set<String> named, Set<String> off) {

    static RuleChoice parse(String text) {
        Set<String> named = new LinkedHashSet<>();
        Set<String> off = new LinkedHashSet<>();
        String[] items = text.split(":", -1);
        for (int i = 0; i < items.length; i++) {
            if (i == 0 && items[i].equals("all")) {
                continue;
            }
            if (!items[i].matches("[+-][a-z0-9-]+")) {
                throw new BadValue("all, or rules to add and to leave out is expected, such as +a:-b");
            }
            String id = items[i].substring(1);
            named.add(id);
            if (items[i].charAt(0) == '-') {
                off.add(id);
            } else {
                off.remove(id);
            }
        }
        return new RuleChoice(named, off);
    }
}
