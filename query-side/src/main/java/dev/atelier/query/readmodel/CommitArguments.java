package dev.atelier.query.readmodel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes as the script takes them: as few commands as they can be put into, in their order. */
final class CommitArguments {
    /** Lua can unpack some thousand values at once. */
    private static final int VALUES_MAX = 2_000;

    private final List<byte[]> arguments = new ArrayList<>();
    private final List<byte[]> values = new ArrayList<>();
    private final String prefix;
    private String command = "";
    private String index = "";

    CommitArguments(String prefix) {
        this.prefix = prefix;
    }

    void add(String argument) {
        arguments.add(argument.getBytes(UTF_8));
    }

    void addAll(List<Write> writes) {
        writes.forEach(this::add);
        flush();
    }

    Object[] toArray() {
        return arguments.toArray();
    }

    private void add(Write write) {
        switch (write) {
            case Write.Put(String key, String json, Duration ttl)
            when ttl != null -> {
                join("SET", "");
                value(prefix + key);
                value(json);
                value("PX");
                value(Long.toString(ttl.toMillis()));
                flush();
            }
            case Write.Put(String key, String json, Duration _) -> {
                join("MSET", "");
                value(prefix + key);
                value(json);
            }
            case Write.Drop(String key) -> {
                join("UNLINK", "");
                value(prefix + key);
            }
            case Write.Add(String name, String member, long score) -> {
                join("ZADD", name);
                value(Long.toString(score));
                value(member);
            }
            case Write.Remove(String name, String member) -> {
                join("ZREM", name);
                value(member);
            }
        }
    }

    /** Goes on with the command under way, or begins another. */
    private void join(String next, String ofIndex) {
        if (next.equals(command) && ofIndex.equals(index) && values.size() < VALUES_MAX) {
            return;
        }
        flush();
        command = next;
        index = ofIndex;
        if (!ofIndex.isEmpty()) {
            value(prefix + ofIndex);
        }
    }

    private void value(String value) {
        values.add(value.getBytes(UTF_8));
    }

    private void flush() {
        if (!values.isEmpty()) {
            add(command);
            add(Integer.toString(values.size()));
            arguments.addAll(values);
        }
        values.clear();
        command = "";
    }
}
