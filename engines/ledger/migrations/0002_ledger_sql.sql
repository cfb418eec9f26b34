-- A ledger that any number of processes write with SQL alone. It shares nothing with the journal of a single writer.
-- What is 0 in TigerBeetle's records because it was left out (an id, user data) is null here.
create table ledger_sql_account (
  id uuid primary key,
  debits_pending numeric not null default 0,
  debits_posted numeric not null default 0,
  credits_pending numeric not null default 0,
  credits_posted numeric not null default 0,
  user_data_128 uuid,
  user_data_64 numeric,
  user_data_32 bigint,
  ledger bigint not null,
  code int not null,
  flags int not null,
  "timestamp" bigint not null unique
) with (fillfactor = 60);

create table ledger_sql_transfer (
  id uuid not null unique,
  debit_account_id uuid not null,
  credit_account_id uuid not null,
  amount numeric not null,
  pending_id uuid,
  user_data_128 uuid,
  user_data_64 numeric,
  user_data_32 bigint,
  timeout_s bigint not null,
  ledger bigint not null,
  code int not null,
  flags int not null,
  "timestamp" bigint primary key
);

create index ledger_sql_transfer_debit on ledger_sql_transfer (debit_account_id, "timestamp");
create index ledger_sql_transfer_credit on ledger_sql_transfer (credit_account_id, "timestamp");
create index ledger_sql_transfer_user_data_128 on ledger_sql_transfer (user_data_128, "timestamp") where user_data_128 is not null;
create index ledger_sql_transfer_user_data_64 on ledger_sql_transfer (user_data_64, "timestamp") where user_data_64 is not null;

-- What became of pending transfers.
create table ledger_sql_pending (
  id uuid primary key,
  standing smallint not null,
  expires_at bigint,
  "timestamp" bigint not null
);

comment on column ledger_sql_pending.standing is '2 pending, 3 posted, 4 voided, 5 expired';
create index ledger_sql_pending_due on ledger_sql_pending (expires_at, "timestamp") where standing = 2 and expires_at is not null;

-- Ids that are spent because their transfers were refused.
create table ledger_sql_refusal (
  id uuid primary key,
  status text not null,
  "timestamp" bigint not null
);

-- How accounts with the flag `history` stood after each of their transfers.
create table ledger_sql_balance (
  account_id uuid not null,
  "timestamp" bigint not null,
  debits_pending numeric not null,
  debits_posted numeric not null,
  credits_pending numeric not null,
  credits_posted numeric not null,
  primary key (account_id, "timestamp")
);

-- The moment given last. Whoever writes locks it first and holds it until the end of its transaction: there is one lock, so nobody waits
-- in a circle, and requests are judged, numbered and committed in the same order, so no reader ever meets a gap that is filled later.
create table ledger_sql_clock (
  only_one boolean primary key default true check (only_one),
  at bigint not null
) with (fillfactor = 10);

insert into ledger_sql_clock (at) values (0);

create trigger ledger_sql_transfer_no_change before update or delete or truncate on ledger_sql_transfer for each statement execute function ledger_no_change();
create trigger ledger_sql_refusal_no_change before update or delete or truncate on ledger_sql_refusal for each statement execute function ledger_no_change();
create trigger ledger_sql_balance_no_change before update or delete or truncate on ledger_sql_balance for each statement execute function ledger_no_change();

-- Flags are TigerBeetle's. Of a transfer: 1 linked, 2 pending, 4 posts, 8 voids, 16 and 32 balance the debit and the credit account, 64 and
-- 128 close them. Of an account: 1 linked, 2 and 4 debits and credits have a limit, 8 history, 32 closed.
create function ledger_sql_id_fault(id uuid, flags int, known_flags int) returns text language sql immutable as $$
  select case
    when flags & ~known_flags <> 0 then 'reservedFlag'
    when id = '00000000-0000-0000-0000-000000000000' then 'idMustNotBeZero'
    when id = 'ffffffff-ffff-ffff-ffff-ffffffffffff' then 'idMustNotBeIntMax'
  end
$$;

