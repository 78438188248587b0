package dev.atelier.allinone.frontdoor;

/** Who stands behind the front door. */
public enum Upstream {
    COMMAND("command-side"),
    QUERY("query-side"),
    /** The local issuer; in production the issuer has an address of its own. */
    ISSUER("issuer");

    private final String service;

    Upstream(String service) {
        this.service = service;
    }

    /** The name of the deployable. */
    public String service() {
        return service;
    }
}
