# Sourced by ./bench, its slots and ./chaos: builds when a source is newer than the build, and says where everything is.
# Each module's class path is a file target/class-path of its own, so that every deployable starts with its own libraries.
# shellcheck shell=bash
. "$home/.mvn/jdk.sh"

built_module=${built_module:-infra/bench}
built=$home/$built_module/target/built
if [ ! -f "$built" ] || [ -n "$(find "$home" -path '*/target' -prune -o \
  \( -path '*/src/main/*' -o -name pom.xml \) -newer "$built" -type f -print -quit)" ]; then
  echo "building Atelier (the first time this fetches its libraries) ..." >&2
  log=$(mktemp)
  if ! (cd "$home" && ./mvnw -q -B -pl "$built_module" -am -DskipTests -Dspotless.check.skip package) >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    echo "the build failed, see above" >&2
    exit 1
  fi
  rm -f "$log"
  touch "$built"
fi

module_class_path=$home/$built_module/target/$(basename "$built_module")-0.1.0-SNAPSHOT.jar:$(cat "$home/$built_module/target/class-path")
bench_flags=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow
  -Ddisable-axoniq-console-message=true -Dorg.springframework.boot.logging.LoggingSystem=none -Dfile.encoding=UTF-8)
