package diskmill.api.v2.members;

import diskmill.api.members.Members;
import diskmill.api.policy.ImagePolicy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans of an image's members. */
@Configuration(proxyBeanMethods = false)
public class MemberFaceConfiguration {

    @Bean
    MembersController membersController(Members members, ImagePolicy policy) {
        return new MembersController(members, policy);
    }
}
