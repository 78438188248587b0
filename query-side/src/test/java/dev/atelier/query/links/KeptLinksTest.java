package dev.atelier.query.links;

import static dev.atelier.query.Story.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.job.Artifact;
import dev.atelier.query.Story;
import org.junit.jupiter.api.Test;

/** A link is signed once in its window, for one object of one job. */
class KeptLinksTest {
    private int signed;
    private final KeptLinks links = new KeptLinks((job, artifact, window) -> job + artifact.key() + window + ++signed);

    @Test
    void aLinkIsSignedOnceInItsWindow() {
        String link = links.link(Story.job(1), Story.artifact(1), LinkWindow.at(NOON));
        assertThat(links.link(Story.job(1), Story.artifact(1), LinkWindow.at(NOON.plusSeconds(899))))
                .isEqualTo(link);
        assertThat(links.link(Story.job(1), Story.artifact(1), LinkWindow.at(NOON.plusSeconds(900))))
                .isNotEqualTo(link);
        assertThat(signed).isEqualTo(2);
    }

    @Test
    void eachObjectHasItsOwn() {
        LinkWindow window = LinkWindow.at(NOON);
        Artifact one = Story.artifact(1);
        Artifact asVideo = new Artifact(one.key(), "video/mp4", one.bytes(), one.sha256(), null, null);
        links.link(Story.job(1), one, window);
        links.link(Story.job(1), asVideo, window);
        links.link(Story.job(1), Story.artifact(2), window);
        links.link(Story.job(2), Story.artifact(2), window);
        assertThat(signed).isEqualTo(4);
    }

    @Test
    void thereIsALimitToHowManyAreKept() {
        for (int job = 0; job < KeptLinks.MAX + 1_000; job++) {
            links.link(Story.job(job), Story.artifact(job), LinkWindow.at(NOON));
        }
        assertThat(links.size()).isLessThanOrEqualTo(KeptLinks.MAX);
    }
}
