package dev.atelier.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Tests of a contract that a subject is known to fail, each with the reason. They run nevertheless and must fail, so
 * that the list stays true; in the report they are skipped tests with that reason.
 */
final class KnownFailures implements InvocationInterceptor, AfterAllCallback {
    private final Map<String, String> reasons;
    private final Set<String> met = new HashSet<>();

    /** @param reasons why, by the name of the test's method */
    KnownFailures(Map<String, String> reasons) {
        this.reasons = reasons;
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        String name = method.getExecutable().getName();
        String reason = reasons.get(name);
        if (reason == null) {
            invocation.proceed();
            return;
        }
        met.add(name);
        try {
            invocation.proceed();
        } catch (Exception | AssertionError e) {
            throw new TestAbortedException("fails, as it is known to: " + reason, e);
        }
        throw new AssertionError("passes, so it is no known failure any more: " + reason);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        assertThat(met).as("known failures that ran").isEqualTo(reasons.keySet());
    }
}
