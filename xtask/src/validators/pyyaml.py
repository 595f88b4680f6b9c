"""Each file as PyYAML reads it, against its schema: a schema, then files of that kind."""

import json
import sys

try:
    import jsonschema
    import yaml
except ImportError:
    sys.exit(77)

# What other tools see: a key that is no text is one that JSON has not.
with open(sys.argv[1], encoding="utf-8") as text:
    validator = jsonschema.validators.validator_for({"$schema": "https://json-schema.org/draft/2020-12/schema"})(json.load(text))
failed = False
for name in sys.argv[2:]:
    with open(name, encoding="utf-8") as text:
        document = yaml.safe_load(text)
    for error in validator.iter_errors(document):
        failed = True
        print(f"{name}: {error.json_path}: {error.message}", file=sys.stderr)
sys.exit(1 if failed else 0)
