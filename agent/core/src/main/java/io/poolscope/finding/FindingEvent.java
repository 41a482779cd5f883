package io.poolscope.finding;

/**
 * A moment in the life of a finding, for those who log.
 *
 * @param change what happened
 * @param finding the finding as it is now
 */
public record FindingEvent(Change change, Finding finding) {

    /** What happened to a finding. */
    public enum Change {
        /** It holds for the first time, or again after it was closed. */
        OPENED,
        /** Its severity rose. */
        RAISED,
        /** It still holds, and {@code log-repeat} has passed since it was last told. */
        REPEATED,
        /** It no longer holds. */
        CLOSED,
        /** It holds, but as part of the story of a graver finding, which is told in its place. */
        FOLDED
    }
}
