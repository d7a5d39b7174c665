package diskmill.ingest.source;

import diskmill.image.RejectionReason;

/** Nothing more is to be had from this source: it said so, or all tries are used up. */
public final class SourceFailed extends SourceException {

    private final RejectionReason reason;

    SourceFailed(RejectionReason reason, String sentence) {
        super(sentence);
        this.reason = reason;
    }

    public RejectionReason reason() {
        return reason;
    }
}
