package dev.atelier.query.readmodel;

import dev.atelier.wire.WireJson;

/** A kind of document: how its keys begin, and the type that its JSON is read into. */
public record Document<T>(String kind, Class<T> type) {
    public String key(Object id) {
        return kind + ":" + id;
    }

    public T read(String json) {
        return WireJson.mapper().readValue(json, type);
    }
}
