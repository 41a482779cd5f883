package io.poolscope.control;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Turns the line of a request into the bytes of an answer, whatever the line is and whatever the answerer does. */
final class Replies {
    private Replies() {}

    /**
     * The answer.
     *
     * @param line without its line feed
     */
    static byte[] to(byte[] line, Answerer answerer) {
        try {
            Wire.Asked asked = Wire.asked(line);
            return Wire.ok(answerer.answer(request(asked.request()), asked.argument()));
        } catch (RefusedException refused) {
            return Wire.no(String.valueOf(refused.getMessage()));
        } catch (Throwable failure) {
            // Without its message, which may be the application's.
            StackTraceElement[] at = failure.getStackTrace();
            return Wire.no("internal error: " + failure.getClass().getName() + (at.length == 0 ? "" : " at " + at[0])
                    + "; the application is not affected");
        }
    }

    private static Request request(String id) throws RefusedException {
        for (Request request : Request.values()) {
            if (request.id().equals(id)) {
                return request;
            }
        }
        throw new RefusedException("this poolscope knows no such request; it knows "
                + Arrays.stream(Request.values()).map(Request::id).collect(Collectors.joining(", ")));
    }
}
