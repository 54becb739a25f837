package contract

// What the contract tells is generated from it by the module infra/tools.
//go:generate go -C ../../../infra/tools tool oapi-codegen -config ../../internal/api/contract/config.yaml -o ../../internal/api/contract/models.gen.go ../openapi.yaml
//go:generate go -C ../../../infra/tools run ./contract ../openapi.yaml ../..
