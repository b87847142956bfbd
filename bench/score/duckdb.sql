-- What the core computes, as SQL says it, from the raw score of every user, which is a sum over rows or
-- over columns. Results are kept in tables, as ours are in arrays.
create or replace temp table user_scores as
with raws as materialized (
  select "user", account, raw from raw_scores
), benchmarks as (
  select quantile_cont(raw, 0.9) as benchmark from raws where raw > 0
)
select
  "user", account, benchmark, least(raw, benchmark) as winsorized,
  case when raw <= 0 then 0
    else 100 * (1 - exp(-2 * least(raw / benchmark, 1))) / (1 - exp(-2)) end as score
from raws cross join benchmarks;

create or replace temp table account_scores as
with sums as materialized (
  select
    account, count(*) as known, sum(score) as score, sum(winsorized) as total,
    avg(score) filter (where score > 0) as average
  from user_scores group by account
), benchmarks as (
  select
    quantile_cont(total, 0.9) filter (where total > 0) as benchmark,
    sum(score) / sum(known) as mean_member
  from sums
)
select
  account, coalesce(average, 0) as average,
  case when average is null then 0
    else 100 * (1 - exp(-2 * least(total / benchmark, 1))) / (1 - exp(-2)) end as total,
  case when average is null then 0 else (score + 3 * mean_member) / (known + 3) end as fair
from sums cross join benchmarks;
