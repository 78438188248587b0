package dev.atelier.query.queue.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineShapeTest {
    @Test
    void whoIsAloneIsServedInTheirOwnOrder() {
        LineShape shape = with(3);

        assertThat(shape.turns(1)).isEqualTo(1);
        assertThat(shape.turns(3)).isEqualTo(3);
    }

    @Test
    void oneJobBesideAHundredOfAnotherPersonIsTheSecondAtTheLatest() {
        LineShape shape = with(100, 1);

        assertThat(shape.turns(1)).isEqualTo(2);
        assertThat(shape.turns(100)).isEqualTo(101);
    }

    @Test
    void whoLeavesTheLineIsNotCounted() {
        LineShape shape = with(2, 2, 1).moved(2, 1).moved(1, 0);

        assertThat(shape).isEqualTo(with(2, 1));
        assertThat(shape.moved(2, 0).moved(1, 0)).isEqualTo(LineShape.empty());
    }

    private static LineShape with(int... jobs) {
        LineShape shape = LineShape.empty();
        for (int own : jobs) {
            shape = shape.moved(0, own);
        }
        return shape;
    }
}
