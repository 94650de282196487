.PHONY: demo test lint
