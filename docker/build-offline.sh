#!/usr/bin/env bash
# Builds all images of compose.offline.yaml from packages alone: Debian's, npm's and Maven's. No image is pulled.
#
#   docker/build-offline.sh            builds what is not there yet, and what has changed
#
# DOCKER_HOST names another daemon; COMPOSE another Compose than `docker compose`. Exit codes: 0 built, 1 something failed,
# 4 this machine lacks something, which is named.
set -euo pipefail
cd "$(dirname "$0")/.."
compose=${COMPOSE:-docker compose}
node_version=24.21.0
npm_version=11.21.2
base=gatehouse-offline/base:node-$node_version
build=gatehouse-offline/build:node-$node_version

missing() {
  echo "CONTAINERS_NOT_BUILT: $1" >&2
  exit 4
}
docker version >/dev/null 2>&1 || missing 'no Docker daemon answers. Start one, or name it in DOCKER_HOST.'
$compose version >/dev/null 2>&1 || missing 'there is no Docker Compose 2. Install its plugin, or name a program in COMPOSE.'

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say() { printf '\n== %s\n' "$*"; }
has_image() { docker image inspect "$1" >/dev/null 2>&1; }

if ! has_image "$base"; then
  say "$base: Debian's packages, and Node.js"
  [ "$(id -u)" = 0 ] || missing 'the base image is made by debootstrap, which must be root.'
  command -v debootstrap >/dev/null || missing 'there is no debootstrap: apt-get install -y debootstrap'
  case $(uname -m) in
    x86_64) arch=x64 ;;
    aarch64) arch=arm64 ;;
    *) missing "Node.js is not published as a package for $(uname -m)." ;;
  esac
  npm pack --silent --pack-destination "$work" "node-linux-$arch@$node_version" >/dev/null
  debootstrap --variant=minbase --include=ca-certificates bookworm "$work/root" >"$work/debootstrap.log" ||
    { tail -n 5 "$work/debootstrap.log" >&2; exit 1; }
  (cd "$work/root" && rm -rf var/cache/apt/* var/lib/apt/lists/* var/cache/debconf/* usr/share/{doc,man,locale,info}/*)
  tar -xzf "$work/node-linux-$arch-$node_version.tgz" -C "$work/root/usr/local" --strip-components 1 package/bin/node
  tar -C "$work/root" -c . | docker import - "$base" >/dev/null
fi

if ! has_image "$build"; then
  say "$build: the same with npm, to build in"
  mkdir "$work/build"
  npm pack --silent --pack-destination "$work/build" "npm@$npm_version" >/dev/null
  # Behind a proxy that signs for others, npm needs the authorities that this machine trusts. They stay in this image.
  cp "${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" "$work/build/authorities.crt"
  cp docker/offline/build.Dockerfile "$work/build/Dockerfile"
  docker build -q --build-arg BASE_IMAGE="$base" --build-arg NPM="npm-$npm_version.tgz" -t "$build" "$work/build" >/dev/null
fi

say 'the jars of Kafka and of mongo-java-server'
context=docker/.offline
rm -rf "$context"
mkdir "$context"
trap 'rm -rf "$work" "$context"' EXIT
node docker/offline/fetch-jars.mjs "$context" ||
  missing 'the jars are neither in the cache nor can be downloaded: apt-get install -y maven default-jre-headless'
cp docker/offline/{accepts-connections.sh,start-kafka.sh,server.properties,MongodbServer.java} "$context"

say 'the images'
export BASE_IMAGE=$base BUILD_IMAGE=$build BUILD_NETWORK=host
REVISION=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)
export REVISION
$compose -f docker/compose.offline.yaml --profile '*' build
