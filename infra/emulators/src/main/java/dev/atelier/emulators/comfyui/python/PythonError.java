package dev.atelier.emulators.comfyui.python;

/**
 * An exception that the Python server would raise: its type name and its text are part of the wire protocol
 * ({@code exception_type}, {@code exception_message}); where nobody catches it, the answer is a 500.
 */
public final class PythonError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String type;

    public PythonError(String type, String text) {
        super(text, null, false, false);
        this.type = type;
    }

    public static PythonError typeError(String text) {
        return new PythonError("TypeError", text);
    }

    public static PythonError valueError(String text) {
        return new PythonError("ValueError", text);
    }

    public static PythonError attributeError(String owner, String attribute) {
        return new PythonError("AttributeError", "'%s' object has no attribute '%s'".formatted(owner, attribute));
    }

    /** A missing key; Python prints a KeyError as the quoted key. */
    public static PythonError keyError(String key) {
        return new PythonError("KeyError", PythonText.quoted(key));
    }

    public static PythonError runtimeError(String text) {
        return new PythonError("RuntimeError", text);
    }

    /** Name of the type as the server prints it: the module is left out for built-in types only. */
    public String type() {
        return type;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
