package io.poolscope.junit;

import java.util.List;

/** The core's {@code TestRun}, as this side of the loader border speaks of it. */
interface Watch {

    /** Refuses what cannot be read. */
    void check(String severity, List<String> allow);

    /** What is so already. */
    Object begin() throws Exception;

    /** The texts of what has fired since. */
    List<String> end(Object begun, String severity, List<String> allow, List<String> runners) throws Exception;

    /** Ends the run; what is to be told of the accepted findings. */
    List<String> leave() throws Exception;
}