-- What is wrong with a transfer between two accounts, whatever there is in the ledger.
create function ledger_sql_move_fault(t ledger_sql_transfer) returns text language sql immutable as $$
  select case
    when t.debit_account_id is null then 'debitAccountIdMustNotBeZero'
    when t.debit_account_id = 'ffffffff-ffff-ffff-ffff-ffffffffffff' then 'debitAccountIdMustNotBeIntMax'
    when t.credit_account_id is null then 'creditAccountIdMustNotBeZero'
    when t.credit_account_id = 'ffffffff-ffff-ffff-ffff-ffffffffffff' then 'creditAccountIdMustNotBeIntMax'
    when t.debit_account_id = t.credit_account_id then 'accountsMustBeDifferent'
    when t.pending_id is not null then 'pendingIdMustBeZero'
    when t.flags & 2 = 0 and t.timeout_s <> 0 then 'timeoutReservedForPendingTransfer'
    when t.flags & 2 = 0 and t.flags & 192 <> 0 then 'closingTransferMustBePending'
    when t.ledger is null then 'ledgerMustNotBeZero'
    when t.code is null then 'codeMustNotBeZero'
  end
$$;

-- What is wrong with a transfer that posts or voids another, whatever there is in the ledger.
create function ledger_sql_settling_fault(t ledger_sql_transfer) returns text language sql immutable as $$
  select case
    when t.flags & 12 = 12 or t.flags & 242 <> 0 then 'flagsAreMutuallyExclusive'
    when t.pending_id is null then 'pendingIdMustNotBeZero'
    when t.pending_id = 'ffffffff-ffff-ffff-ffff-ffffffffffff' then 'pendingIdMustNotBeIntMax'
    when t.pending_id = t.id then 'pendingIdMustBeDifferent'
    when t.timeout_s <> 0 then 'timeoutReservedForPendingTransfer'
  end
$$;

-- A transfer that settles another, with what it leaves out taken from that other.
create function ledger_sql_filled(t ledger_sql_transfer, p ledger_sql_transfer) returns ledger_sql_transfer language sql immutable as $$
  select row(
    t.id,
    coalesce(t.debit_account_id, p.debit_account_id),
    coalesce(t.credit_account_id, p.credit_account_id),
    case when t.amount = case when t.flags & 8 <> 0 then 0 else 340282366920938463463374607431768211455 end then p.amount else t.amount end,
    t.pending_id,
    coalesce(t.user_data_128, p.user_data_128),
    coalesce(t.user_data_64, p.user_data_64),
    coalesce(t.user_data_32, p.user_data_32),
    t.timeout_s,
    coalesce(t.ledger, p.ledger),
    coalesce(t.code, p.code),
    t.flags,
    t."timestamp"
  )::ledger_sql_transfer
$$;

-- How a transfer compares with the one that was made under its id; p is the one that it settles.
create function ledger_sql_comparison(asked ledger_sql_transfer, made ledger_sql_transfer, p ledger_sql_transfer) returns text language plpgsql immutable as $$
declare
  t ledger_sql_transfer := asked;
begin
  if asked.flags <> made.flags then
    return 'existsWithDifferentFlags';
  elsif asked.pending_id is distinct from made.pending_id then
    return 'existsWithDifferentPendingId';
  elsif asked.timeout_s <> made.timeout_s then
    return 'existsWithDifferentTimeout';
  elsif asked.flags & 12 <> 0 then
    t := ledger_sql_filled(asked, p);
  end if;
  return case
    when t.debit_account_id is distinct from made.debit_account_id then 'existsWithDifferentDebitAccountId'
    when t.credit_account_id is distinct from made.credit_account_id then 'existsWithDifferentCreditAccountId'
    when t.amount < made.amount or t.flags & 48 = 0 and t.amount <> made.amount then 'existsWithDifferentAmount'
    when t.user_data_128 is distinct from made.user_data_128 then 'existsWithDifferentUserData128'
    when t.user_data_64 is distinct from made.user_data_64 then 'existsWithDifferentUserData64'
    when t.user_data_32 is distinct from made.user_data_32 then 'existsWithDifferentUserData32'
    when t.ledger is distinct from made.ledger then 'existsWithDifferentLedger'
    when t.code is distinct from made.code then 'existsWithDifferentCode'
    else 'exists'
  end;
