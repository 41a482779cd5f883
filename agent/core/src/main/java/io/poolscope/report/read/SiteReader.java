package io.poolscope.report.read;

import io.poolscope.snapshot.Awaits;
import io.poolscope.snapshot.BlockKind;
import io.poolscope.snapshot.CodeLocation;
import io.poolscope.snapshot.Stack;
import io.poolscope.snapshot.WaitSite;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One element of {@code sites}. */
final class SiteReader {
    private SiteReader() {}

    /**
     * Reads one.
     *
     * @param ids names of pools to their ids, for a site that names its pool alone
     */
    static WaitSite site(Part part, Map<String, String> ids) throws UnreadableReportException {
        CodeLocation at = part.location("site");
        if (at == null) {
            throw part.wrong("site", "is missing");
        }
        BlockKind kind = kind(part.text("kind"));
        String pool = part.text("pool");
        List<String> frames = part.textsOrNull("stack");
        return new WaitSite(
                part.integer("rank"),
                pool,
                part.text("poolId", ids.getOrDefault(pool, "")),
                kind,
                at,
                part.textOrNull("call"),
                awaits(part.partOrNull("awaits")),
                part.bool("async", kind == BlockKind.FUTURE),
                part.whole("waits", 0),
                part.bool("waitsEstimated", true),
                part.integer("openWaits", 0),
                part.numberOrNull("longestOpenMs"),
                part.number("blockedMs"),
                part.number("compensatedMs", 0),
                part.number("share"),
                part.durations("durationMs"),
                part.texts("locksHeld"),
                frames == null ? null : new Stack(part.text("stackId", ""), frames),
                null);
    }

    private static @Nullable Awaits awaits(@Nullable Part part) throws UnreadableReportException {
        return part == null
                ? null
                : new Awaits(
                        part.text("type", "unknown"),
                        part.textOrNull("task"),
                        part.textOrNull("runsIn"),
                        part.textOrNull("state") == null
                                ? Awaits.State.UNKNOWN
                                : ReportReader.constant(Awaits.State.values(), part, "state"),
                        part.textOrNull("owner"),
                        part.integerOrNull("place"),
                        part.location("submittedAt"));
    }

    /** A kind that a later version added is another kind of wait to this one. */
    static BlockKind kind(String id) {
        for (BlockKind kind : BlockKind.values()) {
            if (kind.id().equals(id)) {
                return kind;
            }
        }
        return BlockKind.OTHER;
    }
}
