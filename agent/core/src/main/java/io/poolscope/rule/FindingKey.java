package io.poolscope.rule;

import io.poolscope.snapshot.CodeLocation;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What makes two findings the same one, from look to look and from run to run. */
final class FindingKey {
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    /** javac numbers lambda bodies in the order of the source file: the number moves when another lambda is added. */
    private static final Pattern LAMBDA = Pattern.compile("^lambda\\$(.+)\\$\\d+$");

    /** Hidden classes carry an address: {@code Foo$$Lambda/0x00007f...}, on 17 {@code Foo$$Lambda$14/0x...}. */
    private static final Pattern HIDDEN = Pattern.compile("\\$\\$Lambda.*$");

    private FindingKey() {}

    /** Rule, pool without digits, class and method of the site: not the line. */
    static String of(String rule, @Nullable String pool, @Nullable CodeLocation site) {
        return rule + "|" + (pool == null ? "" : DIGITS.matcher(pool).replaceAll("")) + "|" + site(site);
    }

    /** Class and method of a site, as they stay from build to build; empty for none. */
    static String site(@Nullable CodeLocation site) {
        return site == null ? "" : HIDDEN.matcher(site.className()).replaceAll("") + "#" + method(site);
    }

    /** The method as written in the source: of a lambda's body, the method around it. */
    static String method(CodeLocation site) {
        return LAMBDA.matcher(site.method()).replaceAll("$1");
    }

    /** Six hex digits of a key: FNV-1a of 64 bits, folded; enough for the hundreds of findings of one application. */
    static String id(String key) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        return String.format(Locale.ROOT, "%06x", (hash ^ hash >>> 24 ^ hash >>> 48) & 0xffffff);
    }
}
