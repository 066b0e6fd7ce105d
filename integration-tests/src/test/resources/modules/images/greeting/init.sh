# Needs a way to the packages, which only the node that builds an image has.

apt-get -qq update
DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends hello
export_env GREETED_AS "image build: $MUSTER_IMAGE_BUILD"
