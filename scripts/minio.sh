# Sourced by the verbs that need a MinIO server: require_minio finds one, or builds or fetches it once into the cache folder,
# and leaves its path in MINIO_PROGRAM, where the tests look. Standalone needs none.

# RELEASE.2025-09-07T16-13-09Z, the last of which MinIO published binaries and images
minio_release=RELEASE.2025-09-07T16-13-09Z
minio_module=github.com/minio/minio@v0.0.0-20250907161309-07c3a429bfed
declare -A minio_sha256=(
  [amd64]=7c5bd8512c6e966455b1d198209358b2d191c77a83ab377c4073281065fb855f
  [arm64]=5c83cd2cf151717ba0243f73e1c7802ff36e272b67144bdd7f1f7d684fd6f03d
)
minio_cache=${XDG_CACHE_HOME:-$HOME/.cache}/diskmill/bin

go_is_new_enough() {
  local version
  have go || return 1
  version=$(go env GOVERSION 2>/dev/null) # for example go1.26.8
  version=${version#go}
  [ "$(printf '%s\n' 1.24 "${version%%[!0-9.]*}" | sort -V | head -n 1)" = 1.24 ]
}

# Builds in folders of its own, since Go keeps 2 to 3 GB of sources and objects of it that nobody needs again.
build_minio() {
  local folder=$minio_cache/build status=0
  rm -rf "$folder" # of a build that was interrupted
  mkdir -p "$folder"
  say "Building MinIO $minio_release (once; about three minutes)…"
  env GOPATH="$folder/path" GOMODCACHE="$folder/modules" GOCACHE="$folder/objects" GOBIN="$folder/bin" GOTOOLCHAIN=local \
    GOFLAGS=-modcacherw CGO_ENABLED=0 go install -trimpath -ldflags='-s -w' "$minio_module" >"$logs/minio.log" 2>&1 || status=$?
  [ "$status" = 0 ] && mv -f "$folder/bin/minio" "$minio_cache/minio"
  rm -rf "$folder"
  return "$status"
}

fetch_minio() {
  local architecture file=$minio_cache/minio.$$
  case "$(uname -sm)" in
    'Linux x86_64') architecture=amd64 ;;
    'Linux aarch64') architecture=arm64 ;;
    *) die "MinIO can be fetched for Linux only. Put a minio program on the PATH, or install Go 1.24 or newer, and run this again." ;;
  esac
  say "Fetching MinIO $minio_release (110 MB) into $minio_cache…"
  if ! curl -fL --retry 3 -o "$file" "https://github.com/minio/minio/releases/download/$minio_release/minio.linux-$architecture.$minio_release" >"$logs/minio.log" 2>&1; then
    rm -f "$file"
    die "MinIO could not be fetched; see $logs/minio.log. Put a minio program on the PATH, or install Go 1.24 or newer, and run this again."
  fi
  if ! echo "${minio_sha256[$architecture]}  $file" | sha256sum --check --status; then
    rm -f "$file"
    die "The MinIO that came is not the one that we pinned (its SHA-256 differs); it was deleted."
  fi
  chmod 755 "$file"
  mv -f "$file" "$minio_cache/minio"
}

require_minio() {
  if [ -n "${MINIO_PROGRAM:-}" ]; then
    [ -x "$MINIO_PROGRAM" ] || die "MINIO_PROGRAM is $MINIO_PROGRAM, which is no program."
    return
  fi
  if have minio; then
    MINIO_PROGRAM=$(command -v minio)
  else
    if [ ! -x "$minio_cache/minio" ]; then
      mkdir -p "$minio_cache"
      if ! { go_is_new_enough && build_minio; }; then fetch_minio; fi
    fi
    MINIO_PROGRAM=$minio_cache/minio
  fi
  export MINIO_PROGRAM
}
