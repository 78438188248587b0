package dev.atelier.allinone;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** An interface that names all its variants. */
final class SealedCondition extends ArchCondition<JavaClass> {
    SealedCondition() {
        super("be sealed");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        if (!type.reflect().isSealed()) {
            events.add(SimpleConditionEvent.violated(type, type.getName() + " is not sealed"));
        }
    }
}
