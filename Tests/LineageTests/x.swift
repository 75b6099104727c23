// Tests of Lineage.
