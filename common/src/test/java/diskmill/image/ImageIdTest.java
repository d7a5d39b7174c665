package diskmill.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ImageIdTest {

    @Test
    void refusesTheShortFormsThatJavaTakesForUuids() {
        assertThat(ImageId.tryParse("1-1-1-1-1")).isEmpty();
    }

    @Test
    void isWrittenInLowerCase() {
        var id = ImageId.parse("4D5D0496-D499-4407-A79B-013C4F89200C");

        assertThat(id).hasToString("4d5d0496-d499-4407-a79b-013c4f89200c");
    }
}
