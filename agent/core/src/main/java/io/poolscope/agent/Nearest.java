package io.poolscope.agent;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;

/** What somebody who mistyped a name has most likely meant. */
final class Nearest {
    /** Of a longer name only the beginning is compared: no name of ours is longer. Characters. */
    private static final int LONGEST = 100;

    private Nearest() {}

    /**
     * The name with the fewest letters to insert, drop, change or swap with the next.
     *
     * @param names at least one
     */
    static String to(String mistyped, Collection<String> names) {
        String start = mistyped.substring(0, Math.min(mistyped.length(), LONGEST));
        return Collections.min(names, Comparator.comparingInt(name -> distance(start, name)));
    }

    /** Optimal string alignment distance (Damerau-Levenshtein, no part edited twice). */
    static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(d[i - 1][j - 1] + change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
