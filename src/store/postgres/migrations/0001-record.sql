-- The record and the vault (RECORD.md §11). Leaves hold salted commitments, the vault holds ciphertext: no table of this
-- schema has a column for a name, a date of birth or a number of a person.
create table allforall.record_head (
  only_row boolean primary key default true check (only_row),
  size bigint not null check (size >= 0),
  root bytea not null check (length(root) = 32)
);
create table allforall.record_entry (
  index bigint primary key check (index >= 0),
  bytes bytea not null check (length(bytes) between 0 and 65535)
);
alter table allforall.record_entry alter column bytes set storage external;

-- Hash tiles; entry bundles are put together from the entries.
create table allforall.record_tile (
  level smallint not null check (level between 0 and 63),
  n bigint not null check (n >= 0),
  width smallint not null check (width between 1 and 256),
  bytes bytea not null check (length(bytes) = 32 * width),
  primary key (level, n, width)
);
alter table allforall.record_tile alter column bytes set storage external;

-- The newest checkpoint that the log signed, and the newest that met the quorum.
create table allforall.record_pending (
  only_row boolean primary key default true check (only_row),
  size bigint not null, root bytea not null, note bytea not null
);
create table allforall.record_checkpoint (
  only_row boolean primary key default true check (only_row),
  size bigint not null, root bytea not null, note bytea not null
);
-- Every checkpoint that ever met the quorum.
create table allforall.record_published (size bigint primary key, note bytea not null);
-- policy, keys/*.vkey, pack.json and the like, by path.
create table allforall.record_file (path text collate "C" primary key, bytes bytea not null);
create table allforall.witness_checkpoint (
  side text collate "C" primary key, size bigint not null, root bytea not null, text bytea not null
);

-- Ciphertext only: an age v1 file, or the row is refused.
create domain allforall.age_file as bytea
  check (substring(value from 1 for 21) = 'age-encryption.org/v1'::bytea);
create table allforall.vault_sealed (
  sealed bytea primary key check (length(sealed) = 32),
  ciphertext allforall.age_file not null check (sha256(ciphertext) = sealed)
);
alter table allforall.vault_sealed alter column ciphertext set storage external;
create table allforall.vault_snapshot (
  compartment text collate "C" not null, first bigint not null check (first >= 0),
  ciphertext allforall.age_file not null, primary key (compartment, first)
);
alter table allforall.vault_snapshot alter column ciphertext set storage external;

-- Entries are added, never changed: a seat belt against mistakes. Against intent stand the cosigned roots.
create function allforall.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'entries of the record are never changed or removed' using errcode = 'AFA01';
end $$;
create trigger record_entry_stays before update or delete on allforall.record_entry
  for each row execute function allforall.refuse_change();
create trigger record_entry_not_emptied before truncate on allforall.record_entry
  for each statement execute function allforall.refuse_change();

-- One batch: sequenced by an advisory lock, moved by compare-and-swap on (size, root). False when the head is another;
-- nothing was written then.
create function allforall.record_append(
  old_size bigint, old_root bytea, new_root bytea, leaves bytea[], levels smallint[], numbers bigint[], tiles bytea[]
) returns boolean language plpgsql as $$
begin
  if current_setting('fsync') = 'off' or current_setting('full_page_writes') = 'off'
     or current_setting('synchronous_commit') not in ('on', 'remote_apply') then
    raise exception 'the server would acknowledge before it is durable' using errcode = 'AFA02';
  end if;
  perform pg_advisory_xact_lock(1634099506, 1);
  update allforall.record_head set size = old_size + cardinality(leaves), root = new_root
    where size = old_size and root = old_root;
  if not found then return false; end if;
  insert into allforall.record_entry
    select old_size + u.i - 1, u.leaf from unnest(leaves) with ordinality as u(leaf, i);
  insert into allforall.record_tile
    select u.level, u.n, 256, u.bytes from unnest(levels, numbers, tiles) as u(level, n, bytes);
  return true;
end $$;
