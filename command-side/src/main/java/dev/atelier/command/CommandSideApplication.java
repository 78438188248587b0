package dev.atelier.command;

import org.springframework.boot.builder.SpringApplicationBuilder;

/** The write side as a process. */
public final class CommandSideApplication {
    private CommandSideApplication() {}

    public static void main(String[] arguments) {
        builder().run(arguments);
    }

    /** For whoever starts it beside other deployables; its settings are in {@code command-side.yaml}. */
    public static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(CommandSideConfiguration.class)
                .properties("spring.config.name=command-side");
    }
}
