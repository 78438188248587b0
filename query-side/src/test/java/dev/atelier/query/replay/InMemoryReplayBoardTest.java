package dev.atelier.query.replay;

class InMemoryReplayBoardTest extends ReplayBoardContract {
    @Override
    ReplayBoard board() {
        return new InMemoryReplayBoard();
    }
}
