package dev.atelier.allinone.issuer;

/**
 * Somebody who has an account at the local issuer.
 *
 * @param name what they type, unique
 * @param subject the {@code sub} of their tokens, opaque and for ever
 * @param passwordHash bcrypt; empty for a person who was made on the command line and cannot sign in
 */
record LocalPerson(String name, String subject, String passwordHash) {
    @Override
    public String toString() {
        return "LocalPerson[" + name + "]";
    }
}
