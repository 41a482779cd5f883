package io.poolscope.agent;

/**
 * When to look: once a second, but never in step with the application. Looks at whole seconds see what is done five times
 * a second in one and the same phase each time, and a wait of 200 ms always just begun, so each lies a bit behind its
 * second. Used by poolscope's thread only.
 */
final class LookTimes {
    /** Time from look to look in the mean, nanoseconds: the rules count in looks of one second. */
    static final long LOOK = 1_000_000_000L;
    /** How far behind its second a look may lie, nanoseconds: more than a period of what is done five times a second. */
    static final long SPREAD = 250_000_000L;
    /** From look to look in that span, as a part of it: by the golden ratio any few looks in a row lie well apart. */
    private static final double STEP = 0.618_033_988_749_894_9;

    /** Looks of a second each that follow one in a hurry: most findings need three in which all is as it is now. */
    private static final int IN_A_HURRY = 3;
    /** Between two hurries, nanoseconds: looks that are rare are dear. */
    static final long HURRIES_APART = 120_000_000_000L;

    private long second;
    private long next;
    private long looks;
    private boolean rare;
    private int hurried;
    private long noHurryBefore = Long.MIN_VALUE;

    /** The first look is due at that time of the clock. */
    LookTimes(long first) {
        second = first;
        next = first;
    }

    /** Whether it is time. */
    boolean due(long now) {
        return now - next >= 0;
    }

    /**
     * After a look that ended now: the next one is due a second after this one was, but not in the past.
     *
     * @param interval in place of that second, nanoseconds
     */
    void looked(long now, long interval) {
        looks++;
        rare = interval > LOOK;
        long step = hurried > 0 ? LOOK : interval;
        hurried = Math.max(0, hurried - 1);
        second = second + step - now < 0 ? now : second + step;
        next = second + (long) (SPREAD * (looks * STEP % 1));
    }

    /** Something has begun that should be told soon: if looks are rare, some come now. */
    void hurry(long now) {
        if (rare && hurried == 0 && now >= noHurryBefore) {
            hurried = IN_A_HURRY;
            noHurryBefore = now + HURRIES_APART;
            second = now;
            next = now;
        }
    }
}
