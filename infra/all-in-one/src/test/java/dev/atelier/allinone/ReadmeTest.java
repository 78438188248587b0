package dev.atelier.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.contracts.account.AccountCommand;
import dev.atelier.contracts.account.GrantCommand;
import dev.atelier.contracts.job.JobCommand;
import dev.atelier.contracts.preset.PresetCommand;
import dev.atelier.contracts.upload.UploadCommand;
import dev.atelier.contracts.user.UserCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's index is true: every command has its row, and every link leads somewhere. */
class ReadmeTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(#[^)]*)?\\)");

    @Test
    void every_link_in_the_documents_leads_somewhere() throws IOException {
        try (Stream<Path> documents =
                Stream.concat(Stream.of(ROOT.resolve("README.md")), Files.walk(ROOT.resolve("docs")))) {
            for (Path document :
                    documents.filter(path -> path.toString().endsWith(".md")).toList()) {
                List<String> dead = LINK.matcher(Files.readString(document))
                        .results()
                        .map(match -> match.group(1))
                        .filter(target -> !target.startsWith("http"))
                        .filter(target -> Files.notExists(document.resolveSibling(target)))
                        .toList();
                assertThat(dead).as("dead links in %s", document).isEmpty();
            }
        }
    }

    @Test
    void every_command_has_a_row_in_the_index() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));

        assertThat(Stream.of(
                                UserCommand.class,
                                AccountCommand.class,
                                GrantCommand.class,
                                JobCommand.class,
                                PresetCommand.class,
                                UploadCommand.class)
                        .flatMap(vocabulary -> Arrays.stream(vocabulary.getPermittedSubclasses()))
                        .map(Class::getSimpleName)
                        .toList())
                .allSatisfy(command -> assertThat(readme)
                        .as("a row `%s` in the index", command)
                        .contains("| `" + command + "`"));
    }
}
