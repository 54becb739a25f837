#!/usr/bin/env bash
# Builds the functions for template.yaml. The flags matter: without lambda.norpc the linker keeps net/rpc and
# html/template, and a cold start takes about a third longer. Code that waits for the network is not inlined (-l):
# that saves about 0.13 MB in each archive.
# Without -buildvcs=false every commit would change every archive.
#
#   infra/deploy/build.sh && sam deploy --config-file infra/deploy/samconfig.toml --parameter-overrides OidcIssuer=…
#
# with every parameter that has no default; --guided asks for ever for secrets that may be empty.
set -euo pipefail
cd "$(dirname "$0")/../.."
export CGO_ENABLED=0
flags=(-trimpath -buildvcs=false -tags=lambda.norpc,nethttpomithttp2)
for package in github.com/aws net vendor crypto/tls crypto/x509 html text; do flags+=("-gcflags=$package/...=-l"); done
export GOFLAGS="${flags[*]} '-ldflags=-s -w'"
exec sam build --config-file infra/deploy/samconfig.toml "$@"
