# For .ci/run and the checks; to be sourced.
# shellcheck shell=bash

say() {
    printf '\n=== %s\n' "$*"
}

# need_program PROGRAM PACKAGE: installs Debian's package if the program is missing.
need_program() {
    command -v "$1" >/dev/null || install_package "$2"
}

install_package() {
    local root=()
    [ "$(id -u)" -eq 0 ] || root=(sudo)
    printf 'installing %s\n' "$1"
    "${root[@]}" apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1" >/dev/null
}

# copy_sources FOLDER: the tree as git would have it, changes not yet committed included.
copy_sources() {
    mkdir -p "$1"
    git ls-files -z --cached --others --exclude-standard |
        tar --null --files-from=- --create --ignore-failed-read 2>/dev/null | tar --extract --directory "$1"
}

# scratch_folder: a new folder that goes when the check ends; its name is in $scratch.
scratch_folder() {
    scratch=$(mktemp -d)
    trap 'rm -rf "$scratch"' EXIT
}
