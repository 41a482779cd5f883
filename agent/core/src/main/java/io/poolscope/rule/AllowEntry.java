package io.poolscope.rule;

import io.poolscope.finding.Suppression;
import io.poolscope.snapshot.CodeLocation;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One accepted finding: {@code rule-id:pool-glob:class-glob[#method][:until=date][:reason=words]}. A class glob without
 * a package is compared with the simple name. In globs {@code *} stands for any characters, {@code ?} for one.
 *
 * @param text the entry as the user wrote it
 * @param method glob; null for every method
 * @param until last day on which it holds; null for no end
 * @param reason the user's words; null where none were given
 */
record AllowEntry(
        String text,
        String rule,
        Pattern pool,
        Pattern type,
        boolean qualified,
        @Nullable Pattern method,
        @Nullable LocalDate until,
        @Nullable String reason) {

    /**
     * Reads an entry.
     *
     * @throws IllegalArgumentException with what is wrong, in words
     */
    static AllowEntry parse(String entry) {
        String text = entry.trim();
        String[] parts = text.split(":", 4);
        if (parts.length < 3 || parts[0].isBlank() || parts[1].isBlank() || parts[2].isBlank()) {
            throw new IllegalArgumentException("wanted is rule:pool:class, then maybe #method, :until=, :reason=");
        }
        String rule = parts[0].trim();
        if (Rules.byId(rule) == null) {
            throw new IllegalArgumentException(Rules.unknown(rule));
        }
        LocalDate until = null;
        String reason = null;
        String rest = parts.length > 3 ? parts[3] : "";
        while (!rest.isEmpty()) {
            if (rest.startsWith("reason=")) {
                // Words may contain colons: a reason reaches to the end, or to an end date that follows it.
                int date = rest.lastIndexOf(":until=");
                reason = rest.substring("reason=".length(), date < 0 ? rest.length() : date);
                rest = date < 0 ? "" : rest.substring(date + 1);
            } else if (rest.startsWith("until=")) {
                int end = rest.indexOf(':');
                until = date(rest.substring("until=".length(), end < 0 ? rest.length() : end));
                rest = end < 0 ? "" : rest.substring(end + 1);
            } else {
                throw new IllegalArgumentException(
                        "wanted after the class is :until=date or :reason=words, not " + rest);
            }
        }
        int hash = parts[2].indexOf('#');
        String type = hash < 0 ? parts[2] : parts[2].substring(0, hash);
        return new AllowEntry(
                text,
                rule,
                glob(parts[1]),
                glob(type),
                type.indexOf('.') >= 0,
                hash < 0 ? null : glob(parts[2].substring(hash + 1)),
                until,
                reason);
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text.trim());
        } catch (DateTimeParseException bad) {
            throw new IllegalArgumentException("until=" + text + " is not a date such as 2027-01-31", bad);
        }
    }

    private static Pattern glob(String glob) {
        StringBuilder regex = new StringBuilder();
        for (char c : glob.trim().toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString());
    }

    boolean matches(String foundBy, @Nullable String inPool, @Nullable CodeLocation site) {
        String className = site == null ? "" : qualified ? site.className() : site.simpleClass();
        return rule.equals(foundBy)
                && pool.matcher(inPool == null ? "" : inPool).matches()
                && type.matcher(className).matches()
                && (method == null
                        || site != null
                                && (method.matcher(site.method()).matches()
                                        || method.matcher(FindingKey.method(site))
                                                .matches()));
    }

    boolean expired(LocalDate today) {
        return until != null && today.isAfter(until);
    }

    Suppression suppression() {
        return new Suppression(text, reason, until == null ? null : until.toString());
    }
}
