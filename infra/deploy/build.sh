#!/usr/bin/env bash
# Builds the functions for template.yaml. The flags matter: without lambda.norpc the linker keeps net/rpc and
# html/template, and a cold start takes about a third longer.
#
#   infra/deploy/build.sh && sam deploy --config-file infra/deploy/samconfig.toml --guided
set -euo pipefail
cd "$(dirname "$0")/../.."
export CGO_ENABLED=0
export GOFLAGS="-trimpath -tags=lambda.norpc,nethttpomithttp2 '-ldflags=-s -w'"
exec sam build --config-file infra/deploy/samconfig.toml "$@"
