package io.poolscope.finding;

import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Stack;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One conclusion of one rule, with its life so far.
 *
 * @param id stable from run to run: hash of the rule, the pool's name without digits, and the site's class and method
 * @param rule the rule's id
 * @param severity how bad
 * @param pool the pool's name; null where no pool is concerned
 * @param poolId the pool's id; null likewise
 * @param site the line to look at; null where unknown
 * @param title one sentence with the numbers in it
 * @param details the lines of the log's body, in order, without indentation
 * @param explanation why this is so
 * @param fix what to change, concrete
 * @param proved true only where the wait-for graph proves it
 * @param evidence figures by name; values are String, Number, Boolean or a List of these; {@code also} lists rules that
 *     hold too and are explained by this finding
 * @param chain for deadlocks: the wait-for edges as sentences, in order
 * @param stack the stack of the site; null where none was taken
 * @param sites ranks of the sites concerned
 * @param firstSeen when it was first seen
 * @param beganBefore true where it was already so at the first look
 * @param lastSeen when it was last seen
 * @param count looks in which it held
 * @param open whether it holds; it closes when it has not held in three looks
 * @param suppressed the entry of the allow-list that accepts it; null where none does
 */
public record Finding(
        String id,
        String rule,
        Severity severity,
        @Nullable String pool,
        @Nullable String poolId,
        @Nullable CodeLocation site,
        String title,
        List<String> details,
        String explanation,
        String fix,
        boolean proved,
        Map<String, Object> evidence,
        List<String> chain,
        @Nullable Stack stack,
        List<Integer> sites,
        Instant firstSeen,
        boolean beganBefore,
        Instant lastSeen,
        long count,
        boolean open,
        @Nullable Suppression suppressed) {}
