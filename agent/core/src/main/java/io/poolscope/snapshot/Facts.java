package io.poolscope.snapshot;

import java.util.List;

/**
 * What was seen beside the state of the pools.
 *
 * @param all every fact, in the order of the sources that saw them
 */
public record Facts(List<Fact> all) {

    /** Nothing. */
    public static final Facts NONE = new Facts(List.of());

    /** Those of one kind, in their order. */
    public <T extends Fact> List<T> of(Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
