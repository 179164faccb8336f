"""Reads a draw record with Python alone: python3 verify.py record.json

Checks the commitment, the digits, the order, the panel, the chain of events and every replacement.
Needs an OpenSSL that knows SM3 (most do). Says what fits and what does not; exit code 0 or 1.
The format is described in README.md; the numbers of steps are those of the scheme there.
"""
import hashlib, hmac, json, sys
from collections import deque

H = lambda data: hashlib.new('sm3', data)
mac = lambda key, text: hmac.new(key, text.encode(), 'sm3')
canon = lambda value: json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(',', ':'))
digest = lambda value: H(canon(value).encode()).hexdigest()
lines = lambda *parts: '\n'.join(parts).encode()

r = json.load(open(sys.argv[1], encoding='utf-8'))
rules, rows = r['rules'], {row['cid']: row for row in r['list']['rows']}
L, U = digest(r['list']), digest(rules)
wrong = []


def check(name, fits):
    print('ok ' if fits else 'BAD', name)
    if not fits: wrong.append(name)


def hashed(code, times):  # one-time codes: c(n) is the n-th hash of the secret
    value = bytes.fromhex(code)
    for _ in range(times): value = H(value).digest()
    return value.hex()


# step 4: everybody's digits open the hash given before, and are joined in order
for s in r['sources']:
    said = {'draw': r['id'], 'party': s['party'], 'salt': s['salt'], 'value': s['value']}
    check('digits of ' + s['party'], digest(said) == s['hash'])
check('entropy', ''.join(s['value'] for s in r['sources']) == r['entropy'])

# step 3: code, list and rules open what was published before the digits
top = hashed(r['code'], r['round'])
check('commitment', H(lines(r['id'], L, U, top, r['prev'])).hexdigest() == r['commit'])


def order(code, admitted=()):  # steps 5 and 6: key and tickets
    key = mac(bytes.fromhex(code), lines(r['id'], L, U, r['entropy']).decode()).digest()
    free = [row for row in rows.values() if not row['out'] or row['out'] in admitted]
    ticket = lambda row: min(mac(key, f"{row['cid']}|{j}").hexdigest() for j in range(row.get('w', 1)))
    return [cid for _, cid in sorted((ticket(row), row['cid']) for row in free)]


def seated(held, others, cap):
    """The most seats that can be filled with everybody of `held` (cid -> categories) in one of
    them, and whether all of them are: a maximal flow, the held ones first and never taken back."""
    capacity, near = {}, {}

    def pipe(a, b, size):
        capacity[a, b], capacity[b, a] = capacity.get((a, b), 0) + size, capacity.get((b, a), 0)
        near.setdefault(a, set()).add(b), near.setdefault(b, set()).add(a)

    def push(source):
        came, queue = {source: None}, deque([source])
        while queue:
            a = queue.popleft()
            for b in near.get(a, ()):
                if b not in came and capacity[a, b] > 0: came[b] = a; queue.append(b)
        if 'sink' not in came: return False
        b = 'sink'
        while came[b] is not None: capacity[came[b], b] -= 1; capacity[b, came[b]] += 1; b = came[b]
        return True

    for category, seats in rules['need'].items(): pipe(('seat', category), 'sink', seats)
    for cid, cats in held.items():
        pipe('held', ('one', cid), 1)
        for category in cats: pipe(('one', cid), ('seat', category), 1)
    sitting = 0
    while push('held'): sitting += 1
    units = {}
    for cid in others:
        unit = rows[cid]['unit']
        units.setdefault(unit, None)
        pipe(('unit', unit), ('one', cid), 1)
        for category in rows[cid]['cats']: pipe(('one', cid), ('seat', category), 1)
    for unit in units:
        there = sum(rows.get(cid, {}).get('unit') == unit for cid in held)
        pipe('free', ('unit', unit), max(0, (10 ** 9 if cap == 'none' else cap) - there))
    filled = sitting
    while push('free'): filled += 1
    return filled, sitting == len(held)


def walk(keep, queue, cap):  # step 7: never greedy, as many seats as can be filled at all
    held, taken = dict(keep), []
    best, _ = seated(held, queue, cap)
    for cid in queue:
        if len(held) >= best: break
        unit = rows[cid]['unit']
        if cap != 'none' and sum(rows.get(c, {}).get('unit') == unit for c in held) >= cap: continue
        tried = {**held, cid: rows[cid]['cats']}
        if seated(tried, [c for c in queue if c not in tried], cap) == (best, True):
            held, taken = tried, taken + [cid]
    return taken, sum(rules['need'].values()) - best


def fits(seats, movable):  # a seating: own categories, no category beyond its number
    numbers = {}
    for cid, category in seats.items():
        numbers[category] = numbers.get(category, 0) + 1
        if category not in movable[cid]: return False
    return all(n <= rules['need'].get(category, 0) for category, n in numbers.items())


drawn = order(r['code'])
check('order', r.get('order', drawn) == drawn)
gone, keep = r.get('gone', []), r.get('keep', [])
queue = [cid for cid in drawn if cid not in gone + keep]
taken, _ = walk({cid: rows[cid]['cats'] for cid in keep}, queue, rules['unitCap'])
check('panel', keep + taken == r['panel'])
check('seats', sorted(r['seats']) == sorted(r['panel'])
      and fits(r['seats'], {cid: rows[cid]['cats'] for cid in r['panel']}))

# step 9: every event is bound to the one before it, the first to the record before this one
last = r['prev']
for number, e in enumerate(r['events']):
    said = {'n': e['n'], 'kind': e['kind'], 'at': e['at'], 'body': e['body']}
    last = H(lines(last, canon(said))).hexdigest()
    if number != e['n'] or last != e['hash']: check(f"event {e['n']} {e['kind']}", False); break
check('head', last == r['head'])

# step 8: replacements; who stood stays or is gone, and nobody gone comes back unnamed
seats = dict(r['seats'])
for e in r['events']:
    if e['kind'] != 'replaced': continue
    b = e['body']
    stood = {k['cid']: k['category'] for k in b['keep']}
    named = {x['body'].get('cid') for x in r['events'] if x['n'] < e['n']}
    check(f"event {e['n']}: who stood", all(c in stood or c in b['gone'] for c in seats)
          and all(seats.get(c) == category if c in seats else c in named for c, category in stood.items()))
    code = r['code'] if b['round'] == r['round'] else b['code']
    check(f"event {e['n']}: code", hashed(code, b['round'] - r['round']) == r['code'])
    away = set(b['gone']) | set(stood) | {p['cid'] for p in b['passed']}
    own = lambda cid, category: rows.get(cid, {'cats': [category]})['cats']
    movable = {k['cid']: [k['category']] if k['locked'] else own(k['cid'], k['category']) for k in b['keep']}
    queue = [cid for cid in order(code, b.get('admitted', ())) if cid not in away]
    taken, empty = walk(movable, queue, b['unitCap'])
    check(f"event {e['n']}: taken", taken == [t['cid'] for t in b['taken']] and empty == sum(b['open'].values()))
    seats = {**stood, **{m['cid']: m['to'] for m in b['moved']}, **{t['cid']: t['category'] for t in b['taken']}}
    check(f"event {e['n']}: seats", fits(seats, {**movable, **{cid: rows[cid]['cats'] for cid in taken}}))

print(f"{r['id']}: verified" if not wrong else f"{r['id']}: first bad link: {wrong[0]}")
sys.exit(1 if wrong else 0)
