/**
 * Between a domain event and a stored record: schema on both sides of the disk (law 9), personal fields sealed before
 * they leave the process (law 6). The write path reads events sealed: coded fields in the clear, personal ones as the
 * ciphertext they are.
 */
import { Ajv, type ValidateFunction } from 'ajv';
import { type Actor, type Envelope, type EventDeclaration } from '../../event-schemas/envelope.js';
import { upcast, UnreadableEvent } from '../../event-schemas/complaint/upcast.js';
import { doesNotOpen } from '../privacy/does-not-open.js';
import { type DataKeys } from '../privacy/keys.js';
import { collectKeyIds, openFields, sealFields, subjectsOf, type FoundKey } from '../privacy/sealed-event.js';
import { type JsonObject, type NewRecord, type StoredRecord } from './port.js';
import { macText } from './record-mac.js';

export interface NewEvent {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: Actor;
  readonly commandId: string;
  readonly causation: string | null;
  readonly from: string | null;
  readonly to: string;
  readonly data: { readonly [field: string]: unknown };
  /** Keyed hash of the request's body where it came under an Idempotency-Key. */
  readonly request?: string;
}

/** What the store itself keeps beside the data. */
interface Metadata {
  readonly schemaVersion: number;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly actor: Actor;
  readonly commandId: string;
  readonly causation: string | null;
  readonly from: string | null;
  readonly to: string;
  readonly request?: string;
  /** Keyed hash of the whole record; those of before decision 29 have none. */
  readonly mac?: string;
}

const text = { type: 'string', maxLength: 200 };
const instant = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,3})?Z$' };
const metadataSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['schemaVersion', 'occurredAt', 'recordedAt', 'actor', 'commandId', 'causation', 'from', 'to'],
  properties: {
    schemaVersion: { type: 'integer', minimum: 1 },
    occurredAt: instant,
    recordedAt: instant,
    actor: {
      type: 'object',
      additionalProperties: false,
      required: ['sub', 'name', 'role'],
      properties: { sub: text, name: text, role: text },
    },
    commandId: { type: 'string', minLength: 36, maxLength: 36 },
    causation: { anyOf: [{ type: 'null' }, { type: 'string', minLength: 36, maxLength: 36 }] },
    from: { anyOf: [{ type: 'null' }, text] },
    to: text,
    request: text,
    mac: text,
  },
};
const sealedOrShredded = [
  { type: 'string', pattern: '^sealed:1:' },
  { type: 'object', additionalProperties: false, required: ['shredded'], properties: { shredded: { const: true } } },
];

type Schema = { readonly [keyword: string]: unknown };
const marked = {
  type: 'object',
  additionalProperties: false,
  required: ['unreadable'],
  properties: { unreadable: { const: true } },
};
/** The schema with one personal field open to other forms too. */
function mayBe(forms: readonly Schema[], schema: Schema, [step, ...rest]: readonly string[]): Schema {
  if (step === undefined) return { anyOf: [schema, ...forms] };
  if (step === '[]') return { ...schema, items: mayBe(forms, schema.items as Schema, rest) };
  const properties = schema.properties as { readonly [name: string]: Schema };
  return { ...schema, properties: { ...properties, [step]: mayBe(forms, properties[step]!, rest) } };
}
const stepsOf = (path: string): readonly string[] =>
  path.split('.').flatMap((step) => (step.endsWith('[]') ? [step.slice(0, -2), '[]'] : [step]));

interface Shape {
  readonly declaration: EventDeclaration;
  readonly written: ValidateFunction;
  /** Personal fields sealed or shredded too: what a reader may meet. */
  readonly read: ValidateFunction;
  /** Fields that do not open may be marked as that besides; compiled when the first one is met. */
  readonly readInPart: ValidateFunction;
}

// Of these declarations alone: that they are schemas is not looked into at every start.
const ajv = new Ajv({ strict: false, allErrors: false, meta: false, validateSchema: false });
const compiled = new WeakMap<EventDeclaration, Shape>();
/** Compiled when the first event of its type is met: all the types together take half a second of each start. */
function shapeOf(declaration: EventDeclaration): Shape {
  let shape = compiled.get(declaration);
  if (!shape) {
    const schema = JSON.parse(JSON.stringify(declaration.schema)) as Schema;
    const open = (...forms: readonly Schema[]) =>
      ajv.compile(Object.keys(declaration.personal).reduce((so, path) => mayBe(forms, so, stepsOf(path)), schema));
    let inPart: ValidateFunction | undefined;
    shape = {
      declaration,
      written: ajv.compile(schema),
      read: open(...sealedOrShredded),
      get readInPart() {
        return (inPart ??= open(...sealedOrShredded, marked));
      },
    };
    compiled.set(declaration, shape);
  }
  return shape;
}

