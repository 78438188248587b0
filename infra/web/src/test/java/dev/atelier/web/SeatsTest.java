package dev.atelier.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.atelier.web.request.Seats;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeatsTest {
    @Test
    void seats_are_counted_for_each_person() {
        Seats seats = new Seats(2);
        Optional<Seats.Seat> first = seats.take("anna");
        assertThat(seats.take("anna")).isPresent();
        assertThat(seats.take("anna")).isEmpty();
        assertThat(seats.take("boris")).isPresent();
        first.orElseThrow().close();
        assertThat(seats.take("anna")).isPresent();
        assertThat(seats.take("anna")).isEmpty();
    }
}
