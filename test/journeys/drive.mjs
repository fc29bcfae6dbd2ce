// A client of the running product: it knows the HTTP contract and nothing of the code behind it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { inflateRawSync } from 'node:zlib';

const shorten = (value, length = 400) =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))).slice(0, length);

/** The status that goes with each code of a refusal; a rule or a guard that refuses is 409. */
const statuses = {
  VALIDATION: 400,
  PERSONAL_DATA_IN_ANONYMOUS: 400,
  REASON_REQUIRED: 400,
  BASIS_REQUIRED: 400,
  GUIDANCE_REQUIRED: 400,
  CRITERIA_REQUIRED: 400,
  UNAUTHENTICATED: 401,
  ROLE_FORBIDDEN: 403,
  NOT_FOUND: 404,
  UNKNOWN_TRANSITION: 404,
  CONTENT_GONE: 410,
  CONCURRENCY_CONFLICT: 412,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  IDEMPOTENCY_KEY_REUSED: 422,
  REVISION_REQUIRED: 428,
};

/**
 * Where `got` differs from `want`: keys that `want` does not name are not looked at, a list is compared in full, a
 * function is asked.
 */
function mismatches(got, want, at) {
  if (typeof want === 'function') return want(got) ? [] : [`${at} is ${shorten(got)}`];
  if (typeof want !== 'object' || want === null)
    return Object.is(got, want) ? [] : [`${at}: wanted ${shorten(want)}, found ${shorten(got)}`];
  if (Array.isArray(want) && (!Array.isArray(got) || got.length !== want.length))
    return [`${at}: wanted ${want.length} entries, found ${shorten(got)}`];
  return Object.keys(want).flatMap((key) => mismatches(got?.[key], want[key], `${at}.${key}`));
}

export function expect(got, want, what = 'value') {
  const found = mismatches(got, want, what);
  if (found.length > 0) throw new Error(found.join('; '));
}
export const count = (list, want) => (list ?? []).filter((entry) => mismatches(entry, want, '').length === 0).length;
/** The one entry of the list that looks like this; none or several is a failure. */
export function only(list, want, what = 'entry') {
  const found = (list ?? []).filter((entry) => mismatches(entry, want, '').length === 0);
  if (found.length !== 1)
    throw new Error(`${what}: ${found.length} entries are ${shorten(want)} in ${shorten(list, 900)}`);
  return found[0];
}
export const oneOf =
  (...values) =>
  (value) =>
    values.includes(value);
export const nothing = (value) => value === undefined || value === null || value.length === 0;
export const codes = (problem) => [problem.code, ...problem.also.map(({ code }) => code)];

/** A problem document as RFC 9457 and the contract have it, with this code (and these rules among its own). */
export function refusal(answer, code, rules = [], what = code) {
  if (answer.body?.code !== code)
    throw new Error(`${what}: wanted ${code}, got ${answer.status} ${shorten(answer.text, 700)}`);
  expect(
    answer,
    {
      status: statuses[code] ?? 409,
      headers: (headers) => headers.get('content-type')?.startsWith('application/problem+json'),
    },
    what,
  );
  expect(
    answer.body,
    {
      status: answer.status,
      type: isWord,
      title: isWord,
      detail: isWord,
      rules: Array.isArray,
      also: Array.isArray,
      sentences: { da: isWord, en: isWord },
    },
    what,
  );
  const unnamed = rules.filter((rule) => !answer.body.rules.includes(rule));
  if (unnamed.length > 0)
    throw new Error(`${what}: ${code} does not name ${unnamed}, only ${shorten(answer.body.rules)}`);
  return answer.body;
}
const isWord = (value) => typeof value === 'string' && value.length > 0;

const wall = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Copenhagen',
  dateStyle: 'short',
  timeStyle: 'medium',
});
/** The instant at which the clocks in Copenhagen show this; a date alone is nine in the morning. */
export function danish(local) {
  const [date, time = '09:00'] = local.split('T');
  const shown = time.length === 5 ? `${time}:00` : time;
  for (const hours of [1, 2]) {
    const instant = new Date(Date.parse(`${date}T${shown}Z`) - hours * 3_600_000);
    if (wall.format(instant) === `${date} ${shown.slice(0, 8)}`) return instant;
  }
  throw new Error(`Copenhagen has no ${local}`);
}