/** Declarations of one family of streams, each compiled once in a process. */
export class EventShapes {
  private readonly declarations: ReadonlyMap<string, EventDeclaration>;
  readonly metadata: ValidateFunction = ajv.compile(metadataSchema);

  constructor(declarations: Iterable<EventDeclaration>) {
    this.declarations = new Map(Array.from(declarations, (each) => [each.type, each]));
  }

  of(type: string): Shape {
    const declaration = this.declarations.get(type);
    if (!declaration)
      throw new UnreadableEvent(`${type} is no event that this program knows; start the program that wrote it`);
    return shapeOf(declaration);
  }
}

const failed = (validate: ValidateFunction, what: string): never => {
  const [error] = validate.errors ?? [];
  throw new UnreadableEvent(
    `${what} does not have its shape at "${error?.instancePath ?? ''}" (${error?.keyword ?? 'schema'})`,
  );
};

/** Makes records of events. */
export class EventSealer {
  constructor(
    private readonly office: string,
    protected readonly shapes: EventShapes,
    protected readonly keys: Pick<DataKeys, 'obtain' | 'mac'>,
  ) {}

  /**
   * The record to append; makes the keys it needs, durably, first. @throws UnreadableEvent the event does not have its
   * declared shape
   */
  async encode(stream: string, event: NewEvent): Promise<NewRecord> {
    const { declaration, written } = this.shapes.of(event.type);
    const { id, type, data, request, ...rest } = event;
    const plain = data as JsonObject;
    if (!written(plain)) failed(written, `${type} ${id}`);
    const metadata: Metadata = {
      schemaVersion: declaration.schemaVersion,
      ...rest,
      ...(request === undefined ? {} : { request }),
    };
    if (!this.shapes.metadata(metadata)) failed(this.shapes.metadata, `metadata of ${type} ${id}`);
    const subjects = subjectsOf(plain, declaration.personal);
    if (subjects.size === 0) return this.marked(stream, id, type, plain, metadata);
    const keys = await this.keys.obtain(stream, [...subjects]);
    const where = this.where(stream, id, declaration.schemaVersion);
    return this.marked(stream, id, type, sealFields(plain, declaration.personal, keys, where), metadata);
  }

  private marked(stream: string, id: string, type: string, data: JsonObject, plain: Metadata): NewRecord {
    const metadata = plain as unknown as JsonObject;
    const mac = this.keys.mac('event', macText(this.office, { stream, id, type, data, metadata }));
    return { id, type, data, metadata: { ...metadata, mac } };
  }

  protected where(stream: string, eventId: string, schemaVersion: number) {
    return { office: this.office, stream, eventId, schemaVersion };
  }
}

export interface Opening {
  /** Fields that nobody looks at and that may be large: they stay sealed. */
  readonly leave?: readonly string[];
  /** The log says that their keys were destroyed: so they are, whatever the key store holds. */
  readonly isShredded?: boolean;
  /**
   * Told each field that does not open: it is `Unreadable` then, and all else is opened. Left out: nothing is, and the
   * first one is an error.
   */
  readonly broken?: (event: Pick<StoredRecord, 'revision'>, field: string) => void;
}

/** Makes records of events, and events of records. */
export class EventCodec extends EventSealer {
  constructor(
    office: string,
    shapes: EventShapes,
    protected override readonly keys: DataKeys,
  ) {
    super(office, shapes, keys);
  }

  /** The event as it is kept: coded fields in the clear, personal ones sealed. @throws UnreadableEvent */
  sealed<Event extends Envelope>(record: StoredRecord): Event {
    return this.decode<Event>(record);
  }

  /**
   * The same of what `encode` gave and the store took a moment ago: its shape has been looked at, and it has not been
   * on the disk's other side.
   */
  decodeWritten<Event extends Envelope>(record: StoredRecord): Event {
    return eventOf<Event>(record, record.data as JsonObject);
  }

