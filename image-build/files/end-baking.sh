#!/usr/bin/env bash
# Ends the agent that baked, and writes down all that is baked.

set -euo pipefail

readonly from=/tmp/muster-image
readonly state=/var/lib/muster

if [[ -s $from/agent.pid ]]; then
  agent=$(<"$from/agent.pid")
  if kill "$agent" 2>/dev/null; then
    timeout 30 tail --pid="$agent" -f /dev/null || kill -KILL "$agent"
  fi
fi

# Of the agent's state only that stays which holds for every machine of the image.
if [[ -d $state ]]; then
  find "$state" -mindepth 1 -maxdepth 1 ! -name artifacts ! -name env.d ! -name markers -exec rm -rf {} +
fi

python3 - <<'END'
import hashlib, json, os, pathlib, time

def digest(path):
    sha = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            sha.update(block)
    return sha.hexdigest()

def below(folder):
    return sorted(f for f in pathlib.Path(folder).rglob("*") if f.is_file() and not f.is_symlink())

system = dict(
    line.rstrip().split("=", 1) for line in open("/etc/os-release", encoding="utf-8") if "=" in line
)
agent = pathlib.Path("/usr/lib/muster")
state = pathlib.Path("/var/lib/muster")
manifest = {
    "name": os.environ["IMAGE_NAME"],
    "madeAt": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    "system": system.get("PRETTY_NAME", "").strip('"'),
    "kernel": os.uname().release,
    "agent": {f.name: digest(f) for f in below(agent) if f.name != "image.json"},
    "markers": {str(f.relative_to(state)): digest(f) for f in below(state / "markers")},
    "artifacts": {str(f.relative_to(state)): digest(f) for f in below(state / "artifacts")},
}
(agent / "image.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
END
chmod 644 /usr/lib/muster/image.json
