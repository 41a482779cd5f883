package io.poolscope.agent;

import io.poolscope.agent.OptionSources.Given;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Merges the sources of options into one reading of the table. Used once. */
final class OptionReader {
    /** A file of options is no longer than this, in bytes: a thousand allow entries fit in. */
    private static final int LONGEST_FILE = 256 * 1024;

    /** At most so many complaints and notices are kept; who has more will look at the first anyway. */
    private static final int MOST_LINES = 50;

    private static final Pattern THRESHOLD = Pattern.compile("rule\\.[a-z][a-z0-9-]*\\.[A-Za-z][A-Za-z0-9-]*");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final OptionSources sources;
    private final List<Given> changes;
    private final Map<String, OptionKey<?>> table = new LinkedHashMap<>();
    private final List<String> complaints = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    OptionReader(OptionSources sources, List<Given> changes) {
        this.sources = sources;
        this.changes = changes;
        OptionKey.all().forEach(key -> table.put(key.key(), key));
    }

    Options read() {
        Map<String, Given> given = new LinkedHashMap<>();
        put(given, sources.fromEnvironment());
        put(given, sources.fromProperties());
        put(given, sources.fromArguments());
        put(given, changes);
        for (Given option : fromFile(given.get(OptionKey.CONFIG.key()))) {
            given.putIfAbsent(option.key(), option);
        }
        given.values().forEach(this::judgeKey);

        Given mode = given.get(OptionKey.MODE.key());
        boolean loadTest = mode != null && mode.value().equals("load-test");
        Map<OptionKey<?>, Object> values = new HashMap<>();
        List<Setting> settings = new ArrayList<>();
        for (OptionKey<?> key : OptionKey.all()) {
            settings.add(take(key, given.get(key.key()), loadTest, values));
        }
        Map<String, String> thresholds = new TreeMap<>();
        for (Given option : given.values()) {
            if (isThreshold(option.key()) && isPlain(option)) {
                thresholds.put(option.key().substring("rule.".length()), option.value());
                settings.add(new Setting(option.key(), Quoted.plain(option.value()), option.source()));
            }
        }
        judgeRules((RuleChoice) Objects.requireNonNull(values.get(OptionKey.RULES)));
        List<String> allowFile = allowFile((String) Objects.requireNonNull(values.get(OptionKey.ALLOW_FILE)));
        return new Options(values, thresholds, allowFile, settings, complaints, notices);
    }

    /** Later ones win. */
    private static void put(Map<String, Given> given, List<Given> more) {
        more.forEach(option -> given.put(option.key(), option));
    }

    private List<Given> fromFile(@Nullable Given config) {
        File file;
        if (config != null && !OptionType.PATH.parse(config.value()).equals(OptionType.NONE)) {
            file = new File(sources.placeholders().expand(config.value()));
        } else {
            file = new File(sources.directory(), "poolscope.properties");
            if (config != null || sources.directory() == null || !file.isFile()) {
                return List.of();
            }
        }
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(contentOf(file)));
        } catch (IOException | IllegalArgumentException unreadable) {
            complain("cannot read the properties file " + Quoted.of(file.getPath()) + ": "
                    + Quoted.plain(String.valueOf(unreadable.getMessage())));
            return List.of();
        }
        return properties.stringPropertyNames().stream()
                .sorted()
                .map(name -> new Given(
                        name.startsWith(OptionSources.PROPERTY)
                                ? name.substring(OptionSources.PROPERTY.length())
                                : name,
                        properties.getProperty(name).strip(),
                        Quoted.plain(file.getPath())))
                .toList();
    }

    private void judgeKey(Given option) {
        OptionKey<?> key = table.get(option.key());
        if (key == null && !isThreshold(option.key())) {
            complain("unknown option " + Quoted.of(option.key()) + " (" + option.source() + "), nearest is "
                    + Nearest.to(option.key(), table.keySet()));
        } else if (key != null && key.type() == null) {
            notices.add(
                    key.key() + "=" + Quoted.plain(option.value()) + " (" + option.source() + "): not in this version");
        }
    }

    /** Whether a key is a rule's threshold, as far as its form tells. */
    static boolean isThreshold(String key) {
        return THRESHOLD.matcher(key).matches();
    }

    /** A rule that was switched on and is none; those that were switched off are the rules' own to judge. */
    private void judgeRules(RuleChoice rules) {
        for (String id : rules.named()) {
            if (!rules.off().contains(id)
                    && !sources.ruleIds().isEmpty()
                    && !sources.ruleIds().contains(id)) {
                complain(
                        "unknown rule " + Quoted.of(id) + " in rules, nearest is " + Nearest.to(id, sources.ruleIds()));
            }
        }
    }

    /** Puts the value that holds for a key where it belongs, and says which it is. */
    private Setting take(OptionKey<?> key, @Nullable Given option, boolean loadTest, Map<OptionKey<?>, Object> values) {
        OptionType<?> type = key.type();
        if (type == null) {
            return new Setting(key.key(), "not in this version", Setting.DEFAULT);
        }
        if (option != null && isPlain(option)) {
            String text = key.holdsPath() ? sources.placeholders().expand(option.value()) : option.value();
            try {
                values.put(key, type.parse(text));
                return new Setting(key.key(), Quoted.plain(text), option.source());
            } catch (BadValue bad) {
                String line = key.key() + "=" + Quoted.plain(option.value()) + " (" + option.source() + "): ";
                if (bad.comesLater()) {
                    notices.add(line + bad.getMessage());
                } else {
                    complain("bad value " + line + bad.getMessage() + ", "
                            + key.defaultText(loadTest, sources.attached()) + " is used");
                }
            }
        }
        String text = key.defaultText(loadTest, sources.attached());
        values.put(key, type.parse(text));
        return new Setting(key.key(), text, Setting.DEFAULT);
    }

    /** A control character is nowhere meant, and would come out again in paths and lines. */
    private boolean isPlain(Given option) {
        if (!CONTROL.matcher(option.value()).find()) {
            return true;
        }
        complain("bad value " + Quoted.plain(option.key()) + "=" + Quoted.plain(option.value()) + " (" + option.source()
                + "): control characters are in it, it is not used");
        return false;
    }

    private List<String> allowFile(String path) {
        if (path.equals(OptionType.NONE)) {
            return List.of();
        }
        try {
            return contentOf(new File(path))
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException unreadable) {
            complain("cannot read allow-file=" + Quoted.plain(path) + ": "
                    + Quoted.plain(String.valueOf(unreadable.getMessage())));
            return List.of();
        }
    }

    /** Only plain files are opened: to open a pipe can wait for ever. */
    private static String contentOf(File file) throws IOException {
        if (!file.isFile()) {
            throw new IOException(file.exists() ? "no plain file" : "no such file");
        }
        try (InputStream in = new FileInputStream(file)) {
            byte[] content = in.readNBytes(LONGEST_FILE + 1);
            if (content.length > LONGEST_FILE) {
                throw new IOException("longer than " + LONGEST_FILE + " bytes");
            }
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    private void complain(String line) {
        if (complaints.size() < MOST_LINES) {
            complaints.add(line);
        }
    }
}
