// Tests of Statistics.
