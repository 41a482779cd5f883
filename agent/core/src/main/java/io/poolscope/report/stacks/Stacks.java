package io.poolscope.report.stacks;

import io.poolscope.report.Escape;
import io.poolscope.snapshot.WaitSite;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The stack of a place. */
final class Stacks {
    private Stacks() {}

    /** Outermost first, the last one what is waited for; of a place without a stack its one known frame. */
    static List<String> of(WaitSite site) {
        List<String> frames = new ArrayList<>();
        if (site.stack() == null) {
            frames.add(Escape.className(site.site().toString()));
        } else {
            site.stack().frames().forEach(frame -> frames.add(Escape.className(frame)));
            Collections.reverse(frames);
        }
        frames.add("[" + site.kind().id() + "]");
        return frames;
    }
}
