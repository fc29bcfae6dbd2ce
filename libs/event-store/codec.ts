/**
 * Between a domain event and a stored record: schema on both sides of the disk (law 9), personal fields sealed before
 * they leave the process (law 6). The write path reads events sealed: coded fields in the clear, personal ones as the
 * ciphertext they are.
 */
import { Ajv, type ValidateFunction } from 'ajv';
import { type Actor, type Envelope, type EventDeclaration } from '../../event-schemas/envelope.js';
import { upcast, UnreadableEvent } from '../../event-schemas/complaint/upcast.js';
import { type DataKey, type DataKeys } from '../privacy/keys.js';
import { collectKeyIds, openFields, sealFields, subjectsOf } from '../privacy/sealed-event.js';
import { type JsonObject, type NewRecord, type StoredRecord } from './port.js';

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
  },
};
const sealedOrShredded = [
  { type: 'string', pattern: '^sealed:1:' },
  { type: 'object', additionalProperties: false, required: ['shredded'], properties: { shredded: { const: true } } },
];

type Schema = { readonly [keyword: string]: unknown };
/** The schema with one personal field open to its sealed and its shredded form: what a reader may meet. */
function mayBeSealed(schema: Schema, [step, ...rest]: readonly string[]): Schema {
  if (step === undefined) return { anyOf: [schema, ...sealedOrShredded] };
  if (step === '[]') return { ...schema, items: mayBeSealed(schema.items as Schema, rest) };
  const properties = schema.properties as { readonly [name: string]: Schema };
  return { ...schema, properties: { ...properties, [step]: mayBeSealed(properties[step]!, rest) } };
}
const stepsOf = (path: string): readonly string[] =>
  path.split('.').flatMap((step) => (step.endsWith('[]') ? [step.slice(0, -2), '[]'] : [step]));

interface Shape {
  readonly declaration: EventDeclaration;
  readonly written: ValidateFunction;
  readonly read: ValidateFunction;
}

// Of these declarations alone: that they are schemas is not looked into at every start.
const ajv = new Ajv({ strict: false, allErrors: false, meta: false, validateSchema: false });
const compiled = new WeakMap<EventDeclaration, Shape>();
/** Compiled when the first event of its type is met: all the types together take half a second of each start. */
function shapeOf(declaration: EventDeclaration): Shape {
  let shape = compiled.get(declaration);
  if (!shape) {
    const schema = JSON.parse(JSON.stringify(declaration.schema)) as Schema;
    const read = Object.keys(declaration.personal).reduce((open, path) => mayBeSealed(open, stepsOf(path)), schema);
    compiled.set(declaration, (shape = { declaration, written: ajv.compile(schema), read: ajv.compile(read) }));
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
    protected readonly keys: Pick<DataKeys, 'obtain'>,
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
    if (subjects.size === 0) return { id, type, data: plain, metadata: metadata as unknown as JsonObject };
    const keys = await this.keys.obtain(stream, [...subjects]);
    return {
      id,
      type,
      data: sealFields(plain, declaration.personal, keys, this.where(stream, id, declaration.schemaVersion)),
      metadata: metadata as unknown as JsonObject,
    };
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
   * @throws KeyStoreUnavailable
   */
  async open<Event extends Envelope>(
    records: readonly StoredRecord[],
    { leave = [], isShredded = false }: Opening = {},
  ): Promise<readonly Event[]> {
    const ids = new Set<string>();
    for (const { type, data } of records)
      for (const id of collectKeyIds(data as JsonObject, this.personalIn(type, leave))) ids.add(id);
    const keys =
      ids.size === 0 || isShredded
        ? new Map<string, DataKey | 'destroyed'>([...ids].map((id) => [id, 'destroyed']))
        : await this.keys.find(ids);
    return records.map((record) => this.decode<Event>(record, keys, leave));
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
    keys?: ReadonlyMap<string, DataKey | 'destroyed'>,
    leave: readonly string[] = [],
  ): Event {
    const { id, type, stream, revision } = record;
    const { declaration, read } = this.shapes.of(type);
    if (!this.shapes.metadata(record.metadata))
      failed(this.shapes.metadata, `metadata of event ${revision} (${type}) of ${stream}`);
    const { schemaVersion } = record.metadata as unknown as Metadata;
    const stored = record.data as JsonObject;
    const opened = keys
      ? openFields(stored, this.personalIn(type, leave), keys, this.where(stream, id, schemaVersion))
      : stored;
    const data = upcast(type, schemaVersion, declaration.schemaVersion, opened) as JsonObject;
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
