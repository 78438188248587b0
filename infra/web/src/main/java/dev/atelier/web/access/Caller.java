package dev.atelier.web.access;

import dev.atelier.contracts.error.ErrorCode;
import dev.atelier.contracts.user.UserId;
import dev.atelier.contracts.wire.Metadata;
import dev.atelier.web.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and for whom: an argument of a controller's method. A person acts for themselves; a service names the
 * person it acts for with the header {@code On-Behalf-Of}, only in its own namespace; an administrator acts for
 * nobody.
 */
public final class Caller {
    private final Set<Role> roles;
    private final String name;
    private final @Nullable ExternalIdentity identity;
    private final @Nullable String namespace;
    private final IdentityLookup lookup;
    private final String requestId;

    /**
     * @param name the token's subject, or a service's client id
     * @param identity whose affairs these are; null for a service that named nobody
     * @param namespace whose people a service may speak for; null for all others
     */
    Caller(
            Set<Role> roles,
            String name,
            @Nullable ExternalIdentity identity,
            @Nullable String namespace,
            IdentityLookup lookup,
            String requestId) {
        this.roles = Set.copyOf(roles);
        this.name = name;
        this.identity = identity;
        this.namespace = namespace;
        this.lookup = lookup;
        this.requestId = requestId;
    }

    /** The strongest role of the token. */
    public Role role() {
        if (roles.contains(Role.SERVICE)) {
            return Role.SERVICE;
        }
        return roles.contains(Role.ADMIN) ? Role.ADMIN : Role.USER;
    }

    /** Whether the token has the role; an administrator may be a user as well. */
    public boolean is(Role role) {
        return roles.contains(role);
    }

    /**
     * The identity of the person whose affairs these are, registered or not. {@code SUBJECT_REQUIRED} for a service
     * that named nobody, {@code FORBIDDEN} for an administrator who is not a user.
     */
    public ExternalIdentity identity() {
        if (identity == null) {
            throw ProblemException.of(ErrorCode.SUBJECT_REQUIRED);
        }
        if (!is(Role.USER) && !is(Role.SERVICE)) {
            throw ProblemException.of(ErrorCode.FORBIDDEN);
        }
        return identity;
    }

    /** Whether the request is about somebody in particular; a service may leave that open. */
    public boolean namesSomebody() {
        return identity != null;
    }

    /** Whose people a service may speak for; empty for everybody else. */
    public Optional<String> namespace() {
        return Optional.ofNullable(namespace);
    }

    /** The registered person behind {@link #identity()}, if there is one. */
    public Optional<UserId> registered() {
        return find(identity());
    }

    /** The person whose affairs these are; beside the problems of {@link #identity()}, {@code NOT_REGISTERED}. */
    public UserId person() {
        return registered().orElseThrow(() -> ProblemException.of(ErrorCode.NOT_REGISTERED));
    }

    /**
     * The person whom a path names by a subject of {@code namespace}, if this caller may see them: the service of that
     * namespace, or the person themselves. Empty for unknown and for not yours alike.
     */
    public Optional<UserId> personKnownAs(String namespace, String subject) {
        Optional<UserId> known = find(ExternalIdentity.in(namespace, subject));
        if (is(Role.SERVICE)) {
            return namespace.equals(this.namespace) ? known : Optional.empty();
        }
        return known.filter(person -> is(Role.USER) && registered().equals(Optional.of(person)));
    }

    /** Who acts, as events remember it: {@code user-…}, {@code service:<name>} or {@code admin:<subject>}. */
    public String actor() {
        return switch (role()) {
            case USER -> person().toString();
            case SERVICE -> "service:" + name;
            case ADMIN -> "admin:" + name;
        };
    }

    /** The id of this HTTP request, which also stands in the logs: {@code request-<uuid>}. */
    public String requestId() {
        return requestId;
    }

    /** What events carry for a deed in the affairs of {@link #person()}, caused by this request. */
    public Map<String, String> metadata() {
        return metadata(requestId);
    }

    /**
     * What events carry for a deed in the affairs of {@link #person()}.
     *
     * @param cause an event's, message's or request's id
     */
    public Map<String, String> metadata(String cause) {
        return metadata(person(), cause);
    }

    /** What events carry for a deed in the affairs of {@code subject}, who may be registering right now. */
    public Map<String, String> metadata(UserId subject, String cause) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(Metadata.ACTOR, role() == Role.USER ? subject.toString() : actor());
        metadata.put(Metadata.SUBJECT, subject.toString());
        metadata.put(Metadata.CAUSE, cause);
        return metadata;
    }

    private Optional<UserId> find(ExternalIdentity wanted) {
        return lookup.find(wanted.kind(), wanted.issuer(), wanted.subject());
    }
}
