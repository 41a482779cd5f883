package io.poolscope.rule;

import io.poolscope.finding.Severity;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Stack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A conclusion of one rule at one look, before it is known whether it is news. The first fields are those of
 * {@link io.poolscope.finding.Finding}.
 *
 * @param since when it began, as far as was seen; null for this look
 * @param beganBefore whether it was so at the first look already
 * @param verdictOf ids of the pools whose verdict it decides
 * @param claims what it explains
 */
record Draft(
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
        @Nullable Instant since,
        boolean beganBefore,
        Set<String> verdictOf,
        List<Claim> claims) {

    /** Identity of the finding that it belongs to. */
    String key() {
        return FindingKey.of(rule, pool, site);
    }

    /** The same, less severe where it is worse than that. */
    Draft atMost(Severity most) {
        return severity.compareTo(most) <= 0
                ? this
                : new Draft(
                        rule,
                        most,
                        pool,
                        poolId,
                        site,
                        title,
                        details,
                        explanation,
                        fix,
                        proved,
                        evidence,
                        chain,
                        stack,
                        sites,
                        since,
                        beganBefore,
                        verdictOf,
                        claims);
    }

    /** Gathers a draft. */
    static final class Builder {
        private final String rule;
        private final Severity severity;
        private final @Nullable PoolSnapshot pool;
        private final List<String> details = new ArrayList<>();
        private final Map<String, Object> evidence = new LinkedHashMap<>();
        private final List<Integer> sites = new ArrayList<>();
        private final List<Claim> claims = new ArrayList<>();
        private Set<String> verdictOf = Set.of();
        private List<String> chain = List.of();
        private String title = "";
        private String explanation = "";
        private String fix = "";
        private boolean proved;
        private boolean beganBefore;
        private @Nullable CodeLocation site;
        private @Nullable Stack stack;
        private @Nullable Instant since;

        /** Of a pool; null for a finding that is about none, or one that is gone. */
        Builder(Rule rule, Severity severity, @Nullable PoolSnapshot pool) {
            this.rule = rule.id();
            this.severity = severity;
            this.pool = pool;
        }

        Builder at(@Nullable CodeLocation site, @Nullable Stack stack) {
            this.site = site;
            this.stack = stack;
            return this;
        }

        /** One sentence with the numbers in it. */
        Builder title(String title) {
            this.title = title;
            return this;
        }

        /** Lines of the body, the fix excepted; an empty one is left out. */
        Builder lines(List<String> lines) {
            lines.stream().filter(line -> !line.isBlank()).forEach(details::add);
            return this;
        }

        Builder line(String line) {
            return lines(List.of(line));
        }

        /** Why it is so, and what to do. */
        Builder advise(String explanation, String fix) {
            this.explanation = explanation;
            this.fix = fix;
            return this;
        }

        Builder proved(List<String> chain) {
            this.proved = true;
            this.chain = chain;
            return this;
        }

        /** A figure; one that is not known is left out. */
        Builder figure(String name, @Nullable Object value) {
            if (value != null) {
                evidence.put(name, value instanceof Double d ? Words.round(d) : value);
            }
            return this;
        }

        Builder rank(@Nullable Integer rank) {
            if (rank != null) {
                sites.add(rank);
            }
            return this;
        }

        Builder since(@Nullable Instant since, boolean beganBefore) {
            this.since = since;
            this.beganBefore = beganBefore;
            return this;
        }

        Builder decides(Set<String> pools) {
            this.verdictOf = Set.copyOf(pools);
            return this;
        }

        Builder explains(Set<String> rules, String poolId, @Nullable CodeLocation at, Severity upTo) {
            claims.add(new Claim(rules, poolId, at == null ? null : FindingKey.site(at), upTo));
            return this;
        }

        Draft draft() {
            return new Draft(
                    rule,
                    severity,
                    pool == null ? null : pool.name(),
                    pool == null ? null : pool.id(),
                    site,
                    title,
                    List.copyOf(details),
                    explanation,
                    fix,
                    proved,
                    evidence,
                    chain,
                    stack,
                    List.copyOf(sites),
                    since,
                    beganBefore,
                    verdictOf,
                    List.copyOf(claims));
        }
    }
}
