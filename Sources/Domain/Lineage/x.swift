// Module Lineage.
