// Package contract has the types of the contract, infra/openapi.yaml. What the contract tells is generated from it by the
// module infra/tools.
package contract

//go:generate go -C ../../../infra/tools tool oapi-codegen -config ../../internal/api/contract/config.yaml ../openapi.yaml
//go:generate go -C ../../../infra/tools run ./contract ../openapi.yaml ../..