  /**
   * The events with their personal fields opened, or `Shredded` where the key is gone.
   * @throws KeyStoreUnavailable, and what `doesNotOpen` knows, unless somebody is told
   */
  async open<Event extends Envelope>(
    records: readonly StoredRecord[],
    opening: Opening = {},
  ): Promise<readonly Event[]> {
    const { leave = [], isShredded = false } = opening;
    const ids = new Set<string>();
    for (const { type, data } of records)
      for (const id of collectKeyIds(data as JsonObject, this.personalIn(type, leave))) ids.add(id);
    const keys =
      ids.size === 0 || isShredded
        ? new Map<string, FoundKey>([...ids].map((id) => [id, 'destroyed']))
        : await this.keysOf(ids, opening);
    return records.map((record) => this.decode<Event>(record, keys, opening));
  }

  private async keysOf(ids: ReadonlySet<string>, { broken }: Opening): Promise<ReadonlyMap<string, FoundKey>> {
    const oneBroken = (error: unknown): void => {
      if (!broken || !doesNotOpen(error)) throw error;
    };
    const all = await this.keys.find(ids).catch(oneBroken);
    if (all) return all;
    const found = new Map<string, FoundKey>();
    for (const id of ids) found.set(id, (await this.keys.find([id]).catch(oneBroken))?.get(id) ?? 'broken');
    return found;
  }

  /**
   * The same of an event at hand. Undefined: it was stored in an older shape, in which its fields were sealed, so that
   * only its record can be opened. @throws KeyStoreUnavailable
   */
  async openSealed<Event extends Envelope>(event: Event): Promise<Event | undefined> {
    const { id, type, stream, revision, schemaVersion } = event;
    const { declaration, read } = this.shapes.of(type);
    if (schemaVersion !== declaration.schemaVersion) return undefined;
    const sealed = event.data as JsonObject;
    const paths = Object.keys(declaration.personal);
    const keys = await this.keys.find(collectKeyIds(sealed, paths));
    const data = openFields(sealed, paths, keys, this.where(stream, id, schemaVersion));
    if (!read(data)) failed(read, `event ${revision} (${type}) of ${stream}`);
    return { ...event, data };
  }

  private decode<Event extends Envelope>(
    record: StoredRecord,
    keys?: ReadonlyMap<string, FoundKey>,
    { leave = [], broken }: Opening = {},
  ): Event {
    const { id, type, stream, revision } = record;
    const shape = this.shapes.of(type);
    if (!this.shapes.metadata(record.metadata))
      failed(this.shapes.metadata, `metadata of event ${revision} (${type}) of ${stream}`);
    const { schemaVersion } = record.metadata as unknown as Metadata;
    const stored = record.data as JsonObject;
    let isWhole = true;
    const tell =
      broken &&
      ((field: string) => {
        isWhole = false;
        broken(record, field);
      });
    const opened = keys
      ? openFields(stored, this.personalIn(type, leave), keys, this.where(stream, id, schemaVersion), tell)
      : stored;
    const data = upcast(type, schemaVersion, shape.declaration.schemaVersion, opened) as JsonObject;
    const read = isWhole ? shape.read : shape.readInPart;
    if (!read(data)) failed(read, `event ${revision} (${type}) of ${stream}`);
    return eventOf<Event>(record, data);
  }

  private personalIn(type: string, leave: readonly string[]): readonly string[] {
    return Object.keys(this.shapes.of(type).declaration.personal).filter((field) => !leave.includes(field));
  }
}

function eventOf<Event extends Envelope>(
  { id, type, stream, revision, position, metadata }: StoredRecord,
  data: JsonObject,
): Event {
  const { schemaVersion, occurredAt, recordedAt, actor, commandId, causation, from, to } =
    metadata as unknown as Metadata;
  return {
    id,
    type,
    schemaVersion,
    stream,
    revision,
    position,
    occurredAt,
    recordedAt,
    actor,
    commandId,
    causation,
    from,
    to,
    data,
  } as unknown as Event;
}

/** The keyed hash of the request that an event came from, where it came under an Idempotency-Key. */
export const requestHashOf = (record: Pick<StoredRecord, 'metadata'>): string | undefined =>
  (record.metadata as unknown as Metadata).request;