end $$;

-- Undoes pending transfers whose time is up, the earliest first, as many as a request may hold; returns how many. Each takes a moment.
create function ledger_sql_expire(now_ns bigint) returns bigint language sql set enable_nestloop = on as $$
  with gone as (
    update ledger_sql_pending set standing = 5
    where id in (
      select id from ledger_sql_pending
      where standing = 2 and expires_at is not null and expires_at <= now_ns
      order by expires_at, "timestamp" limit 8190
    )
    returning id
  ), side as (
    select debit_account_id as account_id, amount as debit, 0 as credit, flags & 64 <> 0 as opens from ledger_sql_transfer join gone using (id)
    union all
    select credit_account_id, 0, amount, flags & 128 <> 0 from ledger_sql_transfer join gone using (id)
  ), released as (
    select account_id, sum(debit) as debits, sum(credit) as credits, bool_or(opens) as opens from side group by account_id
  ), undone as (
    update ledger_sql_account set
      debits_pending = debits_pending - debits,
      credits_pending = credits_pending - credits,
      flags = case when opens then flags & ~32 else flags end
    from released where id = account_id
  )
  select count(*) from gone
$$;

-- Makes the transfers of one request, in their order, and tells of each what became of it. The request is packed: every id and account
-- is in it once, and events name them by their place. What is needed is read as a set, judged in memory, and written as a set.
-- Plans owe nothing to statistics: rows are found by their keys and joined by hash. A plan that was made while a table was empty would
-- otherwise read all of it for each event once it is full.
create function ledger_sql_create_transfers(
  now_ns bigint, ids uuid[], accounts uuid[],
  id_places int[], pending_places int[], debit_places int[], credit_places int[], amounts numeric[],
  user_data_128s uuid[], user_data_64s numeric[], user_data_32s bigint[], timeouts bigint[], ledgers bigint[], codes int[], all_flags int[],
  out statuses text[], out timestamps bigint[]
) language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_nestloop = off set jit = off as $$
declare
  too_much constant numeric := 340282366920938463463374607431768211456;
  size constant int := cardinality(id_places);
  since bigint;
  moment bigint;
  -- By place of an id: what is under it, and 0 nothing, 1 a transfer, 2 a pending one, 3 posted, 4 voided, 5 expired, 6 a refusal.
  made ledger_sql_transfer[];
  standings int[];
  expiries bigint[];
  debits_of int[];
  credits_of int[];
  -- By place of an account.
  pending_debits numeric[];
  posted_debits numeric[];
  pending_credits numeric[];
  posted_credits numeric[];
  account_ledgers bigint[];
  account_flags int[];
  -- By event, of those that are linked: by what to take them back.
  moved_pending numeric[] := array_fill(null::numeric, array[size]);
  moved_posted numeric[] := array_fill(null::numeric, array[size]);
  flags_of_debit int[] := array_fill(null::int, array[size]);
  flags_of_credit int[] := array_fill(null::int, array[size]);
  by_pending numeric;
  by_posted numeric;
  debit_flags int;
  credit_flags int;
  balances ledger_sql_balance[] := '{}';
  event record;
  t ledger_sql_transfer;
  p ledger_sql_transfer;
  verdict text;
  is_linked boolean;
  is_broken boolean := false;
  is_two_phase boolean := false;
  chain_start int;
  d int;
  c int;
