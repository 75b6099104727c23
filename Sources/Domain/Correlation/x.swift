// Module Correlation.
