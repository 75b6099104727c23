"""The strict parser of prometheus_client, and that no series stands twice."""
import sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families

seen = set()
families = 0
for family in text_string_to_metric_families(open(sys.argv[1]).read()):
    families += 1
    for sample in family.samples:
        key = (sample.name, tuple(sorted(sample.labels.items())))
        assert key not in seen, key
        seen.add(key)
print(sys.argv[1], families, "families,", len(seen), "samples")
