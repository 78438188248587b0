# Sourced by ./mvnw and ./run: finds a JDK 25 and exports JAVA_HOME, or says in one line what to do.
# Looks at JAVA_HOME, JAVA_HOME_25_X64, the folders where packages and SDK managers put JDKs, then at the PATH.
_is_jdk25() { [ -x "$1/bin/javac" ] && grep -qs '^JAVA_VERSION="25' "$1/release"; }
_find_jdk25() {
  for _candidate in "${JAVA_HOME:-}" "${JAVA_HOME_25_X64:-}" "${JAVA_HOME_25_ARM64:-}" \
    /usr/lib/jvm/*25* /opt/*jdk*25* "$HOME"/.sdkman/candidates/java/25* "$HOME"/.jdks/*25* \
    /Library/Java/JavaVirtualMachines/*25*/Contents/Home; do
    [ -n "$_candidate" ] && _is_jdk25 "$_candidate" && { printf '%s\n' "$_candidate"; return; }
  done
  _javac=$(command -v javac 2>/dev/null) || return 1
  _candidate=$(dirname "$(dirname "$(readlink -f "$_javac")")")
  _is_jdk25 "$_candidate" && printf '%s\n' "$_candidate"
}
if JAVA_HOME=$(_find_jdk25); then
  export JAVA_HOME
else
  echo "Atelier needs a JDK 25 and found none: install one (for example Temurin 25 from https://adoptium.net) or set JAVA_HOME to it." >&2
  exit 1
fi
unset _candidate _javac
