package dev.atelier.conformance.comfyui;

import static dev.atelier.conformance.Check.require;

import dev.atelier.contracts.run.RunOrder;
import dev.atelier.gpu.comfyui.ComfyUi;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Runs that end well. */
final class Results {
    private static final List<String> NODES =
            List.of("EmptyImage", "LoadImage", "ImageInvert", "ImageScale", "ImageBlur", "SaveImage");

    private final Stand stand;

    Results(Stand stand) {
        this.stand = stand;
    }

    String answers() throws Exception {
        require(stand.client.isAvailable(), "the client does not find it available");
        String version =
                stand.get("/system_stats").at("/system/comfyui_version").asString("unknown");
        return "version " + version;
    }

    String hasNodes() throws Exception {
        for (String node : NODES) {
            require(stand.get("/object_info/" + node).has(node), "it has no node " + node);
        }
        return NODES.size() + " nodes";
    }

    String resultComesBack() throws Exception {
        Running run = stand.start(Graphs.order(Graphs.colour(0x336699)));
        requireColour(run.picture(), 0x336699);
        require(!run.percents().isEmpty(), "no progress was heard on the web socket");
        return "percents " + run.percents();
    }

    String pictureGoesThrough() throws Exception {
        BufferedImage picture = new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(1, 1, 0x0f1e2d);
        var file = stand.file("picture.png");
        ImageIO.write(picture, "png", file.toFile());
        RunOrder order = Graphs.orderWithPicture(Graphs.invert());
        BufferedImage back =
                stand.start(stand.client, order, Map.of("image", file)).picture();
        require(back.getWidth() == 8 && back.getHeight() == 6, "it came back in another size");
        for (int shift = 0; shift <= 16; shift += 8) {
            int wanted = 255 - (0x0f1e2d >> shift & 0xff);
            int found = back.getRGB(1, 1) >> shift & 0xff;
            require(Math.abs(wanted - found) <= 1, "a channel is %d and not %d".formatted(found, wanted));
        }
        return "8 × 6 pixels";
    }

    /** The server computes nothing the second time; the client has to get a file of the second run all the same. */
    String cachedResult() throws Exception {
        requireColour(stand.start(Graphs.order(Graphs.colour(0x010203))).picture(), 0x010203);
        requireColour(stand.start(Graphs.order(Graphs.colour(0x010203))).picture(), 0x010203);
        return "";
    }

    String twoClients() throws Exception {
        try (ComfyUi other = stand.another()) {
            List<Running> runs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                ComfyUi by = i % 2 == 0 ? stand.client : other;
                runs.add(stand.start(by, Graphs.order(Graphs.colour(colour(i))), Map.of()));
            }
            for (int i = 0; i < runs.size(); i++) {
                requireColour(runs.get(i).picture(), colour(i));
            }
        }
        return "4 results, each its own";
    }

    private static int colour(int run) {
        return 0x204060 + 0x101010 * run;
    }

    private static void requireColour(BufferedImage picture, int colour) throws Exception {
        int found = picture.getRGB(picture.getWidth() / 2, picture.getHeight() / 2) & 0xff_ffff;
        require(found == colour, "the colour is %06x and not %06x".formatted(found, colour));
    }
}
