package io.poolscope.cli.top;

import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.report.Order;
import io.poolscope.report.text.Words;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.Stack;
import io.poolscope.snapshot.WaitSite;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that is known of the chosen pool: its findings with chain, fix and stack, its sites, and what was not seen. */
final class Detail {
    private final Assessment assessment;
    private final PoolSnapshot pool;
    private final int width;
    private final Style style;
    private final List<Line> lines = new ArrayList<>();
    private final Set<String> stacks = new HashSet<>();

    private Detail(Assessment assessment, PoolSnapshot pool, int width, Style style) {
        this.assessment = assessment;
        this.pool = pool;
        this.width = Math.max(1, width);
        this.style = style;
    }

    /** The page, however long. */
    static List<Line> lines(Assessment assessment, PoolSnapshot pool, int width, Style style) {
        Detail page = new Detail(assessment, pool, width, style);
        page.pool();
        List<WaitSite> sites = Sites.of(assessment, pool);
        Set<Integer> ranks = new HashSet<>();
        sites.forEach(site -> ranks.add(site.rank()));
        for (Finding finding : Order.findings(assessment)) {
            if (finding.open() && page.concerns(finding, ranks)) {
                page.finding(finding);
            }
        }
        sites.forEach(page::site);
        page.unseen();
        return page.lines;
    }

    private boolean concerns(Finding finding, Set<Integer> ranks) {
        return pool.id().equals(finding.poolId())
                || pool.name().equals(finding.pool())
                || finding.evidence().get("pools") instanceof List<?> pools && pools.contains(pool.name())
                || finding.sites().stream().anyMatch(ranks::contains);
    }

    private void pool() {
        say(Role.PLAIN, pool.type() + (pool.instances() > 1 ? ", " + pool.instances() + " of them" : ""));
        if (pool.createdAt() != null) {
            say(Role.PLAIN, "created at " + pool.createdAt());
        }
    }

    private void finding(Finding finding) {
        blank();
        say(
                Header.role(finding.severity()),
                Header.sentence(finding, assessment.snapshot().at()));
        if (finding.suppressed() != null) {
            say(Role.FAINT, "  accepted: " + finding.suppressed().entry());
        }
        finding.details().forEach(detail -> say(Role.PLAIN, "  " + detail));
        if (!finding.chain().isEmpty()) {
            say(Role.STRONG, "Chain");
            for (int i = 0; i < finding.chain().size(); i++) {
                say(Role.PLAIN, "  " + (i + 1) + ". " + finding.chain().get(i));
            }
        }
        say(Role.STRONG, "Why");
        say(Role.PLAIN, "  " + finding.explanation());
        say(Role.STRONG, "Fix");
        say(Role.GOOD, "  " + finding.fix());
        stack(finding.stack());
    }

    private void site(WaitSite site) {
        blank();
        say(
                Role.STRONG,
                Figures.percent(site.share()) + " of blocked time: "
                        + site.kind().id() + " at " + site.site());
        say(
                Role.PLAIN,
                "  " + Words.millis(site.blockedMs()) + " of worker time in the window, open now " + site.openWaits()
                        + (site.longestOpenMs() == null
                                ? ""
                                : ", the longest for " + Words.millis(site.longestOpenMs())));
        if (site.call() != null) {
            say(Role.PLAIN, "  call " + site.call());
        }
        if (site.awaits() != null) {
            say(Role.PLAIN, "  waits " + Sites.who(site.awaits()));
        }
        if (!site.locksHeld().isEmpty()) {
            say(Role.WARNING, "  holds " + String.join(", ", site.locksHeld()));
        }
        stack(site.stack());
    }

    private void stack(@Nullable Stack stack) {
        if (stack == null || stack.frames().isEmpty()) {
            return;
        }
        if (!stacks.add(stack.id())) {
            say(Role.FAINT, "Stack: as above");
            return;
        }
        say(Role.STRONG, "Stack");
        stack.frames().forEach(frame -> say(Role.PLAIN, "  at " + frame));
    }

    private void unseen() {
        Map<String, Long> lost = new TreeMap<>(assessment.snapshot().coverage().lost());
        lost.values().removeIf(count -> count == 0);
        if (lost.isEmpty() && assessment.notEvaluated().isEmpty()) {
            return;
        }
        blank();
        say(Role.STRONG, "What could not be seen");
        assessment
                .notEvaluated()
                .forEach(rule -> say(Role.PLAIN, "  not judged: " + rule.rule() + ", " + rule.reason()));
        lost.forEach((what, count) -> say(Role.PLAIN, "  lost: " + what + " " + count));
    }

    private void blank() {
        lines.add(new Line(style));
    }

    private void say(Role role, String text) {
        Text.wrap(style.safe(text), width).forEach(part -> lines.add(Line.of(style, role, part)));
    }
}