begin
  select at into strict since from ledger_sql_clock for update;
  moment := greatest(since, now_ns);
  if exists (select from ledger_sql_pending where standing = 2 and expires_at is not null and expires_at <= moment) then
    moment := moment + ledger_sql_expire(moment);
  end if;

  with found as materialized (
    select m.id, m as transfer, h.standing, h.expires_at
    from ledger_sql_transfer m left join ledger_sql_pending h on h.id = m.id and h.id = any(ids)
    where m.id = any(ids)
  ), refused as materialized (
    select r.id from ledger_sql_refusal r where r.id = any(ids)
  )
  select
    array_agg(f.transfer order by place),
    array_agg(coalesce(f.standing, case when f.id is not null then 1 when r.id is not null then 6 else 0 end) order by place),
    array_agg(f.expires_at order by place)
  into made, standings, expiries
  from unnest(ids) with ordinality as u(id, place) left join found f on f.id = u.id left join refused r on r.id = u.id;

  -- What settles a pending transfer need not name its accounts.
  if exists (select from unnest(pending_places) as place where standings[place] = 2) then
    accounts := accounts || array(
      select m.debit_account_id from unnest(standings, made) as m(standing) where m.standing = 2
      union select m.credit_account_id from unnest(standings, made) as m(standing) where m.standing = 2
      except select unnest(accounts)
    );
    select array_agg(d.place order by m.place), array_agg(c.place order by m.place) into debits_of, credits_of
    from rows from (unnest(made), generate_series(1, cardinality(made))) as m(
      id, debit_account_id, credit_account_id, amount, pending_id, user_data_128, user_data_64, user_data_32,
      timeout_s, ledger, code, flags, "timestamp", place)
    left join unnest(accounts) with ordinality as d(id, place) on d.id = m.debit_account_id
    left join unnest(accounts) with ordinality as c(id, place) on c.id = m.credit_account_id;
  else
    debits_of := array_fill(null::int, array[cardinality(ids)]);
    credits_of := debits_of;
  end if;

  with found as materialized (
    select id, debits_pending, debits_posted, credits_pending, credits_posted, ledger, flags from ledger_sql_account where id = any(accounts)
  )
  select
    array_agg(a.debits_pending order by place), array_agg(a.debits_posted order by place),
    array_agg(a.credits_pending order by place), array_agg(a.credits_posted order by place),
    array_agg(a.ledger order by place), array_agg(a.flags order by place)
  into pending_debits, posted_debits, pending_credits, posted_credits, account_ledgers, account_flags
  from unnest(accounts) with ordinality as u(id, place) left join found a on a.id = u.id;

  for event in
    select k, id_place, pending_place, debit_place, credit_place, row(
      ids[id_place], accounts[debit_place], accounts[credit_place], amount, ids[pending_place],
      user_data_128, user_data_64, user_data_32, timeout_s, ledger, code, flags, 0)::ledger_sql_transfer as asked
    from unnest(
      id_places, pending_places, debit_places, credit_places, amounts, user_data_128s, user_data_64s, user_data_32s,
      timeouts, ledgers, codes, all_flags
    ) with ordinality as u(
      id_place, pending_place, debit_place, credit_place, amount, user_data_128, user_data_64, user_data_32,
      timeout_s, ledger, code, flags, k)
    order by k
  loop
    moment := moment + 1;
    timestamps[event.k] := moment;
    t := event.asked;
    t."timestamp" := moment;
    is_linked := t.flags & 1 <> 0;
    if is_linked and chain_start is null then
      chain_start := event.k;
      is_broken := false;
    end if;

    verdict := null;
    if is_linked and event.k = size then
      verdict := 'linkedEventChainOpen';
    elsif is_broken then
      verdict := 'linkedEventFailed';
    else
      verdict := ledger_sql_id_fault(t.id, t.flags, 255);
    end if;
    if verdict is not null then
      null;
    elsif standings[event.id_place] = 6 then
      verdict := 'idAlreadyFailed';
    elsif standings[event.id_place] <> 0 then
      p := made[event.id_place];
      verdict := ledger_sql_comparison(t, p, made[event.pending_place]);
      if verdict = 'exists' then
        timestamps[event.k] := p."timestamp";
      end if;
    elsif t.flags & 12 = 0 then
      d := event.debit_place;
      c := event.credit_place;
      verdict := coalesce(ledger_sql_move_fault(t), case
        when account_ledgers[d] is null then 'debitAccountNotFound'
        when account_ledgers[c] is null then 'creditAccountNotFound'
        when account_ledgers[d] <> account_ledgers[c] then 'accountsMustHaveTheSameLedger'
        when t.ledger <> account_ledgers[d] then 'transferMustHaveTheSameLedgerAsAccounts'
        when account_flags[d] & 32 <> 0 then 'debitAccountAlreadyClosed'
        when account_flags[c] & 32 <> 0 then 'creditAccountAlreadyClosed'
      end);
      if verdict is null then
        if t.flags & 16 <> 0 then
          t.amount := least(t.amount, greatest(0, posted_credits[d] - posted_debits[d] - pending_debits[d]));
        end if;
        if t.flags & 32 <> 0 then
          t.amount := least(t.amount, greatest(0, posted_debits[c] - posted_credits[c] - pending_credits[c]));
        end if;
        verdict := case
          when t.flags & 2 <> 0 and pending_debits[d] + t.amount >= too_much then 'overflowsDebitsPending'
          when t.flags & 2 <> 0 and pending_credits[c] + t.amount >= too_much then 'overflowsCreditsPending'
          when posted_debits[d] + t.amount >= too_much then 'overflowsDebitsPosted'
          when posted_credits[c] + t.amount >= too_much then 'overflowsCreditsPosted'
          when pending_debits[d] + posted_debits[d] + t.amount >= too_much then 'overflowsDebits'
          when pending_credits[c] + posted_credits[c] + t.amount >= too_much then 'overflowsCredits'
          when t.timeout_s > 0 and moment + t.timeout_s * 1000000000.0 >= 9223372036854775808 then 'overflowsTimeout'
          when account_flags[d] & 2 <> 0 and pending_debits[d] + posted_debits[d] + t.amount > posted_credits[d] then 'exceedsCredits'
          when account_flags[c] & 4 <> 0 and pending_credits[c] + posted_credits[c] + t.amount > posted_debits[c] then 'exceedsDebits'
        end;
      end if;
      if verdict is null then
        debit_flags := account_flags[d];
        credit_flags := account_flags[c];
        if t.flags & 2 <> 0 then
          by_pending := t.amount;
          by_posted := 0;
          standings[event.id_place] := 2;
          expiries[event.id_place] := case when t.timeout_s > 0 then moment + t.timeout_s * 1000000000 end;
          debits_of[event.id_place] := d;
          credits_of[event.id_place] := c;
          if t.flags & 64 <> 0 then
            account_flags[d] := account_flags[d] | 32;
          end if;
          if t.flags & 128 <> 0 then
            account_flags[c] := account_flags[c] | 32;
          end if;
        else
          by_pending := 0;
          by_posted := t.amount;
          standings[event.id_place] := 1;
        end if;
      end if;
    else
      p := made[event.pending_place];
      d := debits_of[event.pending_place];
      c := credits_of[event.pending_place];
      verdict := coalesce(ledger_sql_settling_fault(t), case standings[event.pending_place]
        when 0 then 'pendingTransferNotFound' when 6 then 'pendingTransferNotFound' when 1 then 'pendingTransferNotPending' end);
      if verdict is null then
        t := ledger_sql_filled(t, p);
        verdict := case
          when t.debit_account_id <> p.debit_account_id then 'pendingTransferHasDifferentDebitAccountId'
          when t.credit_account_id <> p.credit_account_id then 'pendingTransferHasDifferentCreditAccountId'
          when t.ledger <> p.ledger then 'pendingTransferHasDifferentLedger'
          when t.code <> p.code then 'pendingTransferHasDifferentCode'
          when t.amount > p.amount then 'exceedsPendingTransferAmount'
          when t.flags & 8 <> 0 and t.amount <> p.amount then 'pendingTransferHasDifferentAmount'
          when standings[event.pending_place] = 3 then 'pendingTransferAlreadyPosted'
          when standings[event.pending_place] = 4 then 'pendingTransferAlreadyVoided'
          when standings[event.pending_place] = 5 or expiries[event.pending_place] <= moment then 'pendingTransferExpired'
          when t.flags & 4 <> 0 and account_flags[d] & 32 <> 0 then 'debitAccountAlreadyClosed'
          when t.flags & 4 <> 0 and account_flags[c] & 32 <> 0 then 'creditAccountAlreadyClosed'
        end;
      end if;
      if verdict is null then
        debit_flags := account_flags[d];
        credit_flags := account_flags[c];
        by_pending := -p.amount;
        standings[event.id_place] := 1;
        if t.flags & 4 <> 0 then
          by_posted := t.amount;
          standings[event.pending_place] := 3;
        else
          by_posted := 0;
          standings[event.pending_place] := 4;
          if p.flags & 64 <> 0 then
            account_flags[d] := account_flags[d] & ~32;
          end if;
          if p.flags & 128 <> 0 then
            account_flags[c] := account_flags[c] & ~32;
          end if;
        end if;
      end if;
    end if;

    if verdict is null then
      verdict := 'created';
      made[event.id_place] := t;
      is_two_phase := is_two_phase or t.flags & 14 <> 0;
      if by_pending <> 0 then
        pending_debits[d] := pending_debits[d] + by_pending;
        pending_credits[c] := pending_credits[c] + by_pending;
      end if;
      posted_debits[d] := posted_debits[d] + by_posted;
      posted_credits[c] := posted_credits[c] + by_posted;
      if chain_start is not null then
        moved_pending[event.k] := by_pending;
        moved_posted[event.k] := by_posted;
        flags_of_debit[event.k] := debit_flags;
        flags_of_credit[event.k] := credit_flags;
      end if;
      if account_flags[d] & 8 <> 0 then
        balances := balances || row(
          accounts[d], moment, pending_debits[d], posted_debits[d], pending_credits[d], posted_credits[d])::ledger_sql_balance;
      end if;
      if account_flags[c] & 8 <> 0 then
        balances := balances || row(
          accounts[c], moment, pending_debits[c], posted_debits[c], pending_credits[c], posted_credits[c])::ledger_sql_balance;
      end if;
    elsif chain_start is not null and not is_broken then
      is_broken := true;
      -- The whole chain is taken back, the last event first.
      for k in reverse event.k - 1 .. chain_start loop
        d := coalesce(debit_places[k], debits_of[pending_places[k]]);
        c := coalesce(credit_places[k], credits_of[pending_places[k]]);
        pending_debits[d] := pending_debits[d] - moved_pending[k];
        posted_debits[d] := posted_debits[d] - moved_posted[k];
        pending_credits[c] := pending_credits[c] - moved_pending[k];
        posted_credits[c] := posted_credits[c] - moved_posted[k];
        account_flags[d] := flags_of_debit[k];
        account_flags[c] := flags_of_credit[k];
        if pending_places[k] is not null then
          standings[pending_places[k]] := 2;
        end if;
        standings[id_places[k]] := 0;
        made[id_places[k]] := null;
        statuses[k] := 'linkedEventFailed';
      end loop;
    end if;
    statuses[event.k] := verdict;
    if verdict in ('debitAccountNotFound', 'creditAccountNotFound', 'pendingTransferNotFound', 'exceedsCredits', 'exceedsDebits',
      'debitAccountAlreadyClosed', 'creditAccountAlreadyClosed') then
      standings[event.id_place] := 6;
      insert into ledger_sql_refusal values (t.id, verdict, moment);
    end if;
    if not is_linked then
      chain_start := null;
      is_broken := false;
    end if;
  end loop;

  insert into ledger_sql_transfer select m.* from unnest(made) m where m."timestamp" > since order by m."timestamp";
  if is_two_phase then
    update ledger_sql_pending h set standing = m.standing
    from unnest(standings, made) as m(standing) where h.id = m.id and h.id = any(ids) and m."timestamp" <= since and m.standing <> h.standing;
    insert into ledger_sql_pending select m.id, m.standing, case when m.timeout_s > 0 then m."timestamp" + m.timeout_s * 1000000000 end, m."timestamp"
    from unnest(standings, made) as m(standing) where m."timestamp" > since and m.flags & 2 <> 0;
  end if;
  if cardinality(balances) > 0 then
    insert into ledger_sql_balance select b.* from unnest(balances) b where b."timestamp" in (select m."timestamp" from unnest(made) m);
  end if;
  update ledger_sql_account a set
    debits_pending = u.debits_pending, debits_posted = u.debits_posted,
    credits_pending = u.credits_pending, credits_posted = u.credits_posted, flags = u.flags
  from unnest(accounts, pending_debits, posted_debits, pending_credits, posted_credits, account_flags)
    as u(id, debits_pending, debits_posted, credits_pending, credits_posted, flags)
  where a.id = u.id and a.id = any(accounts)
    and (a.debits_pending, a.debits_posted, a.credits_pending, a.credits_posted, a.flags)
      is distinct from (u.debits_pending, u.debits_posted, u.credits_pending, u.credits_posted, u.flags);
  update ledger_sql_clock set at = moment;
