#!/usr/bin/env bash
# Sees to it that PostgreSQL's programs are there: the tests start a throwaway cluster of their own with them.
# Installs Debian's package when they are not and we may; no server of the machine's own is started or used.
set -euo pipefail

found() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

refuse() {
	echo "PostgreSQL's programs (initdb, postgres) are not installed, and $1." >&2
	echo "Install them (Debian, Ubuntu: sudo apt-get install postgresql) and run this again." >&2
	exit 1
}

if found; then exit 0; fi
if [ "$(id -u)" -ne 0 ]; then refuse "only root may install them"; fi
if ! command -v apt-get >/dev/null; then refuse "this machine has no apt-get to install them with"; fi

# The package would make a cluster and start it at once; ours is made for each test run instead.
if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
	mkdir -p /etc/postgresql-common
	echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install -y --no-install-recommends -o Dpkg::Options::=--force-confold postgresql
found || refuse "installing them did not bring initdb"
