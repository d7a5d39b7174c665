package diskmill.disk;

import static org.assertj.core.api.Assertions.assertThat;

import diskmill.image.ContainerFormat;
import diskmill.image.DiskFormat;
import diskmill.image.RejectionReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FormatClaimTest {

    private static final long SIZE = 1 << 20;

    @ParameterizedTest
    @EnumSource(DiskFormat.class)
    void takesWhatIsFoundWhereNothingIsClaimed(DiskFormat found) {
        assertThat(FormatClaim.settle(ContainerFormat.BARE, null, disk(found)))
                .isEqualTo(disk(found));
    }

    @ParameterizedTest
    @EnumSource(DiskFormat.class)
    void takesWhatIsClaimedAndFound(DiskFormat format) {
        assertThat(FormatClaim.settle(ContainerFormat.BARE, format, disk(format)))
                .isEqualTo(disk(format));
    }

    @ParameterizedTest
    @CsvSource({"RAW,QCOW2", "RAW,ISO", "QCOW2,RAW", "ISO,RAW", "VHD,RAW", "VMDK,VDI", "ARI,QCOW2"})
    void refusesAnotherFormatThanClaimedAndNamesBoth(DiskFormat claimed, DiskFormat found) {
        Finding settled = FormatClaim.settle(ContainerFormat.BARE, claimed, disk(found));

        assertThat(settled)
                .isInstanceOfSatisfying(
                        Finding.Unfit.class,
                        unfit -> {
                            assertThat(unfit.reason()).isEqualTo(RejectionReason.FORMAT_MISMATCH);
                            assertThat(unfit.detail())
                                    .contains(claimed.toString(), found.toString());
                        });
    }

    @Test
    void saysWhichFormatToClaim() {
        Finding settled =
                FormatClaim.settle(ContainerFormat.BARE, DiskFormat.RAW, disk(DiskFormat.QCOW2));

        assertThat(settled.toString()).contains("say disk_format=qcow2");
    }

    @ParameterizedTest
    @EnumSource(names = {"AMI", "AKI", "ARI", "PLOOP"})
    void takesAnUnrecognisedContentForWhatNoBytesShow(DiskFormat claimed) {
        assertThat(FormatClaim.settle(ContainerFormat.BARE, claimed, disk(DiskFormat.RAW)))
                .isEqualTo(disk(claimed));
    }

    @ParameterizedTest
    @EnumSource(DiskFormat.class)
    void keepsTheReasonOfAnUnfitContentWhateverIsClaimed(DiskFormat claimed) {
        Finding page = new Finding.Unfit(RejectionReason.NOT_A_DISK, "this is a web page");

        assertThat(FormatClaim.settle(ContainerFormat.BARE, claimed, page)).isEqualTo(page);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BARE")
    void keepsTheClaimInAnotherContainer(ContainerFormat container) {
        assertThat(FormatClaim.settle(container, DiskFormat.VMDK, disk(DiskFormat.RAW)))
                .isEqualTo(new Finding.Disk(DiskFormat.VMDK, 0));
    }

    @ParameterizedTest
    @EnumSource(names = {"UNSAFE", "UNSUPPORTED", "EMPTY"})
    void refusesWhatIsDangerousInAnyContainer(RejectionReason reason) {
        Finding unfit = new Finding.Unfit(reason, "no");

        assertThat(FormatClaim.settle(ContainerFormat.OVA, DiskFormat.VMDK, unfit))
                .isEqualTo(unfit);
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_A_DISK", "DAMAGED", "TOO_LARGE"})
    void storesInAnotherContainerWhatOnlyIsNoDisk(RejectionReason reason) {
        Finding unfit = new Finding.Unfit(reason, "no");

        assertThat(FormatClaim.settle(ContainerFormat.ARI, DiskFormat.ARI, unfit))
                .isEqualTo(new Finding.Disk(DiskFormat.ARI, 0));
    }

    private static Finding disk(DiskFormat format) {
        return new Finding.Disk(format, SIZE);
    }
}