/** No start takes so long, on however busy a machine. */
const hangMs = 300_000;

/**
 * One product in test mode: a process on a data folder and a port of its own, and everything it wrote to its output.
 * It is started as `npm start` starts it; `throughNpm` starts it by that command itself, which first looks whether
 * everything is built.
 */
export class Product {
  constructor(checkout, { env = {}, throughNpm = false } = {}) {
    this.checkout = checkout;
    this.env = env;
    this.throughNpm = throughNpm;
    this.output = '';
  }

  /** Another program may have taken the port that was free a moment ago: then on another one. */
  async start(env = {}) {
    for (let tries = 1; ; tries += 1)
      try {
        return await this.#start(env);
      } catch (error) {
        if (tries === 5 || !/^Port \d+ on \S+ is taken/m.test(error.message)) throw error;
        this.port = undefined;
      }
  }
  async #start(env) {
    this.data ??= await mkdtemp(join(tmpdir(), 'journey-'));
    this.port ??= await unusedPort();
    const [command, ...args] = await this.#command();
    await rm(join(this.data, 'running.json'), { force: true });
    this.output = this.output.replace(/^Port \d+ on \S+ is taken.*\n/gm, '');
    this.process = spawn(command, args, {
      cwd: this.checkout,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        NODE_COMPILE_CACHE: join(this.checkout, '.build', 'compile-cache'),
        ...process.env,
        KLAGEGANG_MODE: 'test',
        KLAGEGANG_DATA: this.data,
        KLAGEGANG_PORT: `${this.port}`,
        ...this.env,
        ...env,
      },
    });
    this.process.stdout.on('data', (chunk) => {
      this.output += chunk;
    });
    this.process.stderr.on('data', (chunk) => {
      this.output += chunk;
    });
    for (const end = Date.now() + hangMs; Date.now() < end; await pause(40)) {
      if (this.ended)
        throw new Error(
          `the product ended by itself (${this.process.exitCode ?? this.process.signalCode})\n${this.output.slice(-1500)}`,
        );
      // Before it says so itself, whoever answers at that port may be another.
      if (!existsSync(join(this.data, 'running.json'))) continue;
      const answer = await fetch(`http://127.0.0.1:${this.port}/health/ready`).catch(() => undefined);
      if (answer?.ok) return this;
    }
    throw new Error(`it does not get ready\n${this.output.slice(-1500)}`);
  }
  async #command() {
    if (this.throughNpm) return ['npm', 'start', '--silent'];
    const { node24, nodeOptions } = await import(pathToFileURL(join(this.checkout, 'apps', 'cli', 'node24.mjs')).href);
    return [node24(), ...nodeOptions, join(this.checkout, 'dist', 'apps', 'server', 'main.js')];
  }
  get ended() {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** Ends the whole process group, npm and what it started: SIGKILL unless told otherwise. */
  async kill(signal = 'SIGKILL') {
    if (!this.process || this.closed === this.process) return;
    const closed = this.ended
      ? Promise.resolve()
      : new Promise((done) => {
          this.process.once('close', done);
        });
    try {
      process.kill(-this.process.pid, signal);
    } catch {
      /* the group is gone already */
    }
    await closed;
    this.closed = this.process;
  }
  async restart(signal) {
    await this.kill(signal);
    return this.start();
  }
  async remove() {
    await this.kill();
    if (this.data) await rm(this.data, { recursive: true, force: true });
  }

  /** `body` is sent as JSON, `raw` as it is; a path that begins with `//` stands at the root instead of below /api. */
  async request(method, path, { token, body, raw, headers = {} } = {}) {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const answer = await fetch(
      `http://127.0.0.1:${this.port}${path.startsWith('//') ? path.slice(1) : `/api${path}`}`,
      {
        method,
        body: payload,
        redirect: 'manual',
        headers: {
          ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...headers,
        },
      },
    );
    const bytes = Buffer.from(await answer.arrayBuffer());
    const text = bytes.toString('utf8');
    let parsed;
    try {
      parsed = JSON.parse(text);
    } catch {
      /* not every answer is JSON */
    }
    return { status: answer.status, headers: answer.headers, bytes, text, body: parsed };
  }

  /** Where the product left these words: names and bytes of its files, and its output. */
  async traces(words) {
    const found = this.output.includes(words) ? ['its output'] : [];
    const forms = [Buffer.from(words, 'utf8'), Buffer.from(words, 'utf16le')];
    for (const entry of await readdir(this.data, { recursive: true, withFileTypes: true })) {
      if (entry.name.includes(words)) found.push(`the file name ${entry.name}`);
      if (!entry.isFile()) continue;
      const bytes = await readFile(join(entry.parentPath ?? entry.path, entry.name));
      if (forms.some((form) => bytes.includes(form))) found.push(entry.name);
    }
    return found;
  }
}