end $$;

-- Opens the accounts of one request, packed like the transfers of one.
create function ledger_sql_create_accounts(
  now_ns bigint, ids uuid[], id_places int[], user_data_128s uuid[], user_data_64s numeric[], user_data_32s bigint[], ledgers bigint[], codes int[], all_flags int[],
  out statuses text[], out timestamps bigint[]
) language plpgsql as $$
declare
  size constant int := cardinality(id_places);
  since bigint;
  moment bigint;
  opened ledger_sql_account[];
  event record;
  a ledger_sql_account;
  e ledger_sql_account;
  verdict text;
  is_linked boolean;
  is_broken boolean := false;
  chain_start int;
begin
  select at into strict since from ledger_sql_clock for update;
  moment := greatest(since, now_ns);
  select array_agg(o order by place) into opened from unnest(ids) with ordinality as u(id, place) left join ledger_sql_account o on o.id = u.id;
  for event in
    select k, id_place, row(ids[id_place], 0, 0, 0, 0, user_data_128, user_data_64, user_data_32, ledger, code, flags, 0)::ledger_sql_account as asked
    from unnest(id_places, user_data_128s, user_data_64s, user_data_32s, ledgers, codes, all_flags)
      with ordinality as u(id_place, user_data_128, user_data_64, user_data_32, ledger, code, flags, k)
    order by k
  loop
    moment := moment + 1;
    timestamps[event.k] := moment;
    a := event.asked;
    a."timestamp" := moment;
    is_linked := a.flags & 1 <> 0;
    if is_linked and chain_start is null then
      chain_start := event.k;
      is_broken := false;
    end if;
    e := opened[event.id_place];
    verdict := case
      when is_linked and event.k = size then 'linkedEventChainOpen'
      when is_broken then 'linkedEventFailed'
      else coalesce(ledger_sql_id_fault(a.id, a.flags, 47), case
        when e.id is null then case
          when a.flags & 6 = 6 then 'flagsAreMutuallyExclusive'
          when a.ledger is null then 'ledgerMustNotBeZero'
          when a.code is null then 'codeMustNotBeZero'
          else 'created'
        end
        when a.flags <> e.flags then 'existsWithDifferentFlags'
        when a.user_data_128 is distinct from e.user_data_128 then 'existsWithDifferentUserData128'
        when a.user_data_64 is distinct from e.user_data_64 then 'existsWithDifferentUserData64'
        when a.user_data_32 is distinct from e.user_data_32 then 'existsWithDifferentUserData32'
        when a.ledger is distinct from e.ledger then 'existsWithDifferentLedger'
        when a.code is distinct from e.code then 'existsWithDifferentCode'
        else 'exists'
      end)
    end;
    if verdict = 'created' then
      opened[event.id_place] := a;
    elsif chain_start is not null and not is_broken then
      is_broken := true;
      for k in chain_start .. event.k - 1 loop
        opened[id_places[k]] := null;
        statuses[k] := 'linkedEventFailed';
      end loop;
    end if;
    if verdict = 'exists' then
      timestamps[event.k] := e."timestamp";
    end if;
    statuses[event.k] := verdict;
    if not is_linked then
      chain_start := null;
      is_broken := false;
    end if;
  end loop;
  insert into ledger_sql_account select o.* from unnest(opened) o where o."timestamp" > since order by o."timestamp";
  update ledger_sql_clock set at = moment;
end $$;
