package diskmill.api.v2.data;

import diskmill.image.RejectionReason;

/**
 * How it is told what went wrong with bytes on their way in.
 *
 * @param subject  what came in, at a sentence's beginning
 * @param advice   what to do, at its end
 * @param brokeOff the reason for what ended too early or too late
 * @param tooSlow  the reason for what came too slowly
 */
record Words(String subject, String advice, RejectionReason brokeOff, RejectionReason tooSlow) {

    static final Words UPLOAD =
            new Words(
                    "The upload",
                    "send it again",
                    RejectionReason.UPLOAD_INCOMPLETE,
                    RejectionReason.UPLOAD_INCOMPLETE);

    static final Words OTHER_SERVICE =
            new Words(
                    "The other image service's answer",
                    "ask for the import again",
                    RejectionReason.SOURCE_TRUNCATED,
                    RejectionReason.SOURCE_TOO_SLOW);
}