/**
 * One office of the product, as the callers with a token for it meet it: what they read is asked for as of the last
 * write here.
 */
export class Office {
  #tokens = new Map();
  #written = 0n;
  constructor(product, key) {
    this.product = product;
    this.key = key;
    this.path = `/offices/${key}`;
  }

  async token(role, { sub = role, name = sub, department, complaint } = {}) {
    const who = {
      office: this.key,
      sub,
      name,
      roles: [role],
      ...(department && { department }),
      ...(complaint && { complaint }),
    };
    const id = JSON.stringify(who);
    if (!this.#tokens.has(id)) {
      const answer = await this.product.request('POST', '/test/token', { body: who });
      if (typeof answer.body?.token !== 'string')
        throw new Error(`no token for ${role}: ${answer.status} ${shorten(answer.text)}`);
      this.#tokens.set(id, answer.body.token);
    }
    return this.#tokens.get(id);
  }

  /** Sets the clock to an hour of Copenhagen: every timer due until then has run when it returns. */
  async at(local) {
    const answer = await this.product.request('PUT', '/test/clock', { body: { now: danish(local).toISOString() } });
    if (answer.status >= 300) throw new Error(`the clock to ${local}: ${answer.status} ${shorten(answer.text)}`);
  }

  async get(path, role = 'adviser', { headers, ...who } = {}) {
    return this.product.request('GET', `${this.path}${this.#after(path)}`, {
      token: await this.token(role, who),
      headers,
    });
  }
  async post(path, body, role = 'adviser', { headers, ...who } = {}) {
    const asked = path.startsWith('/complaints/search') ? this.#after(path) : path;
    const answer = await this.product.request('POST', `${this.path}${asked}`, {
      token: await this.token(role, who),
      body,
      headers,
    });
    if (answer.status < 300 && BigInt(answer.body?.position ?? 0) > this.#written)
      this.#written = BigInt(answer.body.position);
    return answer;
  }
  /** `GET … ?after=`: an answer without it may lack what was written a moment ago, after a restart as well. */
  #after(path) {
    if (this.#written === 0n || /[?&]after=/.test(path)) return path;
    return `${path}${path.includes('?') ? '&' : '?'}after=${this.#written}`;
  }

  /** A starting transition that must be taken. */
  async start(name, fields, state, { as = name === 'OpenOwnInitiative' ? 'head' : 'adviser', ...who } = {}) {
    const answer = await this.post(`/complaints/transitions/${name}`, fields, as, who);
    if (answer.status !== 201) throw new Error(`${name}: ${answer.status} ${shorten(answer.text)}`);
    if (state !== undefined) expect(answer.body.state, state, `the state after ${name}`);
    return new Complaint(this, answer.body);
  }

  /**
   * A registered case, by the shortest way the office's profile leaves open. `parts` are the fields of RecordPart, by
   * letter; `excluded` beside them is what AssessRemit says of a part that is not the office's.
   */
  async registered({
    channel = 'digitalPost',
    parts,
    name = 'Prøve Prøvesen',
    summary = `${name} klager`,
    before = () => {},
    ...identity
  }) {
    const c = await this.start('ReceiveInquiry', { channel }, 'intake');
    for (const [part, { excluded, ...fields }] of Object.entries(parts)) {
      await c.do('RecordPart', fields, 'intake');
      await c.do(
        'AssessRemit',
        { part, ...(excluded ? { admissible: false, ...excluded } : { admissible: true }) },
        'intake',
      );
    }
    await before(c);
    if (this.key === 'horsens') await c.do('AgreeRegistration', { citizen: true, adviser: true }, 'intake');
    else {
      await c.do('CompleteIntake', {}, 'dialogueCheck');
      const concerned = new Set(
        Object.values(parts)
          .filter(({ excluded }) => !excluded)
          .map(({ department }) => department),
      );
      for (const department of concerned) {
        await c.do(
          'RecordDialogue',
          {
            department,
            departmentHadOpportunity: true,
            answered: true,
            ...(this.key === 'odense' && { moreOptionsSeen: false }),
          },
          'dialogueCheck',
        );
      }
    }
    await c.do('RegisterCase', { complainant: { name }, summary, ...identity }, 'registered');
    return c;
  }
}

/** One complaint and the last revision this client knows of. */
export class Complaint {
  constructor(office, { id, revision, position }) {
    Object.assign(this, { office, id, revision, position });
  }
  get path() {
    return `/complaints/${this.id}`;
  }

