package io.poolscope.report.read;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.poolscope.finding.Assessment;
import io.poolscope.finding.Finding;
import io.poolscope.finding.PoolVerdict;
import io.poolscope.finding.Severity;
import io.poolscope.finding.Suppression;
import io.poolscope.report.Escape;
import io.poolscope.report.json.JsonReport;
import io.poolscope.snapshot.Coverage;
import io.poolscope.snapshot.Facts;
import io.poolscope.snapshot.JvmInfo;
import io.poolscope.snapshot.PoolSnapshot;
import io.poolscope.snapshot.SelfCost;
import io.poolscope.snapshot.Snapshot;
import io.poolscope.snapshot.Stack;
import io.poolscope.snapshot.WaitGraph;
import io.poolscope.snapshot.WaitSite;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document {@code poolscope/report/1}. Keys that it does not know are ignored, a value of a wrong type is an
 * error. What a document does not carry (single workers, the wait-for graph, the events of a look) is empty in the result;
 * writing the result again gives the document that was read.
 */
public final class ReportReader {
    /** Chars of a document, at most: the largest answer that comes over the control channel. */
    public static final int LONGEST = 64 << 20;
    /** Values in a document: 64 pools, 500 sites and 1000 findings with their stacks have a quarter of that. */
    private static final int MOST_VALUES = 1_000_000;
    /** Objects and lists in each other: ours have 6; evidence may have a few more. */
    private static final int DEEPEST = 40;

    private ReportReader() {}

    /**
     * Reads.
     *
     * @throws UnreadableReportException if the text is no such document; nothing else is thrown, whatever the text
     */
    public static Assessment read(String json) throws UnreadableReportException {
        Part root = root(json);
        Part jvm = root.part("jvm");
        Part window = root.part("window");
        Part coverage = root.part("coverage");
        Map<String, PoolVerdict> verdicts = new LinkedHashMap<>();
        double windowMs = window.number("durationMs");
        List<PoolSnapshot> pools = new ArrayList<>();
        Map<String, String> ids = new HashMap<>();
        for (Part part : root.required("pools")) {
            PoolSnapshot pool = PoolReader.pool(part, windowMs);
            pools.add(pool);
            verdicts.put(pool.id(), PoolReader.verdict(part));
            ids.putIfAbsent(pool.name(), pool.id());
        }
        List<WaitSite> sites = new ArrayList<>();
        for (Part part : root.required("sites")) {
            sites.add(SiteReader.site(part, ids));
        }
        List<Finding> findings = new ArrayList<>();
        for (Part part : root.required("findings")) {
            findings.add(finding(part));
        }
        List<Assessment.NotEvaluated> notEvaluated = new ArrayList<>();
        for (Part part : coverage.parts("rulesNotEvaluated")) {
            notEvaluated.add(new Assessment.NotEvaluated(part.text("rule"), part.text("reason")));
        }
        Snapshot snapshot = new Snapshot(
                jvm(jvm),
                window.time("from"),
                window.time("to"),
                1,
                window.number("pausedMs", 0),
                window.number("longestPauseMs", 0),
                coverage(coverage),
                self(root.part("self")),
                List.copyOf(pools),
                List.copyOf(sites),
                WaitGraph.EMPTY,
                Facts.NONE);
        return new Assessment(
                snapshot, verdicts, List.copyOf(findings), List.of(), List.copyOf(notEvaluated), Map.of());
    }

    private static Part root(String json) throws UnreadableReportException {
        if (json.isBlank()) {
            throw new UnreadableReportException("is empty", true);
        }
        if (json.length() > LONGEST) {
            throw new UnreadableReportException("is larger than " + (LONGEST >> 20) + " MB, and no report is", false);
        }
        JsonElement element;
        try {
            bound(json);
            element = JsonParser.parseReader(strict(json));
        } catch (IOException | JsonParseException e) {
            String text = json.strip();
            // Cut inside a word such as "true" is no end of the file to the parser.
            if (e instanceof EOFException || (text.startsWith("{") && !text.endsWith("}"))) {
                throw new UnreadableReportException("ends in the middle: it was not written to its end", true);
            }
            throw new UnreadableReportException(
                    "is no JSON: " + Escape.cut(String.valueOf(e.getMessage()).replaceAll("\\s*\\R.*", ""), 200),
                    false);
        }
        if (!(element instanceof JsonObject object)) {
            throw new UnreadableReportException("is no report: it has no \"schema\"", false);
        }
        Part root = new Part(object, "");
        String schema = root.textOrNull("schema");
        if (schema == null) {
            throw new UnreadableReportException("is no report: it has no \"schema\"", false);
        }
        if (!schema.equals(JsonReport.SCHEMA)) {
            throw new UnreadableReportException(
                    "is of the format " + Escape.cut(schema, 60) + ", and this poolscope reads " + JsonReport.SCHEMA
                            + ": read it with the poolscope that wrote it",
                    false);
        }
        return root;
    }

