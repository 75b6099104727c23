// Module Mapping.