  async send(name, fields = {}, { as = 'adviser', revision = this.revision, key, headers = {}, ...who } = {}) {
    const sent = { 'if-match': `"${revision}"`, ...(key && { 'idempotency-key': key }), ...headers };
    return this.office.post(`${this.path}/transitions/${name}`, fields, as, { ...who, headers: sent });
  }

  /**
   * A transition that must be taken; `state` is "closed" or, with the outcome too, "closed(settled)". Returns the
   * receipt.
   */
  async do(name, fields, state, options) {
    const answer = await this.send(name, fields, options);
    if (answer.status !== 200) throw new Error(`${name}: ${answer.status} ${shorten(answer.text, 700)}`);
    const { revision, position, state: reached, outcome } = answer.body;
    Object.assign(this, { revision, position });
    expect(answer.headers.get('etag'), `"${revision}"`, `the ETag of ${name}`);
    if (state !== undefined)
      expect(state.includes('(') ? `${reached}(${outcome})` : reached, state, `the state after ${name}`);
    return answer.body;
  }

  /** A transition that must be refused and must leave the complaint as it was. Returns the problem document. */
  async refuse(name, fields, code, rules, options = {}) {
    const problem = refusal(await this.send(name, fields, options), code, rules, name);
    const { revision } = await this.view();
    if (options.revision === undefined) expect(revision, this.revision, `the revision after ${name} was refused`);
    return problem;
  }

  /** The case as a caller sees it, read after this client's own last write; it must look like `want`. */
  async view(want = {}, role = 'head', { query = '', ...who } = {}) {
    const answer = await this.office.get(`${this.path}?after=${this.position}${query && `&${query}`}`, role, who);
    if (answer.status !== 200) throw new Error(`the view: ${answer.status} ${shorten(answer.text)}`);
    expect(answer.body, want, 'view');
    return answer.body;
  }
  /** Takes over what timers have written since. */
  async refresh() {
    const { revision, position } = await this.view();
    Object.assign(this, { revision, position });
    return this;
  }
  async history(role = 'auditor') {
    const answer = await this.office.get(`${this.path}/history?after=${this.position}`, role);
    if (!Array.isArray(answer.body?.events)) throw new Error(`the history: ${answer.status} ${shorten(answer.text)}`);
    return answer.body.events;
  }
  async content(document, role = 'adviser', who) {
    return this.office.get(`${this.path}/documents/${document}/content`, role, who);
  }

  /** Files a document and returns its entry in the view. */
  async file(fields, state) {
    const before = (await this.view()).documents.map(({ id }) => id);
    await this.do('FileDocument', fields, state);
    return only((await this.view()).documents, { id: (id) => !before.includes(id) }, 'the document filed');
  }
}

/** The entries of a zip archive, by name. */
export function unzipped(bytes) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('no zip archive');
  const entries = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [method, packed, nameLength] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
    ];
    const header = bytes.readUInt32LE(at + 42);
    const from = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
    const data = bytes.subarray(from, from + packed);
    entries.set(bytes.toString('utf8', at + 46, at + 46 + nameLength), method === 0 ? data : inflateRawSync(data));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

const taken = new Set();
async function unusedPort() {
  for (;;) {
    const server = createServer();
    await new Promise((done) => {
      server.listen(0, '127.0.0.1', done);
    });
    const { port } = server.address();
    await new Promise((done) => {
      server.close(done);
    });
    if (!taken.has(port)) {
      taken.add(port);
      return port;
    }
  }
}
