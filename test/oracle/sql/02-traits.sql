-- A trait on a day is what was said last by then: its own, of users else that of their accounts.
CREATE TABLE own_traits AS
SELECT grid.kind, grid.id, grid.day, traits.trait, arg_max(value, traits.day) AS value
FROM grid JOIN traits ON traits.kind = grid.kind AND traits.id = grid.id AND traits.day <= grid.day
GROUP BY ALL;
