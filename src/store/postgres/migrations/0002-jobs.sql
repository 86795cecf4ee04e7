-- Long work that any desk may take up (STACK.md §10). What a job is about is sealed; kinds, counts and times are not.
-- The clock of leases is the server's, so that no two desks' clocks are compared.
create table allforall.job (
  id bigint generated always as identity primary key,
  kind text not null check (kind ~ '^[a-z][a-z0-9.-]{0,63}$'),
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  request allforall.age_file not null,
  resume allforall.age_file,
  result allforall.age_file,
  done_count bigint not null default 0 check (done_count >= 0),
  of_count bigint check (of_count >= 0),
  attempt integer not null default 0,
  attempts_max integer not null check (attempts_max between 1 and 100),
  leased_until timestamptz,
  is_cancel_asked boolean not null default false,
  fault_code text check (fault_code ~ '^[A-Z][A-Z0-9_]{0,63}$')
);
create index job_waiting on allforall.job (id) where state in ('waiting', 'running');
