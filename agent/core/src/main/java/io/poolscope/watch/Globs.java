package io.poolscope.watch;

import java.util.List;

/** Globs over pool names: {@code *} stands for any characters, {@code ?} for one. */
final class Globs {
    private final List<String> include;
    private final List<String> exclude;

    Globs(List<String> include, List<String> exclude) {
        this.include = include;
        this.exclude = exclude;
    }

    /** Whether a pool of this name is to be shown. */
    boolean shows(String name) {
        return (include.isEmpty() || include.stream().anyMatch(glob -> matches(glob, name)))
                && exclude.stream().noneMatch(glob -> matches(glob, name));
    }

    /** Without backtracking over more than the last star, so that no name can make it slow. */
    static boolean matches(String glob, String name) {
        int g = 0;
        int n = 0;
        int star = -1;
        int mark = 0;
        while (n < name.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                star = g++;
                mark = n;
            } else if (g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == name.charAt(n))) {
                g++;
                n++;
            } else if (star >= 0) {
                g = star + 1;
                n = ++mark;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }
}
