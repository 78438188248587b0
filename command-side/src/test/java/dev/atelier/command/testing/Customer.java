package dev.atelier.command.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.command.testing.Http.Answer;
import dev.atelier.command.upload.picture.Pictures;
import java.awt.image.BufferedImage;

/** A person with what it takes to order something. */
public record Customer(CommandSide side, Http http) {
    /** Registers them, if nobody has. */
    public String account() {
        return http.post("/api/users", "{}").text("accountId");
    }

    public void grant(long credits) {
        Answer granted = side.administrator()
                .post("/admin/accounts/" + account() + "/grants", "{'amount': " + credits + ", 'reason': 'test'}");
        assertThat(granted.status()).isEqualTo(201);
    }

    /** The id of a ready picture of 40 × 30 pixels. */
    public String upload() {
        Answer upload = tryUpload(40);
        assertThat(upload.status()).as(upload.json().toString()).isIn(200, 201);
        return upload.text("id");
    }

    /** What is answered to a picture of this width. */
    public Answer tryUpload(int width) {
        byte[] png = Pictures.encode(new BufferedImage(width, 30, BufferedImage.TYPE_INT_RGB), "png");
        return http.post("/api/uploads", "image/png", png);
    }

    /** The same, with so many credits more. */
    public String uploadWith(long credits) {
        grant(credits);
        return upload();
    }

    /** Orders the preset that costs 2. */
    public Answer order(String upload) {
        return order(http, upload);
    }

    public static Answer order(Http http, String upload) {
        return http.post("/api/jobs", body(upload));
    }

    public static String body(String upload) {
        return "{'preset': 'invert', 'inputs': {'image': '" + upload + "'}}";
    }

    public static void assertProblem(Answer answer, int status, String code) {
        assertThat(answer.text("code")).as(answer.json().toString()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }
}