    private static JsonReader strict(String json) {
        JsonReader reader = new JsonReader(new StringReader(json));
        reader.setStrictness(Strictness.STRICT);
        reader.setNestingLimit(DEEPEST);
        return reader;
    }

    /** Goes through the text without building anything: what passes fits into memory as a tree. */
    private static void bound(String json) throws IOException, UnreadableReportException {
        JsonReader reader = strict(json);
        for (int values = 0; ; values++) {
            if (values > MOST_VALUES) {
                throw new UnreadableReportException(
                        "has more than " + MOST_VALUES + " values, and no report has", false);
            }
            JsonToken next = reader.peek();
            switch (next) {
                case BEGIN_ARRAY -> reader.beginArray();
                case END_ARRAY -> reader.endArray();
                case BEGIN_OBJECT -> reader.beginObject();
                case END_OBJECT -> reader.endObject();
                case END_DOCUMENT -> {
                    return;
                }
                default -> reader.skipValue();
            }
        }
    }

    private static JvmInfo jvm(Part jvm) throws UnreadableReportException {
        return new JvmInfo(
                jvm.whole("pid", 0),
                jvm.text("main"),
                jvm.text("version"),
                jvm.text("vendor"),
                jvm.integer("cpus"),
                jvm.text("startedAt"),
                jvm.text("started", "javaagent").equals("attach"),
                jvm.text("mode", "production").equals("load-test"));
    }

    private static Coverage coverage(Part coverage) throws UnreadableReportException {
        List<Coverage.ProbeStatus> probes = new ArrayList<>();
        for (Part probe : coverage.parts("probes")) {
            probes.add(new Coverage.ProbeStatus(
                    probe.text("name"),
                    constant(Coverage.Status.values(), probe, "status"),
                    probe.textOrNull("reason"),
                    probe.textOrNull("since")));
        }
        Map<String, Long> lost = new LinkedHashMap<>();
        Part counters = coverage.part("lost");
        for (String key : counters.keys()) {
            lost.put(key, counters.whole(key, 0));
        }
        return new Coverage(List.copyOf(probes), lost);
    }

    private static SelfCost self(Part self) throws UnreadableReportException {
        double cpuMs = self.number("cpuMs");
        return new SelfCost(
                cpuMs,
                self.number("cpuShareOfOneCore"),
                self.whole("samples", 0),
                self.number("sampleIntervalMs", Double.NaN),
                self.number("totalCpuMs", cpuMs));
    }

    private static Finding finding(Part part) throws UnreadableReportException {
        Part evidence = part.partOrNull("evidence");
        List<String> stack = part.textsOrNull("stack");
        return new Finding(
                part.text("id"),
                part.text("rule"),
                constant(Severity.values(), part, "severity"),
                part.textOrNull("pool"),
                part.textOrNull("poolId"),
                part.location("site"),
                part.text("title"),
                part.texts("details"),
                part.text("explanation"),
                part.text("fix"),
                part.bool("proved", false),
                evidence == null ? Map.of() : evidence.values(),
                part.texts("chain"),
                stack == null ? null : new Stack(Integer.toHexString(stack.hashCode()), stack),
                part.integers("sites"),
                part.time("firstSeen"),
                part.bool("beganBefore", false),
                part.time("lastSeen"),
                part.whole("count", 1),
                part.bool("open", true),
                suppression(part.partOrNull("suppressed")));
    }

    private static @Nullable Suppression suppression(@Nullable Part part) throws UnreadableReportException {
        return part == null
                ? null
                : new Suppression(part.text("entry", ""), part.textOrNull("reason"), part.textOrNull("until"));
    }

    /** A constant by its name in lower case, as these enums write themselves. */
    static <E extends Enum<E>> E constant(E[] all, Part part, String key) throws UnreadableReportException {
        String id = part.text(key);
        for (E each : all) {
            if (each.name().toLowerCase(java.util.Locale.ROOT).equals(id)) {
                return each;
            }
        }
        throw part.wrong(key, "is none that is known: " + Escape.cut(id, 40));
    }
}
