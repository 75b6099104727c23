// Module Trust.
