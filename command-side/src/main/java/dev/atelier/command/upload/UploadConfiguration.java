package dev.atelier.command.upload;

import dev.atelier.command.account.Balances;
import dev.atelier.command.storage.ObjectStorage;
import dev.atelier.command.stream.Streams;
import dev.atelier.command.stream.Submission;
import dev.atelier.command.upload.picture.BusyException;
import dev.atelier.command.upload.picture.PictureCleaner;
import dev.atelier.command.upload.picture.PictureSettings;
import dev.atelier.command.upload.picture.UnacceptablePictureException;
import dev.atelier.command.upload.picture.UnacceptablePictureException.Why;
import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.eventstore.LogReader;
import dev.atelier.web.link.PublicAddress;
import dev.atelier.web.problem.ProblemException;
import dev.atelier.web.problem.ProblemTranslation;
import dev.atelier.web.request.BodySettings;
import dev.atelier.web.request.Seats;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Pictures that people hand in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PictureSettings.class)
public class UploadConfiguration {
    @Bean
    UploadCommands uploadCommands(Streams streams) {
        return new UploadCommands(streams.of(UploadAggregate.class, UploadAggregate::new));
    }

    @Bean
    Uploads uploads(LogReader log) {
        return new Uploads(log);
    }

    @Bean
    PictureIntake pictureIntake(
            Uploads uploads,
            PictureSettings pictures,
            ObjectStorage storage,
            Submission submission,
            LogReader log,
            Balances balances,
            BodySettings bodies) {
        return new PictureIntake(
                uploads,
                new PictureCleaner(pictures),
                storage,
                submission,
                log,
                balances,
                bodies.picture().toBytes());
    }

    @Bean
    UploadController uploadController(
            PictureIntake intake,
            ObjectStorage storage,
            PublicAddress address,
            BodySettings bodies,
            PictureSettings pictures) {
        return new UploadController(
                intake, storage, address, bodies.picture().toBytes(), new Seats(pictures.perPersonMax()));
    }

    @Bean
    ProblemTranslation pictureProblems() {
        return exception -> switch (exception) {
            case UnacceptablePictureException unacceptable -> Optional.of(problem(unacceptable.why()));
            case BusyException busy -> Optional.of(ProblemException.of(ErrorCode.UNAVAILABLE, busy));
            default -> Optional.empty();
        };
    }

    private static ProblemException problem(Why why) {
        return switch (why) {
            case Why.NotAPicture _ -> ProblemException.of(ErrorCode.NOT_AN_IMAGE);
            case Why.TooManyPixels w ->
                ProblemException.of(ErrorCode.TOO_MANY_PIXELS)
                        .with("width", w.width())
                        .with("height", w.height())
                        .with("pixels", (long) w.width() * w.height())
                        .with("pixelsMax", w.pixelsMax())
                        .with("sideMax", w.sideMax());
        };
    }
}
