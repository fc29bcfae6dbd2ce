/**
 * A client of the product's HTTP contract: who calls, in which office, about which complaint. It knows nothing of the
 * code behind.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Asking {
  readonly method: string;
  /** From the root on, `/api/…`. */
  readonly path: string;
  readonly token?: string | undefined;
  /** Sent as JSON; `raw` is sent as it is. */
  readonly body?: unknown;
  readonly raw?: string | Buffer;
  readonly headers?: { readonly [name: string]: string };
}

export interface Receipt {
  readonly id: string;
  readonly revision: number;
  readonly position: string;
  readonly state: string;
  readonly outcome: string | null;
  readonly events: readonly { readonly revision: number; readonly type: string }[];
  readonly part?: string;
  readonly request?: string;
  readonly document?: string;
}
export interface Problem {
  readonly code: string;
  readonly rules: readonly string[];
  readonly also: readonly { readonly code: string }[];
  readonly errors?: readonly { readonly field: string; readonly code: string }[];
}

export interface Answer {
  readonly status: number;
  readonly headers: { readonly [name: string]: unknown };
  readonly text: string;
  /** Of the text where it is JSON; each caller says what it expects. */
  json<Shape>(): Shape;
}

export interface Asks {
  ask(asking: Asking): Promise<Answer>;
}

/** What `fetch`, `inject` and the rest have to be told. */
export function wire({ method, path, token, body, raw, headers = {} }: Asking) {
  const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  return {
    method,
    path,
    content,
    headers: {
      ...(content === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    } as Record<string, string>,
  };
}

export function answerOf(status: number, headers: { readonly [name: string]: unknown }, text: string): Answer {
  return { status, headers, text, json: <Shape>() => JSON.parse(text) as Shape };
}

export type Who =
  string | { readonly role: string; readonly sub?: string; readonly department?: string; readonly complaint?: string };

/** One office as whoever `who` names sees it: what is read is asked for as of the last write that was answered here. */
export class Office {
  private readonly tokens = new Map<string, string>();
  private written = 0n;

  constructor(
    readonly product: Asks,
    readonly key: string,
  ) {}

  async token(who: Who): Promise<string> {
    const {
      role,
      sub = role,
      department,
      complaint,
    } = typeof who === 'string'
      ? { role: who }
      : (who as { role: string; sub?: string; department?: string; complaint?: string });
    const id = JSON.stringify([role, sub, department, complaint]);
    const known = this.tokens.get(id);
    if (known !== undefined) return known;
    const answer = await this.product.ask({
      method: 'POST',
      path: '/api/test/token',
      body: { office: this.key, sub, name: sub, roles: [role], department, complaint },
    });
    if (answer.status !== 200) throw new Error(`no token for ${role}: ${answer.text}`);
    const { token } = answer.json<{ token: string }>();
    this.tokens.set(id, token);
    return token;
  }

  /** Danish local time; a date alone is 09:00. */
  async at(local: string): Promise<void> {
    const [date, time = '09:00'] = local.split('T');
    const offset = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Copenhagen', timeZoneName: 'longOffset' })
      .format(new Date(`${date}T${time}:00+01:30`))
      .match(/\+(\d\d)/)![1];
    const answer = await this.product.ask({
      method: 'PUT',
      path: '/api/test/clock',
      body: { now: new Date(`${date}T${time}:00+${offset}:00`).toISOString() },
    });
    if (answer.status !== 200) throw new Error(`clock: ${answer.status} ${answer.text}`);
  }

  async get(path: string, who: Who = 'head', headers: Asking['headers'] = {}): Promise<Answer> {
    return this.product.ask({
      method: 'GET',
      path: `/api/offices/${this.key}${this.after(path)}`,
      token: await this.token(who),
      headers,
    });
  }

  async post(path: string, body: unknown, who: Who = 'adviser', headers: Asking['headers'] = {}): Promise<Answer> {
    const asked = path.startsWith('/complaints/search') ? this.after(path) : path;
    const answer = await this.product.ask({
      method: 'POST',
      path: `/api/offices/${this.key}${asked}`,
      token: await this.token(who),
      body,
      headers,
    });
    if (answer.status < 300 && path.includes('/transitions/')) {
      const { position = '0' } = answer.json<Partial<Receipt>>();
      if (BigInt(position) > this.written) this.written = BigInt(position);
    }
    return answer;
  }

  /** Without it an answer may lack what was written a moment ago, after a restart as well. */
  private after(path: string): string {
    if (this.written === 0n || /[?&]after=/.test(path)) return path;
    return `${path}${path.includes('?') ? '&' : '?'}after=${this.written}`;
  }

  async start(
    name: 'ReceiveInquiry' | 'OpenOwnInitiative' = 'ReceiveInquiry',
    body: object = { channel: 'phone' },
  ): Promise<Complaint> {
    const answer = await this.post(
      `/complaints/transitions/${name}`,
      body,
      name === 'ReceiveInquiry' ? 'adviser' : 'head',
    );
    if (answer.status !== 201) throw new Error(`${name}: ${answer.status} ${answer.text}`);
    return new Complaint(this, answer.json<Receipt>());
  }
}

export interface Sending {
  readonly as?: Who;
  readonly key?: string;
  readonly ifMatch?: string | null;
}

export class Complaint {
  constructor(
    readonly office: Office,
    public last: Receipt,
  ) {}

  get id(): string {
    return this.last.id;
  }
  get path(): string {
    return `/complaints/${this.last.id}`;
  }

  async send(
    name: string,
    body: unknown = {},
    { as = 'adviser', key, ifMatch = `"${this.last.revision}"` }: Sending = {},
  ): Promise<Answer> {
    return this.office.post(`${this.path}/transitions/${name}`, body, as, {
      ...(ifMatch === null ? {} : { 'if-match': ifMatch }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    });
  }

  /** A step that must be taken; `state` is where it must lead. */
  async do(name: string, body: unknown = {}, state?: string, sending: Sending = {}): Promise<Receipt> {
    const answer = await this.send(name, body, sending);
    if (answer.status !== 200) throw new Error(`${name}: ${answer.status} ${answer.text}`);
    this.last = answer.json<Receipt>();
    const reached = this.last.outcome === null ? this.last.state : `${this.last.state}(${this.last.outcome})`;
    if (state !== undefined && reached !== state) throw new Error(`${name} led to ${reached}, not to ${state}`);
    return this.last;
  }

  async view<Shape = { readonly [field: string]: unknown }>(who: Who = 'head', query = ''): Promise<Shape> {
    const answer = await this.office.get(`${this.path}?after=${this.last.position}${query}`, who);
    if (answer.status !== 200) throw new Error(`view: ${answer.status} ${answer.text}`);
    return answer.json<Shape>();
  }

  /** Takes over what timers have written since. */
  async refresh(): Promise<void> {
    const { revision, position, state, outcome } = await this.view<Receipt>();
    this.last = { ...this.last, revision, position, state, outcome };
  }
}

/**
 * Files of the folder that hold one of these character strings, in UTF-8 or UTF-16: `offices/odense/events.db holds …`.
 */
export function tracesIn(folder: string, needles: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    for (const needle of needles) if (entry.name.includes(needle)) found.push(`the name ${entry.name} holds ${needle}`);
    if (!entry.isFile()) continue;
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    for (const needle of needles)
      for (const encoding of ['utf8', 'utf16le'] as const)
        if (bytes.includes(Buffer.from(needle, encoding))) found.push(`${entry.name} holds ${needle}`);
  }
  return found;
}
