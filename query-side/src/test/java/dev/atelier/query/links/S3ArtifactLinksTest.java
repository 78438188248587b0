package dev.atelier.query.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.atelier.contracts.job.Artifact;
import dev.atelier.query.Story;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3ArtifactLinksTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private final S3ArtifactLinks links = new S3ArtifactLinks(new StorageSettings(
            "atelier", null, URI.create("https://files.example"), "eu-central-1", "the-access-key", "the-secret-key"));

    private URI at(Instant now) {
        return URI.create(links.link(Story.job(1), Story.artifact(1), LinkWindow.at(now)));
    }

    @Test
    void aLinkIsTheSameWithinAQuarterOfAnHour() {
        assertThat(at(NOON.plusSeconds(899))).isEqualTo(at(NOON));
        assertThat(at(NOON.plusSeconds(900))).isNotEqualTo(at(NOON));
        assertThat(at(NOON.minusSeconds(1))).isNotEqualTo(at(NOON));
    }

    @Test
    void itWorksForAtLeastAQuarterOfAnHour() {
        assertThat(at(NOON.plusSeconds(899)).getQuery())
                .contains("X-Amz-Date=20261123T120000Z")
                .contains("X-Amz-Expires=1800");
        assertThat(LinkWindow.at(NOON.plusSeconds(899)).linksEnd()).isEqualTo(NOON.plusSeconds(1800));
    }

    @Test
    void itLeadsToThePublicAddressAndNamesNoSecret() {
        URI link = at(NOON);
        assertThat(link.getScheme() + "://" + link.getAuthority()).isEqualTo("https://files.example");
        assertThat(link.getPath()).isEqualTo("/atelier/" + Story.artifact(1).key());
        assertThat(link.getQuery())
                .contains("response-content-disposition=attachment; filename=\"" + Story.job(1) + ".png\"")
                .contains("X-Amz-Credential=the-access-key/20261123/eu-central-1/s3/aws4_request")
                .contains("X-Amz-SignedHeaders=host")
                .doesNotContain("the-secret-key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inputs/someone/abc",
                "results/job-00000000-0000-0002-0000-000000000002/1/x.png",
                "results/job-00000000-0000-0002-0000-000000000001/../x.png",
                "results/job-00000000-0000-0002-0000-000000000001/1/x.png?versionId=1",
                "results/job-00000000-0000-0002-0000-000000000001/1/x.PNG"
            })
    void nothingButAResultOfTheJobIsLinkedTo(String key) {
        Artifact stray = new Artifact(key, "image/png", 1, Story.SHA, null, null);
        assertThatIllegalArgumentException().isThrownBy(() -> links.link(Story.job(1), stray, LinkWindow.at(NOON)));
    }
}
