"""The contract of Coder's first releases: one test per operation, against its mock, or by `--target URL`."""

from mockdown.testing import contract_suite

contract = contract_suite("coder-v0")
