import { type Caller } from '../platform/caller.js';
import { type SignedIn } from './directory.js';
import { isFormOf, livesOf, Sessions, type Holder } from './sessions.js';

const karen: SignedIn = { sub: 'karen', name: 'Karen', groups: [] };
const anton: SignedIn = { sub: 'anton', name: 'Anton', groups: [] };
const adviser: Caller = { sub: 'karen', name: 'Karen', office: 'horsens', roles: ['adviser'] };
const staff = (person: SignedIn, providerSession?: string): Holder => ({
  kind: 'staff',
  person,
  ...(providerSession === undefined ? {} : { providerSession }),
});
const citizen = (complaint: string): Holder => ({
  kind: 'citizen',
  callers: [{ sub: `citizen of ${complaint}`, name: 'Borger', office: 'horsens', roles: ['citizen'], complaint }],
});
const minute = 60_000;

/** Sessions whose time and whose directory the test has in hand. */
function setUp(rights: (person: SignedIn) => readonly Caller[] = ({ sub, name }) => [{ ...adviser, sub, name }]) {
  const at = { monotonic: 1000, wall: Date.parse('2026-11-30T08:00:00Z') };
  const held = { rights };
  const sessions = new Sessions((person) => held.rights(person), {
    monotonic: () => at.monotonic,
    wall: () => at.wall,
  });
  const pass = (ms: number) => {
    at.monotonic += ms;
    at.wall += ms;
  };
  const begin = (holder: Holder) => {
    const begun = sessions.begin(holder);
    if (begun === null) throw new Error('nobody');
    return begun;
  };
  return { sessions, pass, at, held, begin };
}

describe('a session', () => {
  it('is found by its secret alone, and says who its holder is now', () => {
    const { sessions, begin } = setUp();
    const { secret, session } = begin(staff(karen));
    const { session: found, renewed } = sessions.find(secret)!;
    expect([found, renewed]).toEqual([{ ...session, formToken: found.formToken }, undefined]);
    expect(session.callers).toEqual([adviser]);
    for (const other of ['', session.handle, session.formToken, `${secret}x`, secret.slice(1)])
      expect(sessions.find(other)).toBeNull();
  });

  it('has a secret and a form token of 256 bits, of its own each', () => {
    const { begin } = setUp();
    const made = Array.from({ length: 5 }, () => begin(staff(karen)));
    const words = made.flatMap(({ secret, session }) => [secret, session.formToken]);
    expect(new Set(words).size).toBe(10);
    // A form token comes with the mask that it is seen through.
    for (const [index, word] of words.entries())
      expect(Buffer.from(word, 'base64url')).toHaveLength(32 + (index % 2) * 32);
  });

  it('does not begin for somebody who is nobody here', () => {
    expect(setUp(() => []).sessions.begin(staff(karen))).toBeNull();
  });

  it.each([
    ['staff', staff(karen)],
    ['citizen', citizen('1')],
  ] as const)('of %s ends unused, a millisecond earlier it does not, and use prolongs it', (kind, holder) => {
    const { sessions, pass, begin } = setUp();
    const { idle } = livesOf[kind];
    const { secret } = begin(holder);
    pass(idle - 1);
    expect(sessions.find(secret)).not.toBeNull();
    pass(idle - 1);
    expect(sessions.find(secret)).not.toBeNull();
    pass(idle);
    expect(sessions.find(secret)).toBeNull();
  });

  it('ends after its whole life, however much it is used', () => {
    const { sessions, pass, begin } = setUp();
    const { secret } = begin(staff(karen));
    for (let passed = 0; passed < livesOf.staff.whole - 20 * minute; passed += 20 * minute) {
      expect(sessions.find(secret)).not.toBeNull();
      pass(20 * minute);
    }
    pass(20 * minute);
    expect(sessions.find(secret)).toBeNull();
  });

  it('of a citizen ends after fifteen minutes, of staff after thirty', () => {
    expect([livesOf.citizen.idle, livesOf.staff.idle, livesOf.staff.whole]).toEqual([
      15 * minute,
      30 * minute,
      8 * 60 * minute,
    ]);
  });

  it('neither lives nor dies by a clock that is set', () => {
    const { sessions, at, begin } = setUp();
    const { secret } = begin(staff(karen));
    at.wall += 365 * 24 * 60 * minute;
    expect(sessions.find(secret)).not.toBeNull();
    at.wall -= 900 * 24 * 60 * minute;
    expect(sessions.find(secret)).not.toBeNull();
  });
});

