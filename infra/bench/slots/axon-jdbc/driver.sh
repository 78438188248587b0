#!/usr/bin/env bash
set -euo pipefail
home=$(cd "$(dirname "$0")/../../../.." && pwd)
. "$home/infra/bench/built.sh"

exec "$JAVA_HOME/bin/java" -Xmx1g -XX:+UseSerialGC "${bench_flags[@]}" -Datelier.bench.home="$home" \
  -cp "$module_class_path" dev.atelier.bench.slots.StoreDriver stock
