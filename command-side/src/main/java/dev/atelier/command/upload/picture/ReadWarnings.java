package dev.atelier.command.upload.picture;

import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;

/** Hears a reader that shows a cut-off or damaged picture as if it were whole. */
final class ReadWarnings implements IIOReadWarningListener {
    private boolean damage;

    @Override
    public void warningOccurred(ImageReader source, @Nullable String warning) {
        String text = String.valueOf(warning).toLowerCase(Locale.ROOT);
        damage |= text.contains("premature") || text.contains("corrupt") || text.contains("truncated");
    }

    boolean sawDamage() {
        return damage;
    }
}