describe('what somebody may', () => {
  it('is gone with the next request once the directory knows the person no more', () => {
    const { sessions, held, begin } = setUp();
    const { secret } = begin(staff(karen));
    held.rights = () => [];
    expect(sessions.find(secret)).toBeNull();
    held.rights = () => [adviser];
    expect(sessions.find(secret)).toBeNull();
  });

  it('changes the secret and the form token when it changes, and what was under way is answered', () => {
    const { sessions, held, pass, begin } = setUp();
    const { secret, session } = begin(staff(karen));
    held.rights = () => [{ ...adviser, roles: ['adviser', 'head'] }];
    const { renewed, session: now } = sessions.find(secret)!;
    expect(renewed).toBeDefined();
    expect(now.callers[0]!.roles).toEqual(['adviser', 'head']);
    expect(isFormOf(now, session.formToken)).toBe(false);
    pass(10_000);
    expect(sessions.find(secret)).not.toBeNull();
    pass(1);
    expect(sessions.find(secret)).toBeNull();
    expect(sessions.find(renewed!)).toEqual({
      session: expect.objectContaining({ handle: session.handle }),
      renewed: undefined,
    });
  });

  it('has no second new secret for those who come with the old one', () => {
    const { sessions, held, begin } = setUp();
    const { secret } = begin(staff(karen));
    held.rights = () => [{ ...adviser, roles: ['head'] }];
    const { renewed } = sessions.find(secret)!;
    expect(sessions.find(secret)!.renewed).toBeUndefined();
    expect(sessions.find(renewed!)).not.toBeNull();
  });
});

describe('the sessions that somebody has', () => {
  it('are listed and ended by their holder alone', () => {
    const { sessions, begin } = setUp();
    const [first, second, foreign] = [begin(staff(karen)), begin(staff(karen)), begin(staff(anton))];
    expect(sessions.of(staff(karen)).map(({ handle }) => handle)).toEqual([
      first.session.handle,
      second.session.handle,
    ]);
    sessions.end(staff(karen), foreign.session.handle);
    expect(sessions.find(foreign.secret)).not.toBeNull();
    sessions.end(staff(karen), first.session.handle);
    expect(sessions.find(first.secret)).toBeNull();
    sessions.endAll(staff(karen));
    expect(sessions.find(second.secret)).toBeNull();
    expect(sessions.find(foreign.secret)).not.toBeNull();
  });

  it('are twenty at most: the oldest ends', () => {
    const { sessions, pass, begin } = setUp();
    const made = Array.from({ length: 21 }, () => {
      pass(1);
      return begin(staff(karen)).secret;
    });
    expect(made.map((secret) => sessions.find(secret) !== null)).toEqual([false, ...Array<boolean>(20).fill(true)]);
  });

  it('are not mixed up with a citizen’s, whatever the provider calls its people', () => {
    const { sessions, begin } = setUp();
    const own = begin(citizen('1'));
    begin(staff({ sub: 'citizen 1', name: 'x', groups: [] }));
    sessions.endAll(staff({ sub: '1', name: 'x', groups: [] }));
    expect(sessions.find(own.secret)).not.toBeNull();
    expect(sessions.of(citizen('1'))).toHaveLength(1);
  });

  it('that have ended take no memory', () => {
    const { sessions, pass, begin } = setUp();
    for (let n = 0; n < 50; n += 1) begin(staff({ ...karen, sub: `s${n}` }));
    expect(sessions.count).toBe(50);
    pass(livesOf.staff.idle);
    expect(sessions.count).toBe(0);
  });
});

describe('log-out at the provider', () => {
  it.each([
    ['of a session', { session: 'a' }, [false, true, true]],
    ['of a person', { sub: 'karen' }, [false, false, true]],
    ['of a session of a person', { sub: 'karen', session: 'b' }, [true, false, true]],
    ['of nobody', {}, [true, true, true]],
    ['of a session that is none of ours', { session: 'z' }, [true, true, true]],
  ])('%s ends those and no other', (_, at, left) => {
    const { sessions, begin } = setUp();
    const made = [begin(staff(karen, 'a')), begin(staff(karen, 'b')), begin(staff(anton, 'c'))];
    expect(sessions.endAtProvider(at)).toBe(left.filter((stays) => !stays).length);
    expect(made.map(({ secret }) => sessions.find(secret) !== null)).toEqual(left);
  });
});

describe('the language of the pages', () => {
  it('is Danish, and kept once it was chosen', () => {
    const { sessions, begin } = setUp();
    const { secret, session } = begin(staff(karen));
    expect(session.language).toBe('da');
    sessions.speak(session, 'en');
    expect(sessions.find(secret)!.session.language).toBe('en');
  });
});

describe('the token of its forms', () => {
  it('is another text in each answer, and each is of the session', () => {
    const { sessions, begin } = setUp();
    const { secret, session } = begin(staff(karen));
    const shown = Array.from({ length: 20 }, () => sessions.find(secret)!.session.formToken);
    expect(new Set(shown).size).toBe(20);
    // No part of it is the same twice, the mask no more than what it hides.
    expect(new Set(shown.flatMap((each) => [each.slice(0, 20), each.slice(-20)])).size).toBe(40);
    for (const each of shown) expect(isFormOf(session, each)).toBe(true);
  });

  it('is no other text, and that of no other session', () => {
    const { begin } = setUp();
    const { session } = begin(staff(karen));
    const { formToken } = session;
    const mask = Buffer.from(formToken, 'base64url').subarray(0, 32);
    const others = [undefined, '', 'ab', [formToken], 1, `${formToken}AA`, formToken.slice(2), formToken.slice(0, -2)];
    for (const each of [...others, mask.toString('base64url'), begin(staff(karen)).session.formToken])
      expect(isFormOf(session, each)).toBe(false);
  });
});
