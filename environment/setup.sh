# shellcheck shell=bash disable=SC2034
# What the scripts beside this one share. Sourced, not run:  . environment/setup.sh; prepare; build
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
kernelspec="$root/kernel/target/kernelspec"
classpath="$kernelspec/otherwise-kernel.jar:$kernelspec/lib/*"

# Java before 18 takes its character set from the locale, and a fresh machine has none.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
  *UTF-8 | *utf8) ;;
  *) export LC_ALL=C.UTF-8 ;;
esac

# A JDK of 17 or later with javac and jdk.jshell: a run-time environment alone cannot run a notebook.
is_jdk() {
  [ -x "$1/bin/javac" ] &&
    "$1/bin/java" --list-modules 2>/dev/null | grep -E '^jdk\.jshell@(1[7-9]|[2-9][0-9])' >/dev/null
}

# The JDK that is set, the one on the path, or whichever the system has; puts it first on the path.
find_jdk() {
  local on_path home
  on_path="$(readlink -f "$(command -v javac || true)" || true)"
  for home in "${JAVA_HOME:-}" "${on_path%/bin/javac}" /usr/lib/jvm/*; do
    if [ -n "$home" ] && is_jdk "$home"; then
      export JAVA_HOME="$home" PATH="$home/bin:$PATH"
      return 0
    fi
  done
  return 1
}

has_font() {
  [ -n "$(find /usr/share/fonts "$HOME/.fonts" "$HOME/.local/share/fonts" -name '*.[to]tf' -print -quit 2>/dev/null)" ]
}

# Which JDK this release of Debian or Ubuntu has.
jdk_package() {
  local version
  for version in 17 21 25; do
    if apt-cache show "openjdk-$version-jdk-headless" >/dev/null 2>&1; then
      echo "openjdk-$version-jdk-headless"
      return
    fi
  done
  echo openjdk-17-jdk-headless
}

# Runs apt-get as root, or with sudo where that asks no password.
apt() {
  if [ "$(id -u)" = 0 ]; then
    DEBIAN_FRONTEND=noninteractive apt-get "$@" >&2
  else
    sudo -n env DEBIAN_FRONTEND=noninteractive apt-get "$@" >&2
  fi
}

may_install() {
  command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}

# Installs packages; where this user may not, prints the one line to run and ends with 2.
# "jdk" stands for whichever JDK this release has.
install_packages() {
  if may_install; then
    apt update -qq
    echo "installing $*" >&2
    apt install -y -qq --no-install-recommends "${@/#jdk/$(jdk_package)}"
  else
    echo "Software is missing that only this machine's administrator can install; run this line, then try again:" >&2
    echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${*/#jdk/$(jdk_package)}" >&2
    exit 2
  fi
}

# Installs what is missing of JDK, Maven and a font for charts; does nothing if all is there.
prepare() {
  local missing=()
  find_jdk || missing+=(jdk)
  command -v mvn >/dev/null || missing+=(maven)
  has_font || missing+=(fonts-dejavu-core)
  if [ ${#missing[@]} -eq 0 ]; then return; fi
  install_packages ca-certificates "${missing[@]}"
  if ! find_jdk; then
    echo "The JDK must be of version 17 or later, with javac and jdk.jshell, but none was found; set JAVA_HOME to one." >&2
    exit 2
  fi
}

# Builds the jars unless they are newer than every source.
build() {
  local stamp="$kernelspec/.built"
  if [ -e "$stamp" ] && [ -e "$kernelspec/otherwise-kernel.jar" ] &&
    [ -z "$(find "$root/pom.xml" "$root"/*/pom.xml "$root"/*/src/main -newer "$stamp" -type f -print -quit)" ]; then
    return
  fi
  echo "building" >&2
  local begun
  begun="$(mktemp)"
  mvn -B -q -f "$root/pom.xml" -Dmaven.test.skip=true package >&2
  # The stamp is as old as the start: what changed during the build is built next time.
  mv "$begun" "$stamp"
}

# Makes the kernel known to Jupyter, unless another Java kernel has that name already.
install_kernel() {
  java -jar "$kernelspec/otherwise-kernel.jar" --install >&2 ||
    echo "note: Jupyter was not told of this kernel; notebooks run here all the same" >&2
}
