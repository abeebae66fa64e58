"""The contract of Vela: one test per operation, against its mock, or a service by `--target URL`."""

from mockdown.testing import contract_suite

contract = contract_suite("vela")
