// Module Records.
