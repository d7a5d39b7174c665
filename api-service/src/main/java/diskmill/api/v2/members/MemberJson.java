package diskmill.api.v2.members;

import com.fasterxml.jackson.annotation.JsonProperty;
import diskmill.api.members.Member;
import diskmill.api.web.ApiTime;
import java.util.List;

/** A member as Glance shows it. */
record MemberJson(
        @JsonProperty("member_id") String memberId,
        @JsonProperty("image_id") String imageId,
        String status,
        @JsonProperty("created_at") String createdAt,
        @JsonProperty("updated_at") String updatedAt,
        String schema) {

    /** All members of one image. */
    record Collection(List<MemberJson> members, String schema) {}

    static MemberJson of(Member member) {
        return new MemberJson(
                member.project(),
                member.image().toString(),
                member.status().toString(),
                ApiTime.text(member.createdAt()),
                ApiTime.text(member.updatedAt()),
                "/v2/schemas/member");
    }

    static Collection of(List<Member> members) {
        return new Collection(members.stream().map(MemberJson::of).toList(), "/v2/schemas/members");
    }
}
