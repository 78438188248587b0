package dev.atelier.command.upload.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.command.decision.Decision;
import dev.atelier.contracts.upload.Picture;
import dev.atelier.contracts.upload.UploadCommand.AcceptUpload;
import dev.atelier.contracts.upload.UploadEvent.UploadAccepted;
import dev.atelier.contracts.upload.UploadId;
import dev.atelier.contracts.user.UserId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UploadTest {
    @Test
    void a_picture_is_accepted_once() {
        UserId owner = new UserId(new UUID(0, 1));
        UploadId id = UploadId.of(owner, "ab".repeat(32));
        Picture picture = new Picture("inputs/x", "image/png", 1, "cd".repeat(32), 2, 3);
        AcceptUpload command = new AcceptUpload(id, owner, picture);
        UploadAccepted accepted = new UploadAccepted(id, owner, picture);

        Upload before = new Upload.NotThere();
        assertThat(before.decide(command)).isEqualTo(Decision.events(accepted));
        assertThat(before.evolve(accepted)).isEqualTo(new Upload.Ready(owner, picture));
        assertThat(before.evolve(accepted).decide(command)).isEqualTo(Decision.nothingToDo());
    }
}
